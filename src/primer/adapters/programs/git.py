"""Asking git, as the person has it installed; it is never let ask back."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from primer.core.problem import Missing, Problem, YourInput
from primer.core.source import Source
from primer.core.value import frozen

TIMEOUT_SECONDS = 30.0
NOT_INSTALLED = 127
NOT_IN_TIME = 124
NOT_STARTED = 126

# Set by git for its hooks: they would name another repository than the folder that is asked about.
FOREIGN = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"})


@frozen
class GitAnswer:
    """What git answered; file names that are no UTF-8 come as surrogates, as `os.fsdecode` gives them.

    `code` is git's own, or 127 (not installed), 126 (could not be started), 124 (no answer in time).
    """

    code: int
    out: str
    err: str

    @property
    def ok(self) -> bool:
        """Whether git did what it was asked."""
        return self.code == 0


def git(root: Path, *args: str, timeout: float = TIMEOUT_SECONDS) -> GitAnswer:
    """Runs git in a folder, without prompts, pager, locks or translations; `timeout` in seconds."""
    with asking(root, *args, timeout=timeout) as answer:
        return answer()


@contextmanager
def asking(root: Path, *args: str, timeout: float = TIMEOUT_SECONDS) -> Iterator[Callable[[], GitAnswer]]:
    """Starts git, which works while other things are done; what is given waits for its answer, once."""
    try:
        process = subprocess.Popen(
            ["git", "--no-pager", *args],
            cwd=root,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except FileNotFoundError:
        yield lambda: GitAnswer(NOT_INSTALLED, "", "git is not installed")
    except (OSError, ValueError) as error:
        words = str(error)
        yield lambda: GitAnswer(NOT_STARTED, "", words)
    else:
        with process:
            try:
                yield lambda: _answer(process, timeout)
            finally:
                process.kill()


def _answer(process: "subprocess.Popen[bytes]", timeout: float) -> GitAnswer:
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        return GitAnswer(NOT_IN_TIME, "", f"no answer within {timeout:g} seconds")
    return GitAnswer(process.returncode, os.fsdecode(out), os.fsdecode(err))


def git_problem(answer: GitAnswer, root: Path) -> Problem | None:
    """What keeps git from answering here, as a problem; None when it answered or there is no repository."""
    if answer.ok or _no_repository(answer):
        return None
    if answer.code == NOT_INSTALLED:
        return Missing("git-missing", "git is not installed here", "install git, then run primer again")
    if "dubious ownership" in answer.err:
        return YourInput(
            "dubious-ownership",
            "git does not trust this folder, because another user owns it",
            f"if you trust it: git config --global --add safe.directory '{root}'",
            source=Source(str(root)),
        )
    return YourInput(
        "git-refused",
        "git could not read this repository",
        "run `git status` there, mend what it says, then run primer again",
        context=_last_words(answer.err),
        source=Source(str(root)),
    )


def _environment() -> dict[str, str]:
    own = {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_PAGER": "cat",
        "LC_ALL": "C",
        "LANGUAGE": "C",
    }
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {**kept, **own}


def _no_repository(answer: GitAnswer) -> bool:
    # A broken `.git` file says "not a git repository: <path>" instead, without "or any".
    return answer.code == 128 and "not a git repository (or any" in answer.err


def _last_words(err: str) -> tuple[str, ...]:
    lines = [line.strip() for line in err.splitlines() if line.strip()]
    return tuple(line.encode("utf-8", "replace").decode() for line in lines[-3:])
