"""A tarball as npm's registries take it: the same bytes on every machine.

Tar headers and gzip are written here byte by byte: what the standard library writes hangs on its version and
on the zlib below it, and a placeholder's hash is compared years later. Formats: POSIX.1-1988 ustar, RFC 1951,
RFC 1952.
"""

import io
import tarfile
import zlib
from collections.abc import Iterator, Mapping

TOP = "package/"
BLOCK = 512
LONGEST_STORED = 0xFFFF
LONGEST_NAME = 100
# The time that npm itself gives to every file that it packs.
MODIFIED = 499_162_500
GZIP_HEAD = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF))
"""Deflate, no file name, no time, no operating system."""


def tarball(files: Mapping[str, str]) -> bytes:
    """The files, by their paths below the package; ValueError for a path that is too long or not ASCII."""
    archive = b"".join(_member(f"{TOP}{path}", text.encode()) for path, text in files.items())
    return _gzipped(archive + bytes(2 * BLOCK))


def members(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What is inside, by the paths there; raises what `tarfile` and `zlib` raise, or ValueError."""
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is None:
                message = f"{member.name} is no plain file"
                raise ValueError(message)
            yield member.name, file.read()


def _member(path: str, content: bytes) -> bytes:
    name = path.encode("ascii")
    if len(name) > LONGEST_NAME:
        message = f"{path} is longer than {LONGEST_NAME} characters"
        raise ValueError(message)
    blanks = b" " * 8
    head = _header(name, len(content), blanks)
    head = _header(name, len(content), b"%06o\0 " % sum(head))
    return head + content + bytes(-len(content) % BLOCK)


def _header(name: bytes, size: int, checksum: bytes) -> bytes:
    """Everybody may read it, it belongs to nobody, and it is a plain file."""
    fields = (
        name.ljust(100, b"\0"),
        b"0000644\0",
        b"0000000\0",
        b"0000000\0",
        b"%011o\0" % size,
        b"%011o\0" % MODIFIED,
        checksum,
        b"0",
        bytes(100),
        b"ustar\x0000",
    )
    return b"".join(fields).ljust(BLOCK, b"\0")


def _gzipped(data: bytes) -> bytes:
    """Stored, not squeezed: a placeholder is small, and how deflate squeezes is up to the library."""
    starts = range(0, len(data), LONGEST_STORED)
    blocks = (_stored(data[start : start + LONGEST_STORED], start == starts[-1]) for start in starts)
    tail = zlib.crc32(data).to_bytes(4, "little") + (len(data) % 2**32).to_bytes(4, "little")
    return GZIP_HEAD + b"".join(blocks) + tail


def _stored(chunk: bytes, is_last: bool) -> bytes:
    size = len(chunk)
    return bytes((is_last,)) + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + chunk
