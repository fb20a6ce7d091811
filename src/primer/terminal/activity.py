"""Showing on a stream that something is under way: nothing in the first second, then one row that turns."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from primer.core.value import frozen
from primer.ports.voice import Reach
from primer.terminal.foreign import cells
from primer.terminal.pulse import Pulse
from primer.terminal.surface import Surface


@frozen
class Pace:
    """Seconds: until a row is drawn, and from one picture to the next; the same for lines on paper."""

    row: float = 1.0
    picture: float = 0.1
    line: float = 5.0
    next_line: float = 15.0


PACE = Pace()

_shown = threading.Lock()
"""One at a time: what is under way within something else is a part of it."""


@contextmanager
def active(words: str, stream: TextIO, surface: Callable[[], Surface], pace: Pace = PACE) -> Iterator[Reach]:
    """Shows it for as long as the block runs; leaves no trace where it was drawn.

    Nothing is shown from any thread but the first: a prompt may own the terminal meanwhile.
    """
    pulse, over = Pulse(words, time.monotonic()), threading.Event()

    def reach(done: int, of: int) -> None:
        pulse.reach(done, of, time.monotonic())

    def show() -> None:
        # Nobody hears any more: that ends the run where it writes its own words.
        with suppress(OSError, ValueError):
            (_draw if surface().animated else _tell)(pulse, stream, surface, over, pace)

    if threading.current_thread() is not threading.main_thread() or not _shown.acquire(blocking=False):
        yield reach
        return
    thread = threading.Thread(target=show, name="activity", daemon=True)
    try:
        thread.start()
        yield reach
    finally:
        over.set()
        # Ctrl-C while it was being started: then there is nothing to wait for.
        with suppress(RuntimeError):
            thread.join()
        _shown.release()


@contextmanager
def aside() -> Iterator[None]:
    """Takes the row back for as long as something else is written."""
    with _row.lock:
        _row.wipe()
        yield


class _Row:
    """What is drawn now; `lock` is held by whoever writes."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._cells = 0
        self._stream: TextIO | None = None

    def draw(self, stream: TextIO, text: str) -> None:
        """Puts this row in the place of the last one."""
        stream.write(f"{self._back()}{text}")
        stream.flush()
        self._cells, self._stream = cells(text), stream

    def wipe(self) -> None:
        """Leaves no trace of it."""
        if self._stream is not None:
            self._stream.write(self._back())
            self._stream.flush()
        self._cells, self._stream = 0, None

    def _back(self) -> str:
        """Never up: in a window that was resized meanwhile, what stands above may be something said."""
        return f"\r{' ' * self._cells}\r" if sys.platform == "win32" else "\r\x1b[J"


_row = _Row()


def _draw(
    pulse: Pulse, stream: TextIO, surface: Callable[[], Surface], over: threading.Event, pace: Pace
) -> None:
    pause = pace.row
    while not over.wait(pause):
        with _row.lock:
            _row.draw(stream, pulse.drawn(time.monotonic(), surface()))
        pause = pace.picture
    with _row.lock:
        _row.wipe()


def _tell(
    pulse: Pulse, stream: TextIO, surface: Callable[[], Surface], over: threading.Event, pace: Pace
) -> None:
    pause = pace.line
    while not over.wait(pause):
        stream.write(f"  {pulse.line(time.monotonic(), surface())}\n")
        stream.flush()
        pause = pace.next_line
