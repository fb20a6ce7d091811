"""Lines of a log, numbered: any encoding, any length, little memory."""

import os
from collections.abc import Callable
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from primer.adapters.files.log_lines import CHUNK, LONGEST, log_file, numbered_lines
from primer.core.problem import Stop

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def lines(content: bytes) -> list[tuple[int, str]]:
    return list(numbered_lines(BytesIO(content)))


def test_lines_are_counted_from_one_as_editors_count_them() -> None:
    assert lines(b"one\n\nthree") == [(1, "one"), (2, ""), (3, "three")]


def test_a_last_line_without_an_end_is_a_line_and_an_empty_one_is_none() -> None:
    assert [text for _, text in lines(b"one\ntwo\n")] == ["one", "two"]
    assert lines(b"") == []


def test_what_is_no_utf_8_is_shown_as_such_and_the_rest_is_read() -> None:
    assert lines(b"caf\xe9\nnext\n") == [(1, "caf\ufffd"), (2, "next")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_what_powershell_redirected_is_read_too(encoding: str) -> None:
    mark = b"" if encoding == "utf-16" else "\ufeff".encode(encoding)
    assert [text.lstrip("\ufeff") for _, text in lines(mark + "one\ntwö\n".encode(encoding))] == [
        "one",
        "twö",
    ]


def test_a_character_across_two_pieces_stays_whole() -> None:
    content = b"a" * (CHUNK - 1) + "ö\nend\n".encode()
    assert [text[-1] for _, text in lines(content)] == ["ö", "d"]


def test_what_has_come_is_read_before_the_log_ends() -> None:
    out, into = os.pipe()
    with os.fdopen(out, "rb") as reader:
        os.write(into, b"first\nsecond\nthi")
        lines = numbered_lines(reader)
        assert [next(lines), next(lines)] == [(1, "first"), (2, "second")]
        os.write(into, b"rd")
        os.close(into)
        assert list(lines) == [(3, "third")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_log_may_come_byte_by_byte(encoding: str) -> None:
    stream = BufferedReader(Dripping(BytesIO("größe\n2\n".encode(encoding))))
    assert [text.lstrip("\ufeff") for _, text in numbered_lines(stream)] == ["größe", "2"]


class Dripping(RawIOBase):
    """Hands on one byte at a time."""

    def __init__(self, whole: BytesIO) -> None:
        self._whole = whole

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        piece = self._whole.read(1)
        memoryview(buffer)[: len(piece)] = piece
        return len(piece)


@pytest.mark.parametrize("length", [LONGEST + 1, CHUNK, 3 * CHUNK + 17])
def test_of_a_very_long_line_the_beginning_and_the_end_are_kept(length: int) -> None:
    found = lines(b"first " + b"x" * length + b" last\nnext\n")
    assert [number for number, _ in found] == [1, 2]
    assert found[0][1].startswith("first ")
    assert found[0][1].endswith(" last")
    assert len(found[0][1]) <= LONGEST


@pytest.mark.parametrize("there", [lambda _: None, Path.mkdir], ids=["nothing", "a folder"])
def test_a_log_that_cannot_be_read_is_a_problem_with_its_name(
    tmp_path: Path, there: Callable[[Path], None]
) -> None:
    path = tmp_path / "run.log"
    there(path)
    with pytest.raises(Stop) as stop, log_file(path):
        pass
    assert stop.value.problem.reference == "log-not-read"
    assert str(stop.value.problem.source) == str(path)


@pytest.mark.parametrize("begin", [b"PK\x03\x04", b"\x1f\x8b\x08\x00"], ids=["zip", "gzip"])
def test_an_archive_of_logs_is_to_be_unpacked_first(tmp_path: Path, begin: bytes) -> None:
    path = tmp_path / "logs.zip"
    path.write_bytes(begin + bytes(40))
    with pytest.raises(Stop) as stop, log_file(path):
        pass
    assert stop.value.problem.reference == "log-not-read"
    assert "unpack it" in stop.value.problem.hint
