"""Carries out requests to a registry that is managed over its interface; the token goes to its own host only.

Importing this module imports no httpx; the first request does.
"""

import json
import logging
import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from primer.adapters.custody.quiet import addresses_unlogged
from primer.adapters.custody.sealed import sealed
from primer.adapters.uploading.errors import closed_address
from primer.adapters.web.client import BODY_LIMIT, USER_AGENT
from primer.adapters.web.patience import asked_to_wait
from primer.adapters.web.response import Response, origin
from primer.core.call import TOKEN, Call, Handover
from primer.core.problem import Missing, Problem, Stop, TheirAnswer
from primer.core.project import Unlooked
from primer.core.regex import regex
from primer.core.registry import Registry
from primer.core.secret import MASK, Secret
from primer.ports.hands import Answer
from primer.registries.addresses import is_loopback, refusal
from primer.registries.handovers import LONGEST, Handed, handed

if TYPE_CHECKING:
    import httpx

    from primer.adapters.web.lines import Lines

CONNECTIONS = 2
"""A log-out does not wait for a question about an approval that never gets its answer."""
AGAIN = "run the same command again: it looks first what was done already"
SHORTEST = 12
"""What is shorter may be part of any word, and is hidden where it is a word of its own."""

SHORT = r"(?<![A-Za-z0-9]){}(?![A-Za-z0-9])"
ESCAPED = regex(r"\\u([0-9a-fA-F]{4})")

Door = Callable[[], Secret]
"""Fetches the leased token from the keyring, each time."""
_log = logging.getLogger(__name__)


class Calls:
    """Two connections for all requests until `close()`; nothing is sent twice and no redirect is followed.

    `loopback_only` refuses every other machine, and ignores proxies. `silence` and `whole` bound an answer,
    in seconds.
    """

    def __init__(self, loopback_only: bool = False, *, silence: float = 60.0, whole: float = 90.0) -> None:
        self._loopback_only = loopback_only
        self._silence = silence
        self._whole = whole
        self._lock = threading.Lock()
        self._lines: Lines | None = None

    def call(self, registry: Registry, call: Call, door: Door | None, approval: Secret | None) -> Answer:
        """Sends one request and gives its answer, the body as its words; Stop when there was none."""
        answer = self.attempt(registry, call, door, approval)
        if isinstance(answer, Unlooked):
            raise Stop(_unanswered(registry, answer.why))
        return answer

    def attempt(
        self, registry: Registry, call: Call, door: Door | None, approval: Secret | None = None
    ) -> Answer | Unlooked:
        """The same, with the reason where there was no answer."""
        self._refuse_elsewhere(registry)
        if not call.path.startswith("/"):
            message = "a path begins with a slash: it would be another host's otherwise"
            raise ValueError(message)
        signed = door if call.signed else None
        answer = sealed(
            lambda: self._sent(registry, call, signed, approval), lambda error: _not_sent(registry, error)
        )
        came = "no answer" if isinstance(answer, Unlooked) else answer.status
        _log.info("%s %s: %s", call.method, call.path, came)
        return answer

    def collect(self, registry: Registry, handover: Handover, door: Door | None) -> Secret | float | Unlooked:
        """Asks once for what was approved: the secret, the seconds until the next question, or why not."""
        self._refuse_elsewhere(registry)
        if refusal(handover.address) or origin(handover.address) != origin(registry.upload_url):
            return Unlooked("the address that was named is not the registry's own")
        return sealed(
            lambda: self._collected(handover.address, door), lambda error: _not_sent(registry, error)
        )

    def close(self) -> None:
        """Closes the connections; a later request opens another."""
        with self._lock:
            lines, self._lines = self._lines, None
        if lines is not None:
            lines.close()

    def _collected(self, address: str, door: Door | None) -> Secret | float | Unlooked:
        token, _ = _revealed(door, None)
        answer = self._asked("GET", address, None, _headers({}, token, ""))
        if isinstance(answer, Unlooked):
            return answer
        wait = asked_to_wait(answer, datetime.now(UTC))
        if wait is not None:
            return min(LONGEST, max(1.0, wait.seconds))
        found = handed(answer.status, answer.text, answer.headers)
        return Secret(found.token) if isinstance(found, Handed) else found

    def _sent(
        self, registry: Registry, call: Call, door: Door | None, approval: Secret | None
    ) -> Answer | Unlooked:
        token, otp = _revealed(door, approval)
        path = call.path.replace(TOKEN, quote(token, safe="")) if token else call.path
        url = registry.upload_url.rstrip("/") + path
        answer = self._asked(call.method, url, call.body, _headers(call.headers, token, otp))
        return answer if isinstance(answer, Unlooked) else _without(answer, (token, otp))

    def _asked(self, method: str, url: str, body: object, headers: Mapping[str, str]) -> Response | Unlooked:
        from primer.adapters.web.wire import exchange

        content = None if body is None else json.dumps(body, default=_plain).encode()
        kind = {} if content is None else {"content-type": "application/json"}

        def build(client: "httpx.Client") -> "httpx.Request":
            return client.build_request(method, url, headers={**kind, **headers}, content=content)

        with addresses_unlogged():
            return exchange(self._opened, build, None, BODY_LIMIT, time.monotonic() + self._whole)

    def _opened(self) -> "Lines":
        from primer.adapters.web.wire import lines

        with self._lock:
            if self._lines is None:
                heed = not self._loopback_only
                self._lines = lines(self._silence, CONNECTIONS, USER_AGENT, heed_environment=heed)
            return self._lines

    def _refuse_elsewhere(self, registry: Registry) -> None:
        why = refusal(registry.upload_url)
        if why is None and self._loopback_only and not is_loopback(registry.upload_url):
            why = "only this machine may be asked here"
        if why is not None:
            raise Stop(closed_address(registry, why))


def _revealed(door: Door | None, approval: Secret | None) -> tuple[str, str]:
    """Token and approval, empty where there is none; only sealed acts may hold them."""
    token = door().reveal() if door is not None else ""
    return token, approval.reveal() if approval is not None else ""


def _headers(further: Mapping[str, str], token: str, otp: str) -> dict[str, str]:
    found = {"accept": "application/json", **further}
    if token:
        found["authorization"] = f"Bearer {token}"
    if otp:
        found["npm-otp"] = otp
    return found


def _without(response: Response, secrets: tuple[str, ...]) -> Answer:
    """The answer without what was sent: a server may put the path it was asked for into its words."""
    hidden = _forms(secrets)
    headers = {name: _masked(value, hidden) for name, value in response.headers.items()}
    return Answer(response.status, _words(response.text, hidden), headers)


def _forms(secrets: tuple[str, ...]) -> tuple[str, ...]:
    """Longest first: one may be a part of another."""
    forms = {form for one in secrets if one for form in (one, quote(one, safe=""), quote(one))}
    return tuple(sorted(forms, key=len, reverse=True))


def _words(text: str, hidden: tuple[str, ...]) -> str:
    """The body; as JSON written anew where one of its strings names a secret, however it was escaped."""
    if not hidden:
        return text
    try:
        page: object = json.loads(text)
    except (ValueError, RecursionError):
        return _masked(_unescaped(text), hidden) if _named(_unescaped(text), hidden) else text
    try:
        clean = _cleaned(page, hidden)
    except RecursionError:
        return MASK
    named = clean != page or _named(_unescaped(text), hidden)
    return json.dumps(clean) if named else text


def _cleaned(value: object, hidden: tuple[str, ...]) -> object:
    if isinstance(value, str):
        return _masked(value, hidden)
    if isinstance(value, dict):
        return {_masked(str(key), hidden): _cleaned(one, hidden) for key, one in value.items()}
    return [_cleaned(one, hidden) for one in value] if isinstance(value, list) else value


def _unescaped(text: str) -> str:
    """A body that is no JSON as a whole may still have parts that are."""
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.replace("\\/", "/")


def _named(text: str, hidden: tuple[str, ...]) -> bool:
    return any(form in text for form in hidden)


def _masked(text: str, hidden: tuple[str, ...]) -> str:
    for form in hidden:
        text = re.sub(SHORT.format(re.escape(form)) if len(form) < SHORTEST else re.escape(form), MASK, text)
    return text


def _plain(value: object) -> object:
    """A mapping or sequence of any kind as JSON has it."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return list(value)
    message = f"{type(value).__name__} is no JSON"
    raise TypeError(message)


def _unanswered(registry: Registry, why: str) -> Problem:
    return TheirAnswer("no-answer", f"{registry.title} gave no answer: {why}", AGAIN)


def _not_sent(registry: Registry, error: Exception) -> Problem:
    return Missing(
        "request-not-sent",
        f"A request could not be sent to {registry.title}",
        AGAIN,
        (type(error).__name__,),
    )
