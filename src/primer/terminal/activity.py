"""Showing on a stream that something is under way: nothing in the first second, then one row that turns."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from primer.ports.voice import Reach
from primer.terminal.foreign import cells
from primer.terminal.pulse import Pulse
from primer.terminal.surface import Surface

FIRST = 1.0
"""Seconds after which a row is drawn."""
FRAME = 0.1
FIRST_LINE = 5.0
"""Seconds after which it is told where nothing can be drawn over, and between two such lines."""
EVERY_LINE = 15.0

_shown = threading.Lock()
"""One at a time: what is under way within something else is a part of it."""


@contextmanager
def active(words: str, stream: TextIO, surface: Callable[[], Surface]) -> Iterator[Reach]:
    """Shows it for as long as the block runs; leaves no trace where it was drawn.

    Nothing is shown from any thread but the first: a prompt may own the terminal meanwhile.
    """
    pulse = Pulse(words, time.monotonic())

    def reach(done: int, of: int) -> None:
        pulse.reach(done, of, time.monotonic())

    if threading.current_thread() is not threading.main_thread() or not _shown.acquire(blocking=False):
        yield reach
        return
    over = threading.Event()
    shows = _draw if surface().animated else _tell
    thread = threading.Thread(target=shows, args=(pulse, stream, surface, over), name="activity", daemon=True)
    try:
        thread.start()
        yield reach
    finally:
        over.set()
        thread.join()
        _shown.release()


@contextmanager
def aside(stream: TextIO) -> Iterator[None]:
    """Takes the row back for as long as something else is written."""
    with _row.lock:
        _row.wipe(stream)
        yield


class _Row:
    """What is drawn now; `lock` is held by whoever writes."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._cells = 0

    def draw(self, stream: TextIO, text: str) -> None:
        """Puts this row in the place of the last one."""
        stream.write(f"{self._back()}{text}")
        stream.flush()
        self._cells = cells(text)

    def wipe(self, stream: TextIO) -> None:
        """Leaves no trace of it."""
        if self._cells:
            stream.write(self._back())
            stream.flush()
            self._cells = 0

    def _back(self) -> str:
        """Never up: in a window that was resized meanwhile, what stands above may be something said."""
        return f"\r{' ' * self._cells}\r" if sys.platform == "win32" else "\r\x1b[J"


_row = _Row()


def _draw(pulse: Pulse, stream: TextIO, surface: Callable[[], Surface], over: threading.Event) -> None:
    pause = FIRST
    while not over.wait(pause):
        with _row.lock:
            _row.draw(stream, pulse.drawn(time.monotonic(), surface()))
        pause = FRAME
    with _row.lock:
        _row.wipe(stream)


def _tell(pulse: Pulse, stream: TextIO, surface: Callable[[], Surface], over: threading.Event) -> None:
    pause = FIRST_LINE
    while not over.wait(pause):
        stream.write(f"  {pulse.line(time.monotonic(), surface())}\n")
        stream.flush()
        pause = EVERY_LINE
