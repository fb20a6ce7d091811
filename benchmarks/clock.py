"""Whole processes, timed from outside: wall clock, processor and peak memory, two commands in turn."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

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
        begin = time.perf_counter()
        child = subprocess.Popen(
            command.words,
            cwd=command.folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command.words)} failed:\n{said.read().decode(errors='replace')}")
    # Linux counts the peak in kilobytes, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1000
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def environment() -> Mapping[str, str]:
    """As it is here, without what would change a Python's speed, and with no state of the person's."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "UV_PUBLISH"))
    }
    return {**kept, "XDG_STATE_HOME": STATE.name, "NO_COLOR": "1"}


def _medians(runs: Sequence[Cost]) -> Cost:
    return Cost(
        median(one.wall for one in runs),
        median(one.processor for one in runs),
        median(one.peak for one in runs),
    )
