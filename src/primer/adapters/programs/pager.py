"""The person's pager: which one it is, and a text handed to it until they leave it.

Not pydoc's way, which is rich's too: there a shell runs it, less shows colours as signs, and of a pager that
is missing nobody sees the text.
"""

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import PurePath
from types import FrameType

LESS = "less"
CAT = "cat"
LEAVING = 2.0
"""Seconds that a pager has to put the terminal in order when primer itself is told to end."""

OWN: Mapping[str, str] = {"LESS": "FRXK", "LV": "-c"}
"""What a pager is told where the person says nothing of their own.

As git does it: a short text is only printed, colours are colours, and the text stays when less is left.
K: Ctrl-C leaves, as everywhere in primer.
"""


def pager(environ: Mapping[str, str], which: Callable[[str], str | None]) -> tuple[str, ...] | None:
    """The command of the person's `PAGER`, else less; None where nothing is to be paged, or it is not there.

    It is split as a shell would, and no shell runs it. less always gets -R, or colours would be signs in it.
    On a terminal without a name less would ask whether it may go on.
    """
    if os.name == "posix" and not environ.get("TERM"):
        return None
    try:
        words = tuple(shlex.split(environ.get("PAGER", LESS), posix=os.name == "posix"))
    except ValueError:
        return None
    if not words or _only_copies(words) or which(words[0]) is None:
        return None
    return (words[0], "-R", *words[1:]) if is_less(words) else words


def is_less(command: Sequence[str]) -> bool:
    """Whether colours are known to be colours in it; another pager might show them as signs."""
    return PurePath(command[0]).stem == LESS


def _only_copies(command: Sequence[str]) -> bool:
    return len(command) == 1 and PurePath(command[0]).stem == CAT


def pager_here() -> tuple[str, ...] | None:
    """The pager of this process's environment."""
    return pager(os.environ, shutil.which)


def paged(command: Sequence[str], text: str, encoding: str) -> bool:
    """Whether the pager showed the text: it could be started, and ended well or by the person's Ctrl-C.

    Ctrl-C is the pager's as long as it runs. Whatever else ends primer ends the pager first.
    """
    with _ctrl_c_heard() as heard:
        try:
            child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                env=_environ(os.environ, encoding),
                encoding=encoding,
                errors="backslashreplace",
            )
        except OSError:
            return False
        try:
            _fill(child, text)
            code = child.wait()
        except BaseException:
            _end(child)
            raise
    return code == 0 or bool(heard)


def _environ(environ: Mapping[str, str], encoding: str) -> dict[str, str]:
    """Without a locale, less would show signs as their bytes."""
    signs = {"LESSCHARSET": "utf-8"} if encoding.lower() == "utf-8" else {}
    return {**OWN, **signs, **environ}


def _fill(child: "subprocess.Popen[str]", text: str) -> None:
    """A pager that is left early takes no more, and that is no mistake."""
    if child.stdin is None:
        return
    with suppress(OSError):
        child.stdin.write(text)
    with suppress(OSError):
        child.stdin.close()


def _end(child: "subprocess.Popen[str]") -> None:
    """Politely, so that it gives the terminal back as it was."""
    child.terminate()
    try:
        child.wait(LEAVING)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


@contextmanager
def _ctrl_c_heard() -> Iterator[list[int]]:
    """What Ctrl-C sent while the block ran; a program that is started has it as always."""
    heard: list[int] = []

    def hear(number: int, _frame: FrameType | None) -> None:
        heard.append(number)

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield heard
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)
