"""What a terminal shows, row by row, with its colours: the stuff that blocks and pictures are cut from."""

import re
from collections.abc import Iterable, Iterator, Mapping
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
    for style, group in groupby((cells[column] for column in range(columns)), key=_style):
        row.append("".join(_letters(group)), style)
    row.rstrip()
    return row


def _letters(cells: Iterable[object]) -> Iterator[str]:
    """The letters; of a wide one the second cell is empty."""
    return (str(getattr(cell, "data", " ")) for cell in cells)


def _style(cell: object) -> Style:
    colour = str(getattr(cell, "fg", "default"))
    return Style(
        color=None if colour == "default" else _colour(colour),
        bold=bool(getattr(cell, "bold", False)) or None,
        italic=bool(getattr(cell, "italics", False)) or None,
        underline=bool(getattr(cell, "underscore", False)) or None,
        reverse=bool(getattr(cell, "reverse", False)) or None,
    )


def _colour(name: str) -> str:
    """A colour of the emulator by the name that it has in pictures."""
    known = _COLOURS.get(name, _BRIGHT.sub("bright_", name))
    return f"#{known}" if re.fullmatch(r"[0-9a-f]{6}", known) else known
