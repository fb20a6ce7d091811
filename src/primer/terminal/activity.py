"""Showing on a stream that something is under way: nothing in the first second, then one row that turns."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from primer.ports.voice import Reach
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


def _draw(pulse: Pulse, stream: TextIO, surface: Callable[[], Surface], over: threading.Event) -> None:
    if over.wait(FIRST):
        return
    drawn = 0
    while True:
        here = surface()
        row = pulse.drawn(time.monotonic(), here)
        stream.write(f"{_wiped(drawn, here.width)}{row}")
        stream.flush()
        drawn = len(row)
        if over.wait(FRAME):
            break
    stream.write(_wiped(drawn, surface().width))
    stream.flush()


def _wiped(drawn: int, width: int) -> str:
    """Takes back a row; in a window that was made narrower meanwhile it stands on several."""
    rows = max(1, -(-drawn // width)) - 1
    return f"\r\x1b[{rows}A\x1b[J" if rows else "\r\x1b[J"


def _tell(pulse: Pulse, stream: TextIO, surface: Callable[[], Surface], over: threading.Event) -> None:
    pause = FIRST_LINE
    while not over.wait(pause):
        stream.write(f"  {pulse.line(time.monotonic(), surface())}\n")
        stream.flush()
        pause = EVERY_LINE
