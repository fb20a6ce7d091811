"""One HTTP client for every look: bounded, patient once, and honest about why it could not look.

httpx stays behind this module and is imported with the first request.
"""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from primer import __version__
from primer.adapters.web.patience import asked_to_wait
from primer.adapters.web.response import Response, redirect_target
from primer.core.project import Unlooked
from primer.registries.addresses import is_loopback, refusal

if TYPE_CHECKING:
    import httpx

    from primer.adapters.web.lines import Lines

CONNECTIONS = 8
BODY_LIMIT = 32 * 1024 * 1024
CACHED_BODY_LIMIT = 1024 * 1024
REDIRECTS = 4
LONGEST_WAIT = 5.0
USER_AGENT = f"publish-primer/{__version__} (+https://github.com/publish-primer/publish-primer)"
REDIRECTING = frozenset({301, 302, 303, 307, 308})

_Key = tuple[str, tuple[tuple[str, str], ...]]


class Http:
    """Asks web servers; safe to share between threads, closed by leaving the `with` block.

    `loopback_only` refuses every other machine, and ignores proxies. `timeout` is for one silence in
    seconds; a whole answer may take six of them. `pause` and `clock` let time pass.
    """

    def __init__(
        self,
        loopback_only: bool = False,
        timeout: float = 10.0,
        *,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._loopback_only = loopback_only
        self._timeout = timeout
        self._pause = pause
        self._clock = clock
        self._lock = threading.Lock()
        self._lines: Lines | None = None
        self._closed = False
        self._cache: dict[_Key, Response] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes every connection; later requests are not made."""
        with self._lock:
            self._closed = True
            if self._lines is not None:
                self._lines.close()

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, limit: int = BODY_LIMIT
    ) -> Response | Unlooked:
        """Reads a page, following redirects on the same host; a page read before is only revalidated."""
        for _ in range(REDIRECTS):
            answer = self._get_once(url, dict(headers or {}), limit)
            if isinstance(answer, Unlooked) or answer.status not in REDIRECTING:
                return answer
            target = redirect_target(url, answer.headers.get("location", ""))
            if isinstance(target, Unlooked):
                return target
            url = target
        return Unlooked("it redirects in circles")

    def post_form(
        self, url: str, data: Mapping[str, str], basic: tuple[str, str] | None = None
    ) -> Response | Unlooked:
        """Sends a form; redirects are given back, never followed."""
        return self._patiently(url, lambda client: client.build_request("POST", url, data=dict(data)), basic)

    def post_json(self, url: str, data: Mapping[str, str], limit: int = BODY_LIMIT) -> Response | Unlooked:
        """Sends JSON a single time: what it carries may serve only once. Redirects are never followed."""
        body = dict(data)
        answer = self._send(url, lambda client: client.build_request("POST", url, json=body), None, limit)
        wait = asked_to_wait(answer, self._clock())
        return answer if wait is None else Unlooked(wait.words)

    def _get_once(self, url: str, headers: dict[str, str], limit: int) -> Response | Unlooked:
        key = (url, tuple(sorted(headers.items())))
        cached = self._cache.get(key)
        if cached is not None:
            headers["If-None-Match"] = cached.headers["etag"]
        answer = self._patiently(
            url, lambda client: client.build_request("GET", url, headers=headers), None, limit
        )
        if isinstance(answer, Unlooked):
            return answer
        if cached is not None and answer.status == 304:
            return cached
        if answer.status == 200 and "etag" in answer.headers and len(answer.body) <= CACHED_BODY_LIMIT:
            self._cache[key] = answer
        return answer

    def _patiently(
        self,
        url: str,
        build: "Callable[[httpx.Client], httpx.Request]",
        basic: tuple[str, str] | None,
        limit: int = BODY_LIMIT,
    ) -> Response | Unlooked:
        answer = self._send(url, build, basic, limit)
        wait = asked_to_wait(answer, self._clock())
        if wait is not None and wait.seconds <= LONGEST_WAIT:
            self._pause(wait.seconds)
            answer = self._send(url, build, basic, limit)
            wait = asked_to_wait(answer, self._clock())
        return answer if wait is None else Unlooked(wait.words)

    def _send(
        self,
        url: str,
        build: "Callable[[httpx.Client], httpx.Request]",
        basic: tuple[str, str] | None,
        limit: int,
    ) -> Response | Unlooked:
        why = self._refusal(url)
        if why is not None:
            return Unlooked(why)
        from primer.adapters.web.wire import exchange

        return exchange(self._opened, build, basic, limit, deadline=time.monotonic() + 6 * self._timeout)

    def _refusal(self, url: str) -> str | None:
        if self._loopback_only and not is_loopback(url):
            return "only this machine may be asked here"
        return refusal(url)

    def _opened(self) -> "Lines":
        from primer.adapters.web.wire import lines

        with self._lock:
            if self._closed:
                message = "closed"
                raise RuntimeError(message)
            if self._lines is None:
                heed = not self._loopback_only
                self._lines = lines(self._timeout, CONNECTIONS, USER_AGENT, heed_environment=heed)
            return self._lines
