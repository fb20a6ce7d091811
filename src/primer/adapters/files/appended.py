"""A line at the end of a private file, on disk before anybody goes on."""

import os
from pathlib import Path

from primer.adapters.custody.lock import opened


def append(path: Path, line: str) -> None:
    """Adds a line to a file, which is made where there is none. Raises OSError."""
    descriptor = opened(path, os.O_APPEND)
    try:
        data = _separator(descriptor) + line.encode() + b"\n"
        while data:
            data = data[os.write(descriptor, data) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _separator(descriptor: int) -> bytes:
    """A line end, where a writer that was killed left none."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size == 0:
        return b""
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return b"" if os.read(descriptor, 1) == b"\n" else b"\n"


def sync_folder(folder: Path) -> None:
    """Brings a new file's name to disk, where the system knows how. Raises OSError."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
