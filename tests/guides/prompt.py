"""A prompt at which primer is installed: every command finds the same repository and an empty home."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from guides import forking_primer
from guides.prepared_repository import prepared, restore
from journeys.journey_runs import new_machine

NOWHERE = "http://127.0.0.1:9"
"""A proxy that nobody serves: every look is answered at once, and none leaves the machine."""
PROXIES: Mapping[str, str] = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"), NOWHERE)
IMPATIENT: Mapping[str, str] = {"UV_HTTP_RETRIES": "0"}
"""What builds fetch their tools with gives up at once, too."""
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
"""Where primer is installed comes first, as for a person who has it."""
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
        self._repository = prepared(folder / "places")

    def run(self, words: tuple[str, ...]) -> Ended:
        """Runs a command of primer; one that would watch for long is left by Ctrl-C."""
        if words not in self._ended:
            self._ended[words] = self._run(words)
        return self._ended[words]

    def _run(self, words: tuple[str, ...]) -> Ended:
        machine = new_machine(self._folder / f"machine-{len(self._ended)}")
        told = {
            "words": words,
            "folder": str(self._repository),
            "screen": str(machine.folder / "screen"),
            "environ": {**machine.environ(), **PROXIES, **IMPATIENT, "PATH": PATH},
            "until": WAITING if "--wait" in words else "",
        }
        code = int(self._answered(json.dumps(told)))
        said = (machine.folder / "screen").read_text("utf-8")
        restore(self._repository)
        return Ended(code, said, machine.connections)

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
