"""A person at the terminal of a rehearsal: reads the last lines, answers, and keeps what was seen."""

import itertools
import re
import time
from collections.abc import Sequence

from emulator import DOWN, ENTER, Emulator
from guides.frames import Frame, plain, shown

UP = "\x1b[A"
QUIET = 0.06
"""Seconds without a letter after which a screen counts as whole."""
PATIENCE = 40.0
"""Seconds for which a screen may stay as it was answered."""
WISHES = ("yes", "Approve, and skip 2FA", "upload")
"""How the answer begins that is chosen where it is not marked already."""
_CHANGING = re.compile(r"\d+|[\u2800-\u28ff]")


class RehearsingPerson:
    """Says yes to everything and goes to every page; `moments` are the screens on which it acted.

    Stops where the words `until` are on the screen, otherwise at the end.
    """

    def __init__(self, terminal: Emulator, until: str = "") -> None:
        self.moments: list[Frame] = []
        self._until = until
        self._terminal = terminal
        self._acted_on = ""
        self._opened: set[str] = set()

    def play(self) -> None:
        """Answers until nothing more is wanted."""
        end = time.monotonic() + PATIENCE
        while self._reads():
            frame = shown(self._terminal.screen)
            if time.monotonic() > end:
                raise AssertionError(f"the person does not know what to do on:\n{plain(frame[-30:])}")
            if self._until and self._until in plain(frame):
                break
            keys = self._keys(frame)
            if keys:
                self.moments.append(frame)
                self._acted_on = _lasting(frame)
                self._terminal.send(keys)
                end = time.monotonic() + PATIENCE
        self.moments.append(shown(self._terminal.screen))

    def _reads(self) -> bool:
        """Reads until nothing comes for a moment; False at the end."""
        quiet = time.monotonic() + QUIET
        before = self._terminal.raw
        while time.monotonic() < quiet and not self._terminal.child.flag_eof:
            self._terminal.read(QUIET)
            if self._terminal.raw != before:
                quiet, before = time.monotonic() + QUIET, self._terminal.raw
        return not self._terminal.child.flag_eof

    def _keys(self, frame: Frame) -> str:
        """What is to be typed now; nothing while the screen is the one that was answered."""
        rows = plain(frame).splitlines()
        if not rows or _lasting(frame) == self._acted_on:
            return ""
        said = rows[: len(rows) - len(_offers(rows))]
        if menu := _menu(said):
            return _choice(menu)
        if self._is_asked(said):
            return self._answer(said)
        offers = " ".join(_offers(rows))
        if "(Enter)" in offers:
            return ENTER
        if "[d]" in offers:
            return "d"
        return self._opening(rows) if "[o]" in offers else ""

    def _is_asked(self, rows: Sequence[str]) -> bool:
        """Whether the last row is a question without its answer: the cursor stands in it."""
        return rows[-1].startswith(("? ", "  >")) and self._terminal.screen.cursor.y == len(rows) - 1

    def _answer(self, rows: Sequence[str]) -> str:
        """The token that a page showed, or the page first; anything else is taken as it is proposed."""
        if not any("Paste it here" in row for row in rows[-2:]):
            return ENTER
        token = _token(rows, self._terminal.screen.columns)
        return f"\x1b[200~{token}\x1b[201~{ENTER}" if token else f"o{ENTER}"

    def _opening(self, rows: Sequence[str]) -> str:
        """Opens the page of what is waited for, once, and not before it was asked about."""
        if any(row.endswith(" asking") for row in rows[-3:]):
            return ""
        page = next((row for row in reversed(rows) if "http://" in row), rows[-1])
        if page in self._opened:
            return ""
        self._opened.add(page)
        return "o"


def _lasting(frame: Frame) -> str:
    """A screen without what changes by itself."""
    return _CHANGING.sub("", plain(frame))


def _offers(rows: Sequence[str]) -> list[str]:
    """The keys that are offered on the last rows."""
    offered = itertools.takewhile(lambda row: row.startswith("  ["), reversed(rows))
    return list(offered)[::-1]


def _menu(rows: Sequence[str]) -> list[str]:
    """The choices on the last rows, the marked one with its mark."""
    choices: list[str] = []
    for row in reversed(rows):
        if not row.startswith((" » ", "   ")):
            break
        choices.insert(0, row)
    return choices if any(choice.startswith(" » ") for choice in choices) else []


def _choice(choices: Sequence[str]) -> str:
    marked = next(place for place, choice in enumerate(choices) if choice.startswith(" » "))
    wanted = [place for place, choice in enumerate(choices) if choice[3:].startswith(WISHES)]
    way = (wanted[0] if wanted else marked) - marked
    return (DOWN if way > 0 else UP) * abs(way) + ENTER


def _token(rows: Sequence[str], columns: int) -> str:
    """The token that the page showed, put together from the rows that it fills."""
    begins = [place for place, row in enumerate(rows) if row.strip().startswith("pypi-")]
    if not begins:
        return ""
    token, place = rows[begins[-1]].strip(), begins[-1]
    while len(rows[place]) == columns:
        place += 1
        token += rows[place].strip()
    return token
