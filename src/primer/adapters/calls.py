"""Carries out requests to a registry that is managed over its interface; the token goes to its own host only.

Importing this module imports no httpx; the first request does.
"""

import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from primer.adapters.http import USER_AGENT
from primer.adapters.response import Response
from primer.adapters.sealed import sealed
from primer.adapters.upload_errors import closed_address
from primer.core.call import TOKEN, Call, Handover
from primer.core.problem import Missing, Problem, Stop, TheirAnswer
from primer.core.project import Unlooked
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.ports.hands import Answer
from primer.registries.addresses import is_loopback, refusal
from primer.registries.handovers import Handed, handed

if TYPE_CHECKING:
    import httpx

LIMIT = 8 * 1024 * 1024
Door = Callable[[], Secret]
"""Fetches the leased token from the keyring, each time."""


class Calls:
    """One connection for all requests until `close()`; nothing is sent twice and no redirect is followed.

    `loopback_only` refuses every other machine, and ignores proxies. `silence` and `whole` bound an answer,
    in seconds.
    """

    def __init__(self, loopback_only: bool = False, *, silence: float = 60.0, whole: float = 90.0) -> None:
        self._loopback_only = loopback_only
        self._silence = silence
        self._whole = whole
        self._lock = threading.Lock()
        self._client: httpx.Client | None = None

    def call(self, registry: Registry, call: Call, door: Door | None, approval: Secret | None) -> Answer:
        """Sends one request and gives its answer, the body as its words; Stop when there was none."""
        self._refuse_elsewhere(registry)
        signed = door if call.signed else None
        answer = sealed(
            lambda: self._sent(registry, call, signed, approval), lambda error: _not_sent(registry, error)
        )
        if isinstance(answer, Unlooked):
            raise Stop(_unanswered(registry, answer.why))
        return Answer(answer.status, answer.text, answer.headers)

    def collect(self, registry: Registry, handover: Handover, door: Door | None) -> Secret | float | Unlooked:
        """Asks once for what was approved: the secret, the seconds until the next question, or why not."""
        self._refuse_elsewhere(registry)
        return sealed(
            lambda: self._collected(registry, handover, door), lambda error: _not_sent(registry, error)
        )

    def close(self) -> None:
        """Closes the connection; a later request opens another."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _collected(
        self, registry: Registry, handover: Handover, door: Door | None
    ) -> Secret | float | Unlooked:
        if urlsplit(handover.address).netloc != urlsplit(registry.upload_url).netloc:
            return Unlooked("the address that was named is not the registry's own")
        answer = self._asked("GET", handover.address, None, _headers(door, None, {}))
        if isinstance(answer, Unlooked):
            return answer
        found = handed(answer.status, answer.text, answer.headers)
        return Secret(found.token) if isinstance(found, Handed) else found

    def _sent(
        self, registry: Registry, call: Call, door: Door | None, approval: Secret | None
    ) -> Response | Unlooked:
        path = call.path
        if TOKEN in path and door is not None:
            path = path.replace(TOKEN, quote(door().reveal(), safe=""))
        url = registry.upload_url.rstrip("/") + path
        return self._asked(call.method, url, call.body, _headers(door, approval, call.headers))

    def _asked(self, method: str, url: str, body: object, headers: Mapping[str, str]) -> Response | Unlooked:
        from primer.adapters.wire import exchange

        def build(client: "httpx.Client") -> "httpx.Request":
            return client.build_request(method, url, headers=dict(headers), json=body)

        return exchange(self._opened(), build, None, LIMIT, time.monotonic() + self._whole)

    def _opened(self) -> "httpx.Client":
        from primer.adapters.wire import client

        with self._lock:
            if self._client is None:
                heed = not self._loopback_only
                self._client = client(self._silence, 1, USER_AGENT, heed_environment=heed)
            return self._client

    def _refuse_elsewhere(self, registry: Registry) -> None:
        why = refusal(registry.upload_url)
        if why is None and self._loopback_only and not is_loopback(registry.upload_url):
            why = "only this machine may be asked here"
        if why is not None:
            raise Stop(closed_address(registry, why))


def _headers(door: Door | None, approval: Secret | None, further: Mapping[str, str]) -> dict[str, str]:
    found = {"accept": "application/json", **further}
    if door is not None:
        found["authorization"] = f"Bearer {door().reveal()}"
    if approval is not None:
        found["npm-otp"] = approval.reveal()
    return found


def _unanswered(registry: Registry, why: str) -> Problem:
    return TheirAnswer(
        "no-answer",
        f"{registry.title} gave no answer: {why}",
        "run primer init again: it looks first what was done already",
    )


def _not_sent(registry: Registry, error: Exception) -> Problem:
    return Missing(
        "request-not-sent",
        f"A request could not be sent to {registry.title}",
        "run primer init again: it looks first what was done already",
        (type(error).__name__,),
    )
