"""The three streams that a program is given, where one of them is closed, was left, or is full."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Errors that say of a disk that no more may be written there."""


def open_closed() -> None:
    """Puts the null device where a stream is closed, so that no file of primer's takes its number."""
    null = Path(os.devnull)
    if sys.stdin is None:
        sys.stdin = null.open(encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = null.open("w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = null.open("w", encoding="utf-8")


def let_go(stream: TextIO) -> None:
    """Drops what the stream could not take, so that ending writes nothing more to it."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def end_quietly() -> None:
    """Writes out what stderr still holds; there is nobody to tell where it cannot be written."""
    try:
        sys.stderr.flush()
    except OSError:
        let_go(sys.stderr)
