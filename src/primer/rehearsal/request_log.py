"""What the site was asked, in order; neither bodies, headers nor queries, so no secret can be in it."""

import threading
from datetime import datetime

from primer.core.value import frozen


@frozen
class LoggedRequest:
    """One request and how it was answered; status 0 is no answer, `file` is the name of an uploaded file.

    `registry` is the name that the site is chosen by; empty where it stands for none.
    """

    method: str
    path: str
    status: int
    at: datetime
    file: str = ""
    registry: str = ""


class RequestLog:
    """The requests in the order of their answers."""

    def __init__(self) -> None:
        self._entries: list[LoggedRequest] = []
        self._lock = threading.Lock()

    def add(self, entry: LoggedRequest) -> None:
        """Notes one."""
        with self._lock:
            self._entries.append(entry)

    def entries(self) -> tuple[LoggedRequest, ...]:
        """All so far."""
        with self._lock:
            return tuple(self._entries)
