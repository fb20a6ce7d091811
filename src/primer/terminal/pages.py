"""A long screen in parts that a window holds."""

from collections.abc import Iterator, Sequence

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
        rows = _rows(line, surface)
        if room and place > first and used + rows > room:
            yield lines[first:place], place
            first, used = place, 0
        used += rows
    yield lines[first:], len(lines)


def _rows(line: Words, surface: Surface) -> int:
    """A word that is wider than the window goes on in the next row."""
    return max(1, -(-sum(cells(span.text) for span in line) // surface.width))
