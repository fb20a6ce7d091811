"""A lock on a file between processes, gone with the process that held it."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PAUSE = 0.02


class Busy(Exception):
    """Another process holds the lock."""


@contextmanager
def locked(path: Path, patience: float = 0.0) -> Iterator[int]:
    """Holds the lock and gives the open file's descriptor; Busy after `patience` seconds without it."""
    descriptor = opened(path)
    try:
        _acquire(descriptor, time.monotonic() + patience)
        try:
            yield descriptor
        finally:
            _release(descriptor)
    finally:
        os.close(descriptor)


def opened(path: Path, flags: int = 0) -> int:
    """Opens a file for reading and writing, makes it if need be, for this person only; never a symlink."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | flags, 0o600)
    if sys.platform != "win32":
        os.fchmod(descriptor, 0o600)
    return descriptor


def _acquire(descriptor: int, until: float) -> None:
    while not _tried(descriptor):
        if time.monotonic() >= until:
            raise Busy
        time.sleep(PAUSE)


if sys.platform == "win32":
    FAR = 1 << 30
    """The locked byte lies beyond the text: on Windows a locked range cannot be read."""

    def _tried(descriptor: int) -> bool:
        os.lseek(descriptor, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:

    def _tried(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
