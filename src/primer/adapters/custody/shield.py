"""Leaving in order: what must be done is done even when the person presses Ctrl-C or closes the window."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Generic, TypeVar

T = TypeVar("T")

LISTENING = 0.05
"""Seconds between two looks whether the person wants to leave."""


class _Errand(threading.Thread, Generic[T]):
    """One act in a thread of its own, with what became of it."""

    def __init__(self, act: Callable[[], T]) -> None:
        super().__init__(daemon=True)
        self._act = act
        self.results: list[T] = []
        self.errors: list[Exception] = []
        self.done = threading.Event()

    def run(self) -> None:
        try:
            self.results.append(self._act())
        except Exception as error:  # noqa: BLE001 - handed on to the thread that waits
            self.errors.append(error)
        finally:
            self.done.set()


def shielded(act: Callable[[], T], patience: float = 10.0) -> T:
    """Does the act in a thread, which Ctrl-C and signals do not reach; leaving is raised when it is done.

    After Ctrl-C it waits `patience` seconds more and no longer, so that a keyring that hangs can be left.
    """
    errand = _Errand(act)
    with _noted() as wishes:
        errand.start()
        _wait(errand.done, wishes, patience)
    if errand.errors and errand.done.is_set():
        raise errand.errors[0]
    return errand.results[0]


def _wait(done: threading.Event, wishes: list[int], patience: float) -> None:
    """Until the event, or for as long as the patience lasts after the first wish to leave."""
    ends = None
    while not done.wait(LISTENING):
        if wishes and ends is None:
            ends = time.monotonic() + patience
        if ends is not None and time.monotonic() >= ends:
            return


@contextmanager
def _noted() -> Iterator[list[int]]:
    """Notes every wish to leave instead of leaving; at the end the first one is carried out.

    An exception that a signal raises may strike between any two steps, so nothing would be sure.
    """
    wishes: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield wishes
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *_ending())}
    handlers = {number: handler for number, handler in before.items() if callable(handler)}
    for number in handlers:
        signal.signal(number, lambda taken, _frame: wishes.append(taken))
    try:
        yield wishes
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if wishes:
            handlers[signal.Signals(wishes[0])](wishes[0], None)


@contextmanager
def signals_leave() -> Iterator[None]:
    """Turns the signals that would end the process without a word into SystemExit, which cleans up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    taken = [number for number in _ending() if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, _leave)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _ending() -> tuple[signal.Signals, ...]:
    names = ("SIGTERM", "SIGHUP", "SIGBREAK")
    return tuple(number for number in signal.Signals if number.name in names)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
