"""A long screen in parts that a window holds."""

from collections.abc import Iterable, Iterator, Sequence

from primer.terminal.foreign import cells
from primer.terminal.lines import Words
from primer.terminal.surface import Surface

BELOW = 2
"""Rows that a page leaves free for the keys below it."""
FEWEST = 4
"""So many rows a page has however low the window is."""


def pages(lines: Sequence[Words], surface: Surface, above: int = 0) -> Iterator[tuple[Sequence[Words], int]]:
    """Each page with the number of lines up to its end; all on one where nothing scrolls away.

    `above` are the rows of a header that the first page stands below.
    """
    room = max(FEWEST, surface.height - BELOW) if surface.animated and surface.height else 0
    first, used = 0, min(above, max(0, room - FEWEST))
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
