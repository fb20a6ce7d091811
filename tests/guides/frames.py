"""What a terminal shows, row by row, with its colours: the stuff that blocks and pictures are cut from."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby

import pyte
from rich.style import Style
from rich.text import Text

Frame = tuple[Text, ...]
"""Rows from top to bottom, without the blanks at their ends."""

_COLOURS: Mapping[str, str] = {"brown": "yellow", "brightbrown": "bright_yellow"}
_BRIGHT = re.compile(r"^bright(?=[a-z])")


def shown(screen: pyte.Screen) -> Frame:
    """Everything on the screen, without the empty rows below it."""
    rows = [_row(screen.buffer[number], screen.columns) for number in range(screen.lines)]
    while rows and not rows[-1].plain:
        rows.pop()
    return tuple(rows)


def plain(frame: Iterable[Text]) -> str:
    """The words alone."""
    return "\n".join(row.plain for row in frame)


def _row(cells: Mapping[int, object], columns: int) -> Text:
    row = Text()
    for look, group in groupby((cells[column] for column in range(columns)), key=_look):
        row.append("".join(_letters(group)), _style(*look))
    row.rstrip()
    return row


def _letters(cells: Iterable[object]) -> Iterator[str]:
    """The letters; of a wide one the second cell is empty."""
    return (str(getattr(cell, "data", " ")) for cell in cells)


def _look(cell: object) -> tuple[str, bool, bool, bool, bool]:
    """Colour, bold, italic, underlined, reversed."""
    return (
        str(getattr(cell, "fg", "default")),
        bool(getattr(cell, "bold", False)),
        bool(getattr(cell, "italics", False)),
        bool(getattr(cell, "underscore", False)),
        bool(getattr(cell, "reverse", False)),
    )


@cache
def _style(colour: str, bold: bool, italic: bool, underline: bool, reverse: bool) -> Style:
    """What an emulator says of a letter, as pictures have it."""
    return Style(
        color=None if colour == "default" else _colour(colour),
        bold=bold or None,
        italic=italic or None,
        underline=underline or None,
        reverse=reverse or None,
    )


def _colour(name: str) -> str:
    """A colour of the emulator by the name that it has in pictures."""
    known = _COLOURS.get(name, _BRIGHT.sub("bright_", name))
    return f"#{known}" if re.fullmatch(r"[0-9a-f]{6}", known) else known
