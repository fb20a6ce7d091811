"""httpx itself: one client, one exchange, every failure a reason without addresses or credentials.

Importing this module imports httpx; only adapters/http.py does, and only when something is asked.
"""

import ssl
import time
from collections.abc import Callable

import httpx

from primer.adapters.response import Response
from primer.core.project import Unlooked


class UnusableProxy(Exception):
    """The environment names a proxy of a kind that httpx alone does not speak."""


class UnreadableCertificates(Exception):
    """The environment names certificates that are not there, or are none."""


# In this order: the first that fits is said.
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (UnusableProxy, "the proxy of this environment is none that primer can use: it has to be http or https"),
    (UnreadableCertificates, "the certificates of this machine could not be read"),
    (httpx.ConnectTimeout, "no connection in time"),
    (httpx.TimeoutException, "no answer in time"),
    (httpx.ProxyError, "the proxy of this environment refused"),
    (httpx.RemoteProtocolError, "it hung up or did not speak HTTP"),
    (httpx.DecodingError, "its answer could not be decompressed"),
    (httpx.UnsupportedProtocol, "it is no web address"),
    (httpx.InvalidURL, "it is no web address"),
    (httpx.NetworkError, "the connection broke"),
    (httpx.HTTPError, "it did not answer"),
    (ssl.SSLError, "the certificates of this machine could not be read"),
    (OSError, "the network of this machine did not work"),
    (ValueError, "it is no web address"),
    (RuntimeError, "primer is stopping"),
)
THIS_MACHINE = ("all://127.0.0.1", "all://localhost", "all://[::1]")


def client(timeout: float, connections: int, user_agent: str, *, heed_environment: bool) -> httpx.Client:
    """A client with at most so many connections; the environment's proxies and certificates are heeded.

    Raises one of the REASONS for an environment that no connection can be made in.
    """
    try:
        return httpx.Client(
            # Waiting for a free connection is no silence of the server.
            timeout=httpx.Timeout(timeout, pool=None),
            limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
            headers={"User-Agent": user_agent},
            follow_redirects=False,
            # A proxy's 127.0.0.1 is not ours.
            mounts=dict.fromkeys(THIS_MACHINE),
            trust_env=heed_environment,
        )
    except OSError:
        raise UnreadableCertificates from None
    except (ImportError, ValueError, httpx.InvalidURL):
        raise UnusableProxy from None


def exchange(
    opened: Callable[[], httpx.Client],
    build: Callable[[httpx.Client], httpx.Request],
    basic: tuple[str, str] | None,
    limit: int,
    deadline: float,
) -> Response | Unlooked:
    """Sends one request and reads its answer, at most `limit` bytes and until `deadline` (monotonic)."""
    try:
        client = opened()
        response = client.send(build(client), stream=True, auth=httpx.BasicAuth(*basic) if basic else None)
        try:
            return _read(response, limit, deadline)
        finally:
            response.close()
    except tuple(kind for kind, _ in REASONS) as error:
        return Unlooked(_reason(error))


def _read(response: httpx.Response, limit: int, deadline: float) -> Response | Unlooked:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > limit:
            return Unlooked(f"its answer is larger than {limit // 1024} KiB")
        if time.monotonic() > deadline:
            return Unlooked("no whole answer in time")
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Response(response.status_code, headers, bytes(body), response.reason_phrase, str(response.url))


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.ConnectError):
        return _connect_reason(str(error))
    return next(words for kind, words in REASONS if isinstance(error, kind))


def _connect_reason(detail: str) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in detail:
        return "its certificate is not trusted by this machine"
    if "SSL" in detail or "TLS" in detail:
        return "no secure connection could be made"
    if "Name or service" in detail or "getaddrinfo" in detail or "name resolution" in detail:
        return "its name was not found"
    return "the connection was refused"
