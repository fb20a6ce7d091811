"""Looking again and again on a thread of its own, so that a look that hangs holds nobody."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from primer.core.countdown import span
from primer.ports.voice import Arrived, Key, Watch
from primer.terminal.times import local

T = TypeVar("T")
Now = Callable[[], datetime]
LONG = timedelta(seconds=3)
"""A look that takes longer is said to have no answer yet."""


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


class Lookout(Generic[T]):
    """One watch under way; a context manager, and leaving it waits for no look."""

    def __init__(self, watch: Watch[T], now: Now = utc_now) -> None:
        self._watch = watch
        self._now = now
        self._left = threading.Event()
        self._arrived: Arrived[T] | None = None
        self._failed: BaseException | None = None
        self._said = ""
        self._asked: datetime | None = None
        self._since = now()
        self._next: datetime | None = None

    def __enter__(self) -> "Lookout[T]":
        threading.Thread(target=self._run, name="lookout", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()

    def outcome(self) -> Arrived[T] | Key | None:
        """What arrived, LEAVE when the time is over, None while it goes on; a failed look is raised here."""
        if self._failed is not None:
            raise self._failed
        if self._arrived is not None:
            return self._arrived
        until = self._watch.until
        return Key.LEAVE if until is not None and self._now() >= until else None

    def ended(self) -> bool:
        """Whether there is an outcome, be it a failure."""
        return self._failed is not None or self.outcome() is not None

    @property
    def said(self) -> str:
        """What the last look said, or what is waited for while there was none."""
        return self._said or self._watch.words

    def when(self) -> str:
        """When it was asked, when it will be again, and what time is left: `asked 14:05:12, again in 5 s`."""
        return ", ".join(part for part in (*self._asking(), self.left()) if part)

    def left(self) -> str:
        """The time until the watch ends by itself: `4 min left`; empty where nothing ends it."""
        until = self._watch.until
        return f"{span(until - self._now())} left" if until is not None else ""

    def _asking(self) -> tuple[str, ...]:
        unanswered = self._now() - self._since
        hanging = f", no answer for {span(unanswered)}" if unanswered >= LONG else ""
        if self._asked is None:
            return (f"asking{hanging}",)
        asked = f"asked {local(self._now(), seconds=True)(self._asked)}"
        following = self._next
        again = f"asking again{hanging}" if following is None else f"again in {span(following - self._now())}"
        return (asked, again)

    def _run(self) -> None:
        while not self._left.is_set():
            self._since = self._now()
            try:
                answer = self._watch.look()
            except BaseException as error:  # noqa: BLE001 - raised again where the person waits
                self._failed = error
                return
            if not isinstance(answer, str):
                self._arrived = answer
                return
            self._asked, self._said = self._now(), answer
            self._next = self._asked + timedelta(seconds=self._watch.every)
            self._left.wait(self._watch.every)
            self._next = None
