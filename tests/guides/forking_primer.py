"""The program that runs the commands of the guides: it loads everything once and forks for every command.

A line of JSON in, the exit code out. Importing what is late starts no thread, so that forking is safe.
"""

import gc
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

PATIENCE = 60.0
BUG = 70
WATCHING = 0.02
"""Seconds between two looks whether a command that watches has begun to."""
LATE = (
    "hatchling.bridge.app",
    "hatchling.builders.sdist",
    "hatchling.builders.wheel",
    "hatchling.metadata.core",
    "httpcore",
    "httpx",
    "primer.cli.confirm_command",
    "primer.cli.diagnose_command",
    "primer.cli.guide_command",
    "primer.cli.main",
    "primer.cli.plan_command",
    "primer.cli.rehearse_command",
    "primer.cli.workflow_command",
    "primer.rehearsal.rehearsal",
    "primer.terminal.plain",
    "yaml",
)


@dataclass(frozen=True, slots=True)
class Run:
    """One command; all that it says goes to `screen`, and where that has `until`, Ctrl-C is pressed."""

    words: list[str]
    folder: Path
    screen: Path
    environ: Mapping[str, str]
    until: str


def run_of(line: str) -> Run:
    """Reads what is to be run."""
    told: object = json.loads(line)
    assert isinstance(told, dict)
    words, environ = told["words"], told["environ"]
    assert isinstance(words, list)
    assert isinstance(environ, dict)
    pairs = {str(name): str(value) for name, value in environ.items()}
    folder, screen = Path(str(told["folder"])), Path(str(told["screen"]))
    return Run([str(word) for word in words], folder, screen, pairs, str(told["until"]))


def become(run: Run) -> None:
    """The fork's own folder, environment and streams; nobody is at the terminal."""
    os.chdir(run.folder)
    os.environ.clear()
    os.environ.update(run.environ)
    screen = os.open(run.screen, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for descriptor, stream in enumerate((os.open(os.devnull, os.O_RDONLY), screen, screen)):
        os.dup2(stream, descriptor)


def carried_out(run: Run) -> int:
    """The command as its entry point runs it; gives the exit code."""
    from primer.cli.main import main

    try:
        become(run)
        return main(run.words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except Exception:  # noqa: BLE001 - a fork ends here, whatever happens
        traceback.print_exc()
        return BUG
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def wait(child: int, run: Run) -> int:
    """Waits for the end, and presses Ctrl-C where a command would watch for long."""
    end = time.monotonic() + PATIENCE
    pressed = not run.until
    while True:
        gone, status = os.waitpid(child, os.WNOHANG)
        if gone:
            return os.waitstatus_to_exitcode(status)
        if not pressed and run.until in _said(run):
            os.kill(child, signal.SIGINT)
            pressed = True
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
        time.sleep(WATCHING)


def _said(run: Run) -> str:
    return run.screen.read_text("utf-8", "replace") if run.screen.exists() else ""


def main() -> None:
    """Forks for every line until stdin ends."""
    for line in sys.stdin:
        run = run_of(line)
        child = os.fork()
        if child == 0:
            os._exit(carried_out(run))
        sys.stdout.write(f"{wait(child, run)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    for late in LATE:
        import_module(late)
    gc.freeze()
    main()
