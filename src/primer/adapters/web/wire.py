"""httpx itself: its clients, one exchange, every failure a reason without addresses or credentials.

Importing this module imports httpx; only adapters/web/client.py does, and only when something is asked.
"""

import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from primer.adapters.web.lines import CutOff, Lines, NoneFree
from primer.adapters.web.response import Response
from primer.core.project import Unlooked


class UnusableProxy(Exception):
    """The environment names a proxy of a kind that httpx alone does not speak."""


class UnreadableCertificates(Exception):
    """The environment names certificates that are not there, or are none."""


class UnaskedCoding(Exception):
    """An answer is packed in a way that was not asked for."""


# In this order: the first that fits is said.
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (UnusableProxy, "the proxy of this environment is none that primer can use: it has to be http or https"),
    (UnreadableCertificates, "the certificates of this machine could not be read"),
    (NoneFree, "no connection was free in time"),
    (CutOff, "no whole answer in time"),
    (UnaskedCoding, "its answer is packed in a way that was not asked for"),
    (zlib.error, "its answer could not be decompressed"),
    (httpx.ConnectTimeout, "no connection in time"),
    (httpx.TimeoutException, "no answer in time"),
    (httpx.ProxyError, "the proxy of this environment refused"),
    (httpx.RemoteProtocolError, "it hung up or did not speak HTTP"),
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
HOSTS_OF_ONE = httpx.Limits(max_connections=4, max_keepalive_connections=4)
"""Connections that one line may keep for its next exchange; it uses one at a time."""


def lines(timeout: float, connections: int, user_agent: str, *, heed_environment: bool) -> Lines:
    """At most so many connections at once; the environment's proxies and certificates are heeded.

    Raises one of the REASONS for an environment that no connection can be made in.
    """
    with _usable_environment():
        certificates = httpx.create_ssl_context(trust_env=heed_environment)

    def client() -> httpx.Client:
        with _usable_environment():
            return httpx.Client(
                timeout=timeout,
                limits=HOSTS_OF_ONE,
                headers={"User-Agent": user_agent, "Accept-Encoding": "gzip"},
                follow_redirects=False,
                # A proxy's 127.0.0.1 is not ours.
                mounts=dict.fromkeys(THIS_MACHINE),
                trust_env=heed_environment,
                verify=certificates,
            )

    return Lines(connections, client)


def exchange(
    opened: Callable[[], Lines],
    build: Callable[[httpx.Client], httpx.Request],
    basic: tuple[str, str] | None,
    limit: int,
    deadline: float,
) -> Response | Unlooked:
    """Sends one request and reads its answer, at most `limit` bytes and until `deadline` (monotonic).

    The wait for a free connection counts, as does all that a server sends before and in its answer.
    """
    try:
        with opened().lent(deadline) as line:
            response = line.send(build(line.client), httpx.BasicAuth(*basic) if basic else None)
            try:
                return _read(response, limit, deadline)
            finally:
                response.close()
    except (NotImplementedError, RecursionError):
        # Both are RuntimeErrors, and bugs: no word of a server's, nor of a stop.
        raise
    except tuple(kind for kind, _ in REASONS) as error:
        return Unlooked(_reason(error))


@contextmanager
def _usable_environment() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise UnreadableCertificates from None
    except (ImportError, ValueError, httpx.InvalidURL):
        raise UnusableProxy from None


def _read(response: httpx.Response, limit: int, deadline: float) -> Response | Unlooked:
    body, decoded = bytearray(), _decoding(response)
    for chunk in response.iter_raw():
        body += decoded(chunk, limit + 1 - len(body))
        if len(body) > limit:
            return Unlooked(f"its answer is larger than {limit // 1024} KiB")
        if time.monotonic() > deadline:
            raise CutOff
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Response(response.status_code, headers, bytes(body), response.reason_phrase, str(response.url))


def _decoding(response: httpx.Response) -> Callable[[bytes, int], bytes]:
    """How a chunk is read, at most so many bytes of it: packed once or not at all, as was asked for."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in ("gzip", "x-gzip"):
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress
    if coding not in ("", "identity"):
        raise UnaskedCoding
    return lambda chunk, room: chunk[:room]


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
