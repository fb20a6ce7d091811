"""Connections that are lent for one exchange each and cut at its deadline, whatever a server does with it.

Importing this module imports httpx; only adapters/web/wire.py does.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import httpx
from httpcore import NetworkStream


class NoneFree(Exception):
    """Every connection was busy until the deadline."""


class CutOff(Exception):
    """The deadline came before the whole answer."""


class Line:
    """One client that serves one exchange at a time, with the sockets that it opened."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.cut = False
        self._lock = threading.Lock()
        self._watched = False
        self._sockets: list[socket.socket] = []
        self._doubles: list[socket.socket] = []

    def send(self, request: httpx.Request, basic: httpx.BasicAuth | None) -> httpx.Response:
        """Sends a request of this client's; the body of its answer is left to be read."""
        request.extensions["trace"] = self._heard
        return self.client.send(request, stream=True, auth=basic)

    @contextmanager
    def watched(self, deadline: float) -> Iterator[None]:
        """Cuts every socket at the deadline (monotonic); what follows from that is CutOff."""
        timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._cut)
        timer.daemon = True
        self._watched = True
        timer.start()
        try:
            yield
        except Exception:
            if self.cut:
                raise CutOff from None
            raise
        finally:
            timer.cancel()
            self._unwatch()

    def _heard(self, event: str, info: Mapping[str, object]) -> None:
        stream = info.get("return_value")
        if not event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            return
        found = stream.get_extra_info("socket") if isinstance(stream, NetworkStream) else None
        if not isinstance(found, socket.socket):
            return
        with self._lock:
            self._sockets = [one for one in self._sockets if one.fileno() >= 0]
            self._sockets.append(found)
            if not isinstance(found, ssl.SSLSocket):
                # A handshake takes the socket away from its object; the double still reaches it.
                self._doubles.append(found.dup())
        if self.cut:
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            if not self._watched:
                return
            self.cut = True
            for one in (*self._sockets, *self._doubles):
                # Shut down, not closed: a closed number may be another file's at once.
                with suppress(OSError):
                    socket.socket.shutdown(one, socket.SHUT_RDWR)

    def _unwatch(self) -> None:
        with self._lock:
            self._watched = False
            for one in self._doubles:
                one.close()
            self._doubles.clear()


class Lines:
    """At most `limit` lines at once, made as they are needed; `client` makes what stands behind one."""

    def __init__(self, limit: int, client: Callable[[], httpx.Client]) -> None:
        self._client = client
        self._free = threading.BoundedSemaphore(limit)
        self._lock = threading.Lock()
        self._idle: list[Line] = []
        self._open: list[Line] = []
        self._closed = False

    @contextmanager
    def lent(self, deadline: float) -> Iterator[Line]:
        """A line until the block ends; NoneFree where none gets free, CutOff at the deadline."""
        if not self._free.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise NoneFree
        try:
            line = self._taken()
            try:
                with line.watched(deadline):
                    yield line
            finally:
                self._given_back(line)
        finally:
            self._free.release()

    def close(self) -> None:
        """Closes every connection, also those in use; nothing is lent afterwards."""
        with self._lock:
            self._closed = True
            lines, self._open = self._open, []
            self._idle.clear()
        for line in lines:
            line.client.close()

    def _taken(self) -> Line:
        with self._lock:
            if self._closed:
                message = "closed"
                raise RuntimeError(message)
            if self._idle:
                return self._idle.pop()
            line = Line(self._client())
            self._open.append(line)
            return line

    def _given_back(self, line: Line) -> None:
        with self._lock:
            if self._closed:
                return
            if not line.cut:
                self._idle.append(line)
                return
            self._open.remove(line)
        line.client.close()
