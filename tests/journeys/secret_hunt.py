"""Looking for tokens where none may be: in what a process shows of itself, in files, in what was said."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path

TAIL = 30
"""A token's last characters are its signature; the rest of it is no secret by itself."""


def needles(tokens: Iterable[str]) -> tuple[bytes, ...]:
    """What gives each token away, written plainly or as a header."""
    found: set[bytes] = set()
    for token in tokens:
        plain = token.encode()
        header = b64encode(b"__token__:" + plain).rstrip(b"=")
        found |= {plain[-TAIL:], header[-TAIL:-4], plain[-TAIL:].hex().encode()}
    return tuple(sorted(found))


def in_text(text: bytes, wanted: Iterable[bytes]) -> bool:
    """Whether any of them is in it, line breaks taken out."""
    joined = b"".join(text.split())
    return any(needle in text or needle in joined for needle in wanted)


def in_files(folder: Path, wanted: tuple[bytes, ...]) -> list[str]:
    """The files below a folder that hold one, or are named after one."""
    return [
        str(file)
        for file in sorted(folder.rglob("*"))
        if in_text(str(file).encode(), wanted)
        or (file.is_file() and not file.is_symlink() and in_text(_bytes(file), wanted))
    ]


def in_process(pid: int, wanted: tuple[bytes, ...]) -> list[str]:
    """Where a process or a child of it shows one: environment, arguments, open files, core dumps allowed."""
    found: list[str] = []
    for one in (pid, *children(pid)):
        process = Path(f"/proc/{one}")
        found += [name for name in ("environ", "cmdline", "comm") if in_text(_bytes(process / name), wanted)]
        found += [f"open file {file}" for file in _open_files(process) if in_text(_bytes(file), wanted)]
        limits = _bytes(process / "limits").decode().splitlines()
        core = next((line.split()[4] for line in limits if line.startswith("Max core file size")), "0")
        if one == pid and core != "0":
            found.append(f"core dumps of {core} bytes")
    return found


def children(pid: int) -> tuple[int, ...]:
    """The processes that it started."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return tuple(int(word) for file in lists for word in _bytes(file).split())


def _open_files(process: Path) -> Iterator[Path]:
    try:
        names = [entry.readlink() for entry in (process / "fd").iterdir()]
    except OSError:
        return
    yield from (name for name in names if name.is_absolute() and name.is_file())


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
