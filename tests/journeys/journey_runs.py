"""The whole program as a child process, with a home of its own and nothing of the tester's."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
EXAMPLE = CHECKOUT / "examples" / "adk-agent-sim"
PROGRAM = (sys.executable, "-m", "primer")
PATIENCE = 60.0

# Runs before anything else in the child: every connection that leaves this machine is written down.
_WATCHER = """\
import os, sys
def _hear(event, args):
    if event == "socket.connect" and isinstance(args[1], tuple):
        host = str(args[1][0])
    elif event == "socket.getaddrinfo":
        host = str(args[0])
    else:
        return
    if host not in ("127.0.0.1", "::1", "localhost"):
        with open(os.environ["JOURNEY_CONNECTIONS"], "a") as file:
            file.write(f"{event} {host}\\n")
sys.addaudithook(_hear)
"""


@dataclass(frozen=True)
class Finished:
    """How a run ended."""

    code: int
    raw_out: bytes
    raw_err: bytes

    @property
    def out(self) -> str:
        """The product."""
        return self.raw_out.decode()

    @property
    def err(self) -> str:
        """The conversation."""
        return self.raw_err.decode()


@dataclass(frozen=True)
class Machine:
    """A person's account without anything in it; `extra` is laid over its environment."""

    folder: Path
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """Where the person lives."""
        return self.folder / "home"

    @property
    def state(self) -> Path:
        """Where primer keeps its journals."""
        return self.folder / "state"

    @property
    def connections(self) -> str:
        """What left this machine, line by line."""
        file = self.folder / "connections"
        return file.read_text() if file.exists() else ""

    def environ(self) -> dict[str, str]:
        """A whole environment: the path, private folders, an ear on every connection."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
        folders = {
            f"XDG_{name.upper()}_HOME": str(self.folder / name)
            for name in ("state", "config", "cache", "data")
        }
        own = {
            "HOME": str(self.home),
            "PYTHONPATH": str(self.folder / "watcher"),
            "JOURNEY_CONNECTIONS": str(self.folder / "connections"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return {**kept, **folders, **own, **self.extra}

    def run(self, *words: str, cwd: Path | None = None, program: Sequence[str] = PROGRAM) -> Finished:
        """Runs primer to its end with nobody at the terminal."""
        done = subprocess.run(
            [*program, *words],
            cwd=cwd or self.folder,
            env=self.environ(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return Finished(done.returncode, done.stdout, done.stderr)


def new_machine(folder: Path, **extra: str) -> Machine:
    """An account under this folder."""
    machine = Machine(folder, extra)
    machine.home.mkdir(parents=True)
    watcher = folder / "watcher"
    watcher.mkdir()
    (watcher / "sitecustomize.py").write_text(_WATCHER)
    return machine
