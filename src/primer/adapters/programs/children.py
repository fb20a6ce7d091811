"""Child processes that end with primer: bounded in time and words, given no credential, killed together."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from primer.adapters.programs.git import FOREIGN
from primer.core.regex import regex
from primer.core.value import frozen

TAIL_BYTES = 64 * 1024
SILENCE_SECONDS = 1.0
LINES = 200
WIDEST = 200
MASK = "<secret>"

_SECRET_NAMES = regex(
    r"TOKEN|PASSWORD|PASSWD|SECRET|CREDENTIAL|API_?KEY|PRIVATE_KEY"
    r"|^(PYPI|TWINE|UV_PUBLISH|FLIT|HATCH_INDEX|POETRY_PYPI|POETRY_HTTP_BASIC|PDM_PUBLISH|NPM|NODE_AUTH)(_|$)"
)
# Set for primer's own interpreter or for git's hooks: a build has to see neither.
_OURS = FOREIGN | {
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONSTARTUP",
    "PYTHONWARNINGS",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
}
_EXCEPTION = regex(r"\s*[\w.]*(?:Error|Exception|Exit|Interrupt)(?::|$)")
_ERROR = regex(r"\s*(?:error|fatal)\s*:", re.IGNORECASE)
_CAUSE = regex(r"\s*(?:cause|caused by)\s*:", re.IGNORECASE)
# What build says around a backend's words: that it failed, and how to keep folders that are gone by now.
_WRAPPED = regex(r"\s*ERROR Backend subprocess exited")
_TIP = regex(r"\s*TIP ")
_COLOUR = regex(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-_]")
_SECRETS = (
    (regex(r"(?<=://)[^/\s@]+(?=@)"), MASK),
    (regex(r"\b(?:pypi-|gh[pousr]_|github_pat_|glpat-|npm_|xox[abp]-)[A-Za-z0-9_\-]{8,}"), MASK),
    (regex(r"\beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-.]+"), MASK),
    (regex(r"(?i)\b((?:token|password|secret|api[_-]?key)\s*[=:]\s*)\S+"), rf"\1{MASK}"),
)


@frozen
class Ran:
    """How a child ended: its code, None when its time was over, and the last lines of what it said."""

    code: int | None
    said: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether it ended well."""
        return self.code == 0

    @property
    def telling(self) -> str:
        """The line that says what was wrong: the last exception, cause or error, else the last line."""
        exceptions = [line for line in self.said if _EXCEPTION.match(line)]
        exceptions = exceptions or [line for line in self.said if _CAUSE.match(line)]
        errors = [line for line in self.said if _ERROR.match(line)]
        own = [line for line in self.said if not _WRAPPED.match(line)]
        return _CAUSE.sub("", (exceptions or errors or own or self.said or ("",))[-1]).strip()


class Stopped(Exception):
    """No child is started any more: primer is leaving."""


class Children:
    """Every child is the head of a group of its own, so that whatever it started can be ended with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._alive: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def run(self, words: Sequence[str], cwd: Path, env: Mapping[str, str], seconds: float) -> Ran:
        """Runs a command to its end; Stopped when primer is leaving, OSError when it cannot be started."""
        heard, out = os.pipe()
        tail = _Tail(heard)
        try:
            child = self._started(words, cwd, env, out)
        finally:
            os.close(out)
            tail.start()
        try:
            code: int | None = child.wait(seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            self._end(child)
        if self._stopped:
            raise Stopped
        return Ran(code, last_lines(tail.text()))

    def stop(self) -> None:
        """Kills every child and what they started; no further one is started."""
        with self._lock:
            self._stopped = True
            alive = tuple(self._alive)
        for child in alive:
            _kill(child)

    def _started(
        self, words: Sequence[str], cwd: Path, env: Mapping[str, str], out: int
    ) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._stopped:
                raise Stopped
            child = subprocess.Popen(
                words,
                cwd=cwd,
                env=_at(cwd, env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            self._alive.add(child)
            return child

    def _end(self, child: "subprocess.Popen[bytes]") -> None:
        """What the child left running ends with it, whether it ended well or not."""
        _kill(child)
        child.wait()
        with self._lock:
            self._alive.discard(child)


class _Tail(threading.Thread):
    """Hears a child out and keeps the end: nobody writes a disk full, however much is said."""

    def __init__(self, heard: int) -> None:
        super().__init__(daemon=True)
        self._heard = heard
        self._bytes = b""

    def run(self) -> None:
        """Until everybody who could still say something is gone."""
        with os.fdopen(self._heard, "rb", buffering=0) as heard:
            while more := heard.read(TAIL_BYTES):
                self._bytes = (self._bytes + more)[-TAIL_BYTES:]

    def text(self) -> str:
        """What was said last; somebody who left the child's group is not waited for."""
        self.join(SILENCE_SECONDS)
        return self._bytes.decode("utf-8", "replace")


def _at(cwd: Path, env: Mapping[str, str]) -> dict[str, str]:
    """The variables that say where one is name the child's place, not the one primer was started in."""
    return {**{name: value for name, value in env.items() if name != "OLDPWD"}, "PWD": str(cwd)}


def _kill(child: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)


def harmless_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment without credentials, what git sets for hooks, and primer's own Python."""
    kept = {
        name: value
        for name, value in environment.items()
        if name not in _OURS and not _SECRET_NAMES.search(name.upper())
    }
    return {**kept, "NO_COLOR": "1", "GIT_TERMINAL_PROMPT": "0", "PYTHONIOENCODING": "utf-8"}


def last_lines(text: str) -> tuple[str, ...]:
    """The last lines that say something, without colour, credentials masked, each cut to a bearable width."""
    lines = (_masked(_COLOUR.sub("", line)).rstrip() for line in _ends(text))
    return tuple(line[:WIDEST] for line in lines if line.strip() and not _TIP.match(line))[-LINES:]


def _ends(text: str) -> Iterator[str]:
    """Lines as a terminal would leave them: what was drawn over is gone."""
    for line in text.split("\n"):
        yield line.rstrip("\r").rpartition("\r")[2]


def _masked(line: str) -> str:
    for pattern, instead in _SECRETS:
        line = pattern.sub(instead, line)
    return line
