"""The real program, played once for all scenes: a rehearsal, and commands that only print."""

from collections.abc import Sequence
from pathlib import Path

from emulator import Emulator
from guides.frames import Frame, plain, shown
from guides.rehearsing_person import RehearsingPerson
from guides.remembered import Remembered
from journeys.journey_runs import CHECKOUT, EXAMPLE, PROGRAM, new_machine

COLUMNS = 80
ROWS = 64
LONG = 400
"""Rows that hold whatever a command prints."""


class Plays:
    """Runs of one machine without anything in it; each is played when it is asked for first."""

    def __init__(self, folder: Path) -> None:
        self._machine = new_machine(folder)
        self._rehearsals = Remembered[tuple[Frame, ...]]()
        self._printed = Remembered[Frame]()

    def rehearsal(self, *options: str, until: str = "") -> tuple[Frame, ...]:
        """The screens on which the person of a rehearsal acted, and the last one.

        `until` are words of a screen that nothing is wanted after.
        """
        return self._rehearsals.outcome(options, lambda: self._rehearsed(options, until))

    def _rehearsed(self, options: Sequence[str], until: str) -> tuple[Frame, ...]:
        terminal = self._terminal(("rehearse", *options, str(EXAMPLE)), ROWS)
        person = RehearsingPerson(terminal, until)
        try:
            person.play()
        finally:
            terminal.close()
        return tuple(person.moments)

    def printed(self, words: Sequence[str]) -> Frame:
        """What a command prints in a terminal."""
        return self._printed.outcome(tuple(words), lambda: self._run(words))

    def _run(self, words: Sequence[str]) -> Frame:
        terminal = self._terminal(words, LONG)
        try:
            terminal.wait_for_end()
        finally:
            terminal.close()
        return shown(terminal.screen)

    def _terminal(self, words: Sequence[str], rows: int) -> Emulator:
        command = [*PROGRAM, *words]
        return Emulator(command, COLUMNS, rows, self._machine.environ(), CHECKOUT)


def part(frame: Frame, at: str, first: str, last: str) -> Frame:
    """The rows around the last one that has the words `at`.

    From the nearest row above with the words `first` to the nearest below with the words `last`, both with
    that row itself; without words from there, and to the end.
    """
    rows = plain(frame).split("\n")
    middle = max(place for place, row in enumerate(rows) if at in row)
    begin = max((place for place in range(middle + 1) if first in rows[place]), default=middle)
    end = next((place for place in range(middle, len(rows)) if last and last in rows[place]), len(rows) - 1)
    return frame[begin : end + 1]
