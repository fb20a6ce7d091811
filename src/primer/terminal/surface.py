"""What words are put on: how wide it is, which signs and whether colours it can show."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from primer.ports.voice import Mark

NARROW = 60
"""At so many columns or fewer, tables become lists."""

WIDEST = 100
"""Lines longer than this are hard to read, however wide the window is."""

SIGNS: Mapping[Mark, str] = {
    Mark.SEEN: "✓",
    Mark.SAID: "◐",
    Mark.TODO: "○",
    Mark.WAITS: "…",
    Mark.UNSEEN: "?",
    Mark.PROBLEM: "✗",
}

BOXES: Mapping[Mark, str] = {
    Mark.SEEN: "[x]",
    Mark.SAID: "[~]",
    Mark.TODO: "[ ]",
    Mark.WAITS: "[.]",
    Mark.UNSEEN: "[?]",
    Mark.PROBLEM: "[!]",
}

UNBROKEN = "\N{NO-BREAK SPACE}"
"""Holds words together until the lines are set; then it is a space."""

PLAIN_TWINS = str.maketrans(
    {"→": "->", "…": "...", "·": "-", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "»": ">"}
)


@dataclass(frozen=True, slots=True)
class Surface:
    """One stream's abilities.

    `boxes` shows marks as `[x]`; `ascii` allows nothing beyond ASCII at all; `animated` means that lines may
    be drawn over, and keys read one by one.
    """

    width: int = 80
    boxes: bool = False
    ascii: bool = False
    colour: bool = False
    animated: bool = False

    @property
    def narrow(self) -> bool:
        """Whether tables have to become lists."""
        return self.width <= NARROW

    def sign(self, mark: Mark) -> str:
        """The mark's own sign here."""
        return BOXES[mark] if self.boxes or self.ascii else SIGNS[mark]

    def fit(self, text: str) -> str:
        """A harmless text in the characters that can be shown here."""
        if not self.ascii or text.isascii():
            return text
        parts = text.translate(PLAIN_TWINS).split(UNBROKEN)
        return UNBROKEN.join(part.encode("ascii", "backslashreplace").decode("ascii") for part in parts)


def surface_of(stream: TextIO, environ: Mapping[str, str]) -> Surface:
    """The surface that a stream is, as it is now: a window may be resized between two calls."""
    terminal = stream.isatty()
    dumb = environ.get("TERM", "") == "dumb"
    return Surface(
        width=max(20, min(_columns(stream, environ, terminal), WIDEST)),
        boxes=not terminal,
        ascii=not _takes_signs(stream),
        colour=terminal and not dumb and not environ.get("NO_COLOR"),
        animated=terminal and not dumb,
    )


def _columns(stream: TextIO, environ: Mapping[str, str], terminal: bool) -> int:
    if environ.get("COLUMNS", "").isdecimal():
        return int(environ["COLUMNS"])
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80 if terminal else WIDEST


def _takes_signs(stream: TextIO) -> bool:
    try:
        "".join(SIGNS.values()).encode(stream.encoding or "ascii")
        "→⠋▓░»●".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
