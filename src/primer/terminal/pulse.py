"""Something under way, as one line: how far, how fast, how long still, and since when nothing moved."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Lock

from primer.core.countdown import span
from primer.terminal.foreign import cells, harmless
from primer.terminal.surface import Surface
from primer.terminal.tally import PLAIN_SPINNER, SPINNER

STILL = 10.0
"""Seconds without movement after which that is said."""
SETTLED = 1.0
"""Seconds before a rate says anything."""


class Pulse:
    """Is told from any thread; times are seconds of a clock that never goes back."""

    def __init__(self, words: str, now: float) -> None:
        self._words = words
        self._began = self._phase = self._moved = now
        self._done = self._of = self._first = 0
        self._lock = Lock()

    def reach(self, done: int, of: int, now: float) -> None:
        """So much is done; another whole is another part of the work, with a rate of its own."""
        with self._lock:
            if of != self._of:
                self._of, self._phase, self._first = of, now, done - 1
            self._done, self._moved = done, now

    def line(self, now: float, surface: Surface) -> str:
        """As much as fits into one row, without a sign before it."""
        with self._lock:
            parts = list(self._parts(now))
        text = surface.fit(harmless(parts[0]))
        for part in parts[1:]:
            longer = text + surface.fit(f" · {part}")
            if cells(longer) > surface.width - 4:
                break
            text = longer
        return text if cells(text) <= surface.width - 4 else f"{text[: surface.width - 7]}..."

    def drawn(self, now: float, surface: Surface) -> str:
        """The same with a sign that turns, for a row that is drawn over."""
        frames = PLAIN_SPINNER if surface.ascii else SPINNER
        return f"  {frames[int(now * 10) % len(frames)]} {self.line(now, surface)}"

    def _parts(self, now: float) -> Iterator[str]:
        yield self._words
        if self._of:
            yield f"{self._done} of {self._of}"
        if now - self._moved >= STILL:
            yield f"nothing new for {_span(now - self._moved)}, Ctrl-C leaves"
        elif self._of and now - self._phase >= SETTLED and self._done > self._first:
            rate = (self._done - self._first) / (now - self._phase)
            yield f"{_span((self._of - self._done) / rate)} left"
            yield f"{rate:.1f} a second"
        yield f"{_span(now - self._began)} so far"


def _span(seconds: float) -> str:
    return span(timedelta(seconds=seconds))
