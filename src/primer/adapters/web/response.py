"""What a web server answered, and where it sends us."""

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from primer.core.project import Unlooked
from primer.core.value import frozen

T = TypeVar("T")
PORTS = {"http": 80, "https": 443}


@frozen
class Response:
    """An answer in full; header names are lower-cased, `reason` is empty where HTTP/2 has none.

    `url` is the address that gave it, after redirects.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    reason: str = ""
    url: str = ""

    @property
    def text(self) -> str:
        """The body as text, whatever it is."""
        return self.body.decode("utf-8", errors="replace")


def redirect_target(url: str, location: str) -> str | Unlooked:
    """Where a redirect leads; refused to another host and from https to http."""
    try:
        target = urljoin(url, location)
        here, there = urlsplit(url), urlsplit(target)
        stays = here.netloc == there.netloc or (
            here.hostname == there.hostname and here.port in (None, 80) and there.port in (None, 443)
        )
    except ValueError:
        return Unlooked("it redirects to no address")
    if not location or there.scheme not in ("http", "https"):
        return Unlooked("it redirects to no address")
    if here.scheme == "https" and there.scheme == "http":
        return Unlooked("it redirects from https to http, which primer does not follow")
    if not stays:
        return Unlooked(f"it redirects to another host ({there.hostname}), which primer does not follow")
    return target


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port, the last also where it goes without saying; all empty for what is no address."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return "", "", None


def named(url: str, answer: T | Unlooked) -> T | Unlooked:
    """A reason with the host it is about; any other answer as it is."""
    if isinstance(answer, Unlooked):
        return Unlooked(f"{_host(url)}: {answer.why}")
    return answer


def unexpected(url: str, answer: Response) -> Unlooked:
    """What is said of an answer that means nothing here."""
    return Unlooked(f"{_host(url)}: it answered {answer.status} {answer.reason}".strip())


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "no host"
    except ValueError:
        return "no host"
