"""A long screen in parts that a window holds."""

from collections.abc import Iterable, Iterator, Sequence

from primer.terminal.foreign import cells
from primer.terminal.lines import Words
from primer.terminal.surface import Surface

MARGIN = 4
"""Rows that a page leaves free, for the header before it and the keys below it."""


def pages(lines: Sequence[Words], surface: Surface) -> Iterator[tuple[Sequence[Words], int]]:
    """Each page with the number of lines up to its end; all on one where nothing scrolls away."""
    room = max(MARGIN, surface.height - MARGIN) if surface.animated and surface.height else 0
    first, used = 0, 0
    for place, line in enumerate(lines):
        rows = rows_of((line,), surface)
        if room and place > first and used + rows > room:
            yield lines[first:place], place
            first, used = place, 0
        used += rows
    yield lines[first:], len(lines)


def rows_of(lines: Iterable[Words], surface: Surface) -> int:
    """How many rows of the window lines take: a word that is wider goes on in the next one."""
    widths = (sum(cells(span.text) for span in line) for line in lines)
    return sum(max(1, -(-width // surface.width)) for width in widths)
