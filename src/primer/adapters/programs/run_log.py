"""The log of a run's failed jobs, as the person's own `gh` shows it; never let ask back."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Timer
from typing import IO

from primer.adapters.custody.shield import shielded
from primer.adapters.files.log_lines import numbered_lines
from primer.core.problem import Missing, Problem, Stop, TheirAnswer

TIMEOUT_SECONDS = 300.0
"""A log of fifty megabytes takes a minute on a slow line."""

# They would put colours, prompts or the requests themselves among the lines.
_FOREIGN = frozenset({"GH_DEBUG", "DEBUG", "GH_FORCE_TTY", "CLICOLOR_FORCE"})


def run_lines(
    number: str, folder: Path, path: str | None = None, timeout: float = TIMEOUT_SECONDS
) -> Iterator[tuple[int, str]]:
    """The lines of a run's failed jobs, numbered; of its state, where it has no log of a failure.

    `folder` is the repository that the run belongs to; `path` is where gh is looked for, the PATH by default.
    """
    program = shutil.which("gh", path=path)
    if program is None:
        raise Stop(_missing(number))
    refusal = Refusal()
    read = False
    for line in _shown([program, "run", "view", number, "--log-failed"], folder, timeout, refusal):
        read = True
        yield line
    if read and not refusal.words:
        return
    state = ("run", "view", number, "--json", "status,conclusion,jobs,url")
    own = refusal.words
    for line in _shown([program, *state], folder, timeout, refusal):
        read = True
        yield line
    if not read:
        raise Stop(_refused(number, own or refusal.words))


class Refusal:
    """What gh said when it did not do as asked; empty as long as it did."""

    words = ""


def _shown(command: list[str], folder: Path, timeout: float, refusal: Refusal) -> Iterator[tuple[int, str]]:
    with tempfile.TemporaryFile() as errors, _running(command, folder, timeout, errors) as process:
        if process.stdout is not None:
            yield from ((number, line) for number, line in numbered_lines(process.stdout) if line.strip())
        if process.wait() != 0:
            errors.seek(0)
            said = errors.read(4096).decode("utf-8", "replace").strip()
            refusal.words = said or f"gh ended with code {process.returncode}"


@contextmanager
def _running(
    command: list[str], folder: Path, timeout: float, errors: IO[bytes]
) -> Iterator["subprocess.Popen[bytes]"]:
    """The process, ended when the block is left, the time is over, or somebody leaves while it starts."""
    started: list[subprocess.Popen[bytes]] = []
    try:
        try:
            # Leaving is raised when it is on the list, and not between its start and the list.
            shielded(lambda: started.append(_started(command, folder, errors)))
        except OSError as error:
            raise Stop(_refused(command[3], f"gh could not be started: {error.strerror}")) from None
        with _clock(timeout, started[0]):
            yield started[0]
    finally:
        for process in started:
            shielded(partial(_ended, process))


def _started(command: list[str], folder: Path, errors: IO[bytes]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
    )


def _ended(process: "subprocess.Popen[bytes]") -> None:
    with process:
        process.kill()


@contextmanager
def _clock(timeout: float, process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Ends the process when its time is over."""
    clock = Timer(timeout, process.kill)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _environment() -> dict[str, str]:
    own = {"GH_PROMPT_DISABLED": "1", "GH_NO_UPDATE_NOTIFIER": "1", "GH_PAGER": "cat", "NO_COLOR": "1"}
    return {**{name: value for name, value in os.environ.items() if name not in _FOREIGN}, **own}


def _missing(number: str) -> Problem:
    return Missing(
        "gh-missing",
        f"gh is not installed, and only gh can show run {number}",
        "install GitHub's command line from https://cli.github.com, or save the log and name the file",
    )


def _refused(number: str, words: str) -> Problem:
    from primer.diagnosis.masking import masked

    lines = [masked(line.strip()) for line in words.splitlines() if line.strip()]
    return TheirAnswer(
        "run-not-read",
        f"gh shows no log of run {number}",
        "look with `gh run list` which number it has, or save the log from its page and name the file",
        context=tuple(lines[-3:]),
    )
