"""What every site of a rehearsal is made of: a real server on 127.0.0.1 with its faults and its log.

Needs the extra `publish-primer[rehearse]`; `primer.rehearsal.extra` says so when it is not installed.
"""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from werkzeug.exceptions import HTTPException
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from primer.rehearsal.faults import Faults, HangUp, hang_up, instead
from primer.rehearsal.pypi.refusal import Refusal
from primer.rehearsal.request_log import LoggedRequest, RequestLog

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LARGEST_UPLOAD = 100_000_000
LARGEST_FIELD = 10_000_000

logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


class Server(ABC):
    """One site, from `with` to the end of the block; its port is open from the beginning."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.faults = Faults()
        self._clock = clock
        self._log = RequestLog()
        self._server: BaseWSGIServer = make_server(
            "127.0.0.1", 0, self, threaded=True, request_handler=_Quiet
        )
        self.address = f"127.0.0.1:{self._server.server_port}"
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
    def requests(self) -> tuple[LoggedRequest, ...]:
        """What was asked, in the order of the answers."""
        return self._log.entries()

    @abstractmethod
    def found(self, request: Request) -> Response:
        """The answer to a request whose whole body was read; Refusal where there is none."""

    @abstractmethod
    def refused(self, refusal: Refusal) -> Response:
        """How this site says no."""

    @abstractmethod
    def noted(self, request: Request) -> tuple[str, str]:
        """The path of a request as it may be kept, and the name of the file that it carries, or empty."""

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answers one request (WSGI)."""
        with Request(environ) as request:
            request.max_content_length = LARGEST_UPLOAD
            request.max_form_memory_size = LARGEST_FIELD
            fault = self.faults.meets(request)
            answer = instead(fault, self.refused) or self._answer(request)
            if isinstance(fault, HangUp):
                self._note(request, 0)
                hang_up(request)
            self._note(request, answer.status_code)
            return answer(environ, start_response)

    def _answer(self, request: Request) -> Response:
        try:
            # The whole body is read first: an answer before that would end in a reset connection.
            request.get_data(parse_form_data=True)
            return self.found(request)
        except Refusal as refusal:
            return self.refused(refusal)
        except HTTPException as refused:
            return self.refused(Refusal(refused.code or 400, refused.description or ""))
        except Exception:
            logger.exception("the rehearsal registry failed at %s", request.method)
            return self.refused(Refusal(500, "Internal Server Error"))

    def _note(self, request: Request, status: int) -> None:
        path, file = self.noted(request)
        self._log.add(LoggedRequest(request.method, path, status, self._clock(), file))


class _Quiet(WSGIRequestHandler):
    """Writes nothing to the terminal: the site keeps its own log."""

    def log(self, kind: str, message: str, *_args: object) -> None:
        """Leaves it to the log of the person who debugs, without the address: one may hold a token."""
        logger.debug("%s %s", kind, message)
