"""The registry inside this machine: a real server on 127.0.0.1 that behaves as PyPI does.

Needs the extra `publish-primer[rehearse]`; `primer.rehearsal.extra` says so when it is not installed.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from werkzeug.exceptions import HTTPException
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from primer.core.registry import Ecosystem, Quota, Registry
from primer.rehearsal import routes
from primer.rehearsal.ci import Releases
from primer.rehearsal.faults import Faults, HangUp, hang_up, instead
from primer.rehearsal.refusal import Refusal, refusal_page
from primer.rehearsal.request_log import LoggedRequest, RequestLog
from primer.rehearsal.warehouse import Accounts, Warehouse

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PYPI_QUOTA = Quota(4)
LARGEST_UPLOAD = 100_000_000
LARGEST_FIELD = 10_000_000

logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


class Site:
    """One registry with its web pages, from `with` to the end of the block.

    `user` is the one person who has an account; `casing` are `owner/name` paths as the forge writes them;
    `quota` None counts nothing.
    """

    def __init__(
        self,
        title: str = "PyPI",
        *,
        quota: Quota | None = PYPI_QUOTA,
        user: str = "you",
        casing: tuple[str, ...] = (),
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.faults = Faults()
        self.releases = Releases()
        self._log = RequestLog()
        self._server: BaseWSGIServer = make_server(
            "127.0.0.1", 0, self, threaded=True, request_handler=_Quiet
        )
        host = f"127.0.0.1:{self._server.server_port}"
        self.house = Warehouse(f"http://{host}", host, user, clock, quota, title, accounts=Accounts(casing))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The web base of everything: the registry, its pages, the forge and its interface."""
        return self.house.url

    @property
    def requests(self) -> tuple[LoggedRequest, ...]:
        """What was asked, in the order of the answers."""
        return self._log.entries()

    def registry(self, name: str = "pypi") -> Registry:
        """The site as a registry, under the name that it is chosen by."""
        upload, index = f"{self.url}/legacy/", f"{self.url}/simple"
        quota = self.house.quota.limit
        return Registry(name, self.house.title, Ecosystem.PYTHON, upload, index, self.url, quota)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answers one request (WSGI)."""
        with Request(environ) as request:
            request.max_content_length = LARGEST_UPLOAD
            request.max_form_memory_size = LARGEST_FIELD
            fault = self.faults.meets(request)
            answer = instead(fault) or self._answer(request)
            if isinstance(fault, HangUp):
                self._note(request, 0)
                hang_up(request)
            self._note(request, answer.status_code)
            return answer(environ, start_response)

    def _answer(self, request: Request) -> Response:
        try:
            return self._found(request)
        except Refusal as refusal:
            return refusal_page(refusal)
        except HTTPException as refused:
            return refusal_page(Refusal(refused.code or 400, refused.description or ""))
        except Exception:
            logger.exception("the rehearsal registry failed at %s %s", request.method, request.path)
            return refusal_page(Refusal(500, "Internal Server Error"))

    def _found(self, request: Request) -> Response:
        # The whole body is read first: an answer before that would end in a reset connection.
        request.get_data(parse_form_data=True)
        route, parts = routes.find(request)
        visit = routes.Visit(self.house, self.releases, request)
        if not route.alone:
            return route.answer(visit, parts)
        with self.house.lock:
            return route.answer(visit, parts)

    def _note(self, request: Request, status: int) -> None:
        file = _uploaded(request)
        self._log.add(LoggedRequest(request.method, request.path, status, self.house.clock(), file))


def _uploaded(request: Request) -> str:
    """The name of the file that a request carries; empty where there is none, or it cannot be read."""
    try:
        content = request.files.get("content")
    except HTTPException:
        return ""
    return (content.filename or "") if content else ""


class _Quiet(WSGIRequestHandler):
    """Writes nothing to the terminal: the site keeps its own log."""

    def log(self, kind: str, message: str, *args: object) -> None:
        """Leaves it to the log of the person who debugs."""
        logger.debug("%s %s %s", kind, message, args)
