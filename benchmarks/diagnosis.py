"""Diagnosing a log: whether twice the log costs twice."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.clock import Command, in_turn
from benchmarks.rivals import program
from benchmarks.table import Row, compared

MEGABYTES, FEW = 20, 2
GOAL = 2.5
"""At most so many times the cost, for twice the log."""
PROGRAM = str(Path(__file__).with_name("programs") / "read_log.py")


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """The whole log beside half of it."""
    del folder
    size = FEW if quick else MEGABYTES
    whole, half = (Command(f"{of} MB", [program("python"), PROGRAM, str(of)]) for of in (2 * size, size))
    pair = in_turn(whole, half, 1 if quick else 3)
    subject = f"diagnosing a log of {whole.name}"
    yield compared(subject, pair.one.wall, half.name, pair.other.wall, pair.wall, GOAL)
