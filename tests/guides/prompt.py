"""A prompt at which primer is installed: every command finds the same repository and an empty home."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checkouts import written
from guides import forking_primer
from guides.prepared_repository import prepared
from journeys.journey_runs import new_machine

NOWHERE = "http://127.0.0.1:9"
"""A proxy that nobody serves: every look is answered at once, and none leaves the machine."""
PROXIES: Mapping[str, str] = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"), NOWHERE)
IMPATIENT: Mapping[str, str] = {"config/pip/pip.conf": "[global]\nretries = 0\n"}
"""What builds fetch their tools with gives up at once, too."""
WAITING = "Waiting for"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, what it said, and which other machines it tried to reach."""

    code: int
    said: str
    connections: str


class Prompt:
    """Runs commands one after another; the same one only once."""

    def __init__(self, program: subprocess.Popen[str], folder: Path) -> None:
        self._program = program
        self._folder = folder
        self._ended: dict[tuple[str, ...], Ended] = {}
        self._repository = prepared(folder / "places-0")

    def run(self, words: tuple[str, ...]) -> Ended:
        """Runs a command of primer; one that would watch for long is left by Ctrl-C."""
        if words not in self._ended:
            self._ended[words] = self._run(words)
        return self._ended[words]

    def _run(self, words: tuple[str, ...]) -> Ended:
        machine = new_machine(self._folder / f"machine-{len(self._ended)}")
        written(machine.folder, IMPATIENT)
        told = {
            "words": words,
            "folder": str(self._repository),
            "screen": str(machine.folder / "screen"),
            "environ": {**machine.environ(), **PROXIES},
            "until": WAITING if "--wait" in words else "",
        }
        code = int(self._answered(json.dumps(told)))
        said = (machine.folder / "screen").read_text("utf-8")
        self._restore()
        return Ended(code, said, machine.connections)

    def _restore(self) -> None:
        """What a command wrote is taken back, so that the next one finds what the first found."""
        status = ["git", "status", "--porcelain", "--ignored"]
        if subprocess.run(status, cwd=self._repository, capture_output=True, check=True).stdout:
            self._repository = prepared(self._folder / f"places-{len(self._ended) + 1}")

    def _answered(self, line: str) -> str:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(f"{line}\n")
        self._program.stdin.flush()
        return self._program.stdout.readline()


@contextmanager
def prompt(folder: Path) -> Iterator[Prompt]:
    """A prompt until the end of the block."""
    machine = new_machine(folder)
    command = [sys.executable, str(Path(forking_primer.__file__))]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=machine.environ()) as program:
        yield Prompt(program, folder)
