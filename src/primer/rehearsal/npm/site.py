"""The second registry inside this machine: a real server on 127.0.0.1 that behaves as npm's does.

Needs the extra `publish-primer[rehearse]`; `primer.rehearsal.extra` says so when it is not installed.
"""

import json
import secrets
from collections.abc import Callable
from datetime import datetime

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from primer.core.regex import regex
from primer.core.registry import Ecosystem, Registry
from primer.rehearsal.npm import routes as npm_routes
from primer.rehearsal.npm.document import attached_tarball
from primer.rehearsal.npm.house import NpmHouse
from primer.rehearsal.npm.refusal import refusal_json
from primer.rehearsal.pypi.refusal import Refusal, refusal_page
from primer.rehearsal.server import Server, utc_now

_PAGES = regex(r"/|/(?:login|auth|settings|package)/.*")
_LOG_OUT = "/-/user/token/"


class NpmSite(Server):
    """One registry of npm's kind with its web pages, from `with` to the end of the block.

    `user` is the one person who has an account; `identity_key` is what the forge of the rehearsal signs
    identities with.
    """

    def __init__(
        self,
        title: str = "npm",
        *,
        user: str = "you",
        identity_key: bytes = b"",
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__(clock)
        key = identity_key or secrets.token_bytes(32)
        self.house = NpmHouse(f"http://{self.address}", user, clock, key, title)

    @property
    def url(self) -> str:
        """The base of everything: the interface and the pages."""
        return self.house.url

    def registry(self, name: str = "npm") -> Registry:
        """The site as a registry, under the name that it is chosen by."""
        return Registry(name, self.house.title, Ecosystem.JAVASCRIPT, self.url, self.url, self.url)

    def found(self, request: Request) -> Response:
        """Answers by the site's table of contents, one request at a time."""
        route, parts = npm_routes.find(request)
        with self.house.lock:
            try:
                return route.answer(self.house, request, parts)
            except Refusal as refusal:
                return refusal_page(refusal) if _PAGES.fullmatch(request.path) else self.refused(refusal)

    def refused(self, refusal: Refusal) -> Response:
        """As npm's interface does."""
        return refusal_json(refusal)

    def noted(self, request: Request) -> tuple[str, str]:
        """The path, without the token that a log-out names, and the tarball of a document."""
        if request.path.startswith(_LOG_OUT):
            return f"{_LOG_OUT}…", ""
        return request.path, _sent(request) if request.method == "PUT" else ""


def _sent(request: Request) -> str:
    """The name of the tarball that a document carries; empty where that cannot be read."""
    try:
        document: object = json.loads(request.get_data())
    except (ValueError, RecursionError, HTTPException):
        return ""
    return attached_tarball(document)
