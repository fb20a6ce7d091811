"""Growth: what a plan offline costs for ten times the packages, in processor time and in memory."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from benchmarks.clock import Command, in_turn
from benchmarks.rivals import program
from benchmarks.table import Row, seconds
from benchmarks.workspaces import workspace

SIZES = (10, 100, 1000)
SECONDS, MEGABYTES = 1.5, 150
"""For the last size, on two cores."""


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """Each size beside the one before it."""
    plans = [
        Command(
            f"{size} packages",
            [program("primer"), "--plan", "--offline", str(workspace(folder / f"grown-{size}", size))],
        )
        for size in SIZES
    ]
    for (smaller, larger), size in zip(pairwise(plans), SIZES[1:], strict=True):
        pair = in_turn(larger, smaller, 2 if quick else 7)
        met = pair.one.processor < SECONDS and pair.one.peak < MEGABYTES if size == SIZES[-1] else None
        yield Row(
            f"`primer --plan --offline`, {larger.name}",
            f"{seconds(pair.one.processor)}, {pair.one.peak:.0f} MB",
            f"{smaller.name}: {seconds(pair.other.processor)}, {pair.other.peak:.0f} MB",
            f"{pair.processor:.2f}",
            f"under {SECONDS} s and {MEGABYTES} MB" if met is not None else "at most 10",
            pair.processor <= 10 if met is None else met,
        )
