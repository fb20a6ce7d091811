"""While a token is leased nobody puts the program to sleep: it could not erase it in time."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unsuspended() -> Iterator[None]:
    """Ctrl-Z does nothing for as long as the block runs; where there are no such signals, nothing changes."""
    if not hasattr(signal, "SIGTSTP") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, before)
