"""What words are put on: how wide it is, which signs and whether colours it can show."""

import os
from collections.abc import Mapping
from typing import TextIO

from primer.core.value import frozen
from primer.ports.signs import STEP, Mark

PLAIN = "PRIMER_PLAIN"
"""The variable of the environment that `--plain` stands for."""

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

SPOKEN: Mapping[Mark, str] = {
    Mark.SEEN: "done:",
    Mark.SAID: "you said:",
    Mark.TODO: "to do:",
    Mark.WAITS: "waits:",
    Mark.UNSEEN: "not seen:",
    Mark.PROBLEM: "problem:",
}

BOXES: Mapping[Mark, str] = {
    Mark.SEEN: "[x]",
    Mark.SAID: "[~]",
    Mark.TODO: "[ ]",
    Mark.WAITS: "[.]",
    Mark.UNSEEN: "[?]",
    Mark.PROBLEM: "[!]",
}

UNBROKEN = "\u00a0"
"""Holds words together until the lines are set; then it is a space."""

READ_ALOUD = {"»": "now:", STEP: ", then ", " → ": " to ", "→ ": "next: ", " · ": ", ", "·": ""}
"""What signs between words are where every word may be read aloud."""

ASCII_TWINS = str.maketrans(
    {"→": "->", "…": "...", "·": "-", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "»": ">"}
)


@frozen
class Surface:
    """One stream's abilities.

    `boxes` shows marks as `[x]`; `ascii` allows nothing beyond ASCII at all; `animated` means that lines may
    be drawn over, and keys read one by one. `plain` is for a reader aloud: marks are words, nothing is drawn.
    `height` is how many rows are seen at once, 0 where nothing scrolls away.
    """

    width: int = 80
    boxes: bool = False
    ascii: bool = False
    colour: bool = False
    animated: bool = False
    plain: bool = False
    height: int = 0

    @property
    def narrow(self) -> bool:
        """Whether tables have to become lists."""
        return self.width <= NARROW

    @property
    def listed(self) -> bool:
        """Whether tables become lists: there is no room for columns, or nobody who sees them."""
        return self.narrow or self.plain

    def sign(self, mark: Mark) -> str:
        """The mark's own sign here."""
        if self.plain:
            return SPOKEN[mark]
        return BOXES[mark] if self.boxes or self.ascii else SIGNS[mark]

    def fit(self, text: str) -> str:
        """A harmless text in the characters that can be shown here."""
        if text.isascii():
            return text
        if self.plain:
            for sign, words in READ_ALOUD.items():
                text = text.replace(sign, words)
        if not self.ascii:
            return text
        parts = text.translate(ASCII_TWINS).split(UNBROKEN)
        return UNBROKEN.join(part.encode("ascii", "backslashreplace").decode("ascii") for part in parts)


def surface_of(stream: TextIO, environ: Mapping[str, str]) -> Surface:
    """The surface that a stream is, as it is now: a window may be resized between two calls."""
    terminal = stream.isatty()
    plain = is_plain(environ) or (terminal and environ.get("TERM", "") == "dumb")
    size = _size(stream, (80 if terminal else WIDEST, 24))
    return Surface(
        width=max(20, min(_number(environ, "COLUMNS", size[0]), WIDEST)),
        boxes=not terminal,
        ascii=not (_takes_signs(stream) and _locale_has_signs(environ)),
        colour=terminal and not plain and not environ.get("NO_COLOR"),
        animated=terminal and not plain,
        plain=plain,
        height=_number(environ, "LINES", size[1]) if terminal else 0,
    )


def is_plain(environ: Mapping[str, str]) -> bool:
    """Whether the person asked for words alone: `PRIMER_PLAIN` is set, and not to 0."""
    return environ.get(PLAIN, "") not in ("", "0")


def _number(environ: Mapping[str, str], name: str, otherwise: int) -> int:
    return int(environ[name]) if environ.get(name, "").isdecimal() else otherwise


def _size(stream: TextIO, otherwise: tuple[int, int]) -> tuple[int, int]:
    try:
        columns, lines = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return otherwise
    return columns or otherwise[0], lines or otherwise[1]


def _takes_signs(stream: TextIO) -> bool:
    try:
        "".join(SIGNS.values()).encode(stream.encoding or "ascii")
        "→⠋▓░»●".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _locale_has_signs(environ: Mapping[str, str]) -> bool:
    """In the locale C, Python writes UTF-8 all the same, to a terminal that may not show it."""
    if environ.get("PYTHONIOENCODING") or environ.get("PYTHONUTF8") == "1":
        return True
    locale = next(filter(None, map(environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    return locale not in ("C", "POSIX")
