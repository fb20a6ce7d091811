"""The lines of a log, numbered, in little memory: whatever its size, its encoding, its longest line."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from itertools import chain
from pathlib import Path
from typing import IO

from primer.core.problem import Problem, Stop, YourInput
from primer.core.source import Source

CHUNK = 1 << 18
LONGEST = 1 << 15
"""Of a longer line the beginning and the end are kept, this many characters together."""
_GAP = " … "
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
LONGEST_MARK = 2

# GitHub's page offers a run's logs as one archive.
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b")


def numbered_lines(stream: IO[bytes]) -> Iterator[tuple[int, str]]:
    """Every line with its number, from 1; what cannot be decoded is shown as such and loses nothing else."""
    number, rest = 1, ""
    for text in _decoded(stream):
        *whole, rest = (rest + text).split("\n")
        for line in whole:
            yield number, _short(line)
            number += 1
        rest = _short(rest)
    if rest:
        yield number, rest


@contextmanager
def log_file(path: Path) -> Iterator[IO[bytes]]:
    """A log file, open for reading; Stop says why it cannot be read."""
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        raise Stop(_unread(path, error)) from None
    with stream:
        if stream.peek(4).startswith(_ARCHIVES):
            raise Stop(_archive(path))
        yield stream


def _decoded(stream: IO[bytes]) -> Iterator[str]:
    """UTF-8, or UTF-16 where a byte order mark says so, as PowerShell writes what is redirected."""
    pieces = _pieces(stream)
    first = next(pieces, b"")
    while len(first) < LONGEST_MARK and (more := next(pieces, b"")):
        first += more
    encoding = next((name for mark, name in _MARKS if first.startswith(mark)), "utf-8")
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for piece in chain((first,), pieces):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """What there is, as it comes: a read that waits until it is full hears no Ctrl-C."""
    read = stream.read1 if isinstance(stream, BufferedReader) else stream.read
    while piece := read(CHUNK):
        yield piece


def _short(line: str) -> str:
    if len(line) <= LONGEST:
        return line
    return f"{line[: LONGEST // 2]}{_GAP}{line[-(LONGEST // 2) + len(_GAP) :]}"


def _unread(path: Path, error: Exception) -> Problem:
    why = error.strerror if isinstance(error, OSError) and error.strerror else "its name is none"
    return YourInput(
        "log-not-read",
        f"the log cannot be read: {why[:1].lower()}{why[1:]}",
        "name a file that exists, - for standard input, or the number of a run",
        source=Source(str(path)),
    )


def _archive(path: Path) -> Problem:
    return YourInput(
        "log-not-read",
        "the log cannot be read: it is an archive of logs",
        "unpack it, and name the file of the job that failed",
        source=Source(str(path)),
    )
