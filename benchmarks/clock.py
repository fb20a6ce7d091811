"""Whole processes, timed from outside: wall clock, processor and peak memory, two commands in turn."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

STOPWATCH = (sys.executable, "-I", "-S", str(Path(__file__).with_name("programs") / "stopwatch.py"))
STATE = tempfile.TemporaryDirectory(prefix="primer-benchmarks-")
Prepare = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Command:
    """What is run, where, and the name it is shown by; `prepare` happens before each run, off the clock."""

    name: str
    words: Sequence[str]
    folder: Path | None = None
    prepare: Prepare | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processor, children included, and the largest process in megabytes."""

    wall: float
    processor: float
    peak: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Medians of two commands, and the median ratios of neighbouring runs, one to the other."""

    one: Cost
    other: Cost
    wall: float
    processor: float


def costs(command: Command, runs: int) -> Cost:
    """The medians of so many runs, after one that is not counted."""
    return _medians([run(command) for _ in range(runs + 1)][1:])


def in_turn(one: Command, other: Command, pairs: int) -> Pair:
    """A B A B, so that whatever else the machine does falls on both; the first pair is not counted."""
    runs = [(run(one), run(other)) for _ in range(pairs + 1)][1:]
    return Pair(
        _medians([first for first, _ in runs]),
        _medians([second for _, second in runs]),
        median(first.wall / second.wall for first, second in runs),
        median(first.processor / second.processor for first, second in runs),
    )


def run(command: Command) -> Cost:
    """The cost of one run; leaves the program with the command's own words where it fails."""
    if command.prepare is not None:
        command.prepare()
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            [*STOPWATCH, *command.words],
            cwd=command.folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            check=False,
        )
        *counted, code = done.stdout.decode().split() or ["1"]
        if code != "0":
            said.seek(0)
            sys.exit(f"{' '.join(command.words)} failed:\n{said.read().decode(errors='replace')}")
    return _cost(*map(float, counted))


def environment() -> Mapping[str, str]:
    """As it is here, without what would change a Python's speed, and with no state of the person's."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "UV_PUBLISH"))
    }
    return {**kept, "XDG_STATE_HOME": STATE.name, "NO_COLOR": "1"}


def _cost(wall: float, processor: float, peak: float) -> Cost:
    # Linux counts the peak in kilobytes, macOS in bytes.
    return Cost(wall, processor, peak / (1_000_000 if sys.platform == "darwin" else 1000))


def _medians(runs: Sequence[Cost]) -> Cost:
    return Cost(
        median(one.wall for one in runs),
        median(one.processor for one in runs),
        median(one.peak for one in runs),
    )
