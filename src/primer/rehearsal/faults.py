"""Faults that tests switch on: a path that answers wrongly, slowly, or not at all."""

import re
import socket
import threading
import time
from collections.abc import Callable

from werkzeug.wrappers import Request, Response

from primer.core.value import field, frozen, mutable
from primer.rehearsal.pypi.refusal import Refusal, refusal_page


@frozen
class Wrong:
    """Answers with this status and these words instead."""

    status: int
    words: str = "Made to fail"
    headers: tuple[tuple[str, str], ...] = ()


@frozen
class Slow:
    """Answers as ever, but late."""

    seconds: float


@frozen
class Garbage:
    """Answers 200 with bytes that mean nothing."""

    body: bytes = b"\x00\xff<<garbage"


@frozen
class HangUp:
    """Closes the connection without an answer; with `after` the request takes effect before that."""

    after: bool = False


Fault = Wrong | Slow | Garbage | HangUp


@mutable
class _Switched:
    pattern: re.Pattern[str]
    method: str
    fault: Fault
    times: int


@mutable
class Faults:
    """The faults that are on; the first that fits a request is used."""

    _on: list[_Switched] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def switch_on(self, path: str, fault: Fault, times: int = -1, method: str = "") -> None:
        """From now on requests to a path (a regular expression) meet the fault, `times` times or always."""
        self._on.append(_Switched(re.compile(path), method, fault, times))

    def clear(self) -> None:
        """Everything works again."""
        self._on.clear()

    def meets(self, request: Request) -> Fault | None:
        """The fault that a request meets, counted."""
        with self._lock:
            for switched in self._on:
                fits = switched.pattern.fullmatch(request.path) and switched.method in {"", request.method}
                if fits and switched.times != 0:
                    switched.times -= 1
                    return switched.fault
        return None


def instead(fault: Fault | None, refused: Callable[[Refusal], Response] = refusal_page) -> Response | None:
    """The answer a fault gives in place of the right one; None where the right one is still due.

    `refused` is how the site says no.
    """
    match fault:
        case Wrong(status, words, headers):
            return refused(Refusal(status, words, dict(headers)))
        case Garbage(body):
            return Response(body, 200, mimetype="text/html")
        case Slow(seconds):
            time.sleep(seconds)
        case HangUp(after=False):
            return Response()
        case _:
            pass
    return None


def hang_up(request: Request) -> None:
    """Closes the connection under the answer."""
    connection = request.environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError
