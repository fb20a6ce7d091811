"""Which path of a site of npm's kind is answered by what; a package's name may hold an escaped slash."""

import re
from collections.abc import Callable

from werkzeug.wrappers import Request, Response

from primer.core.value import frozen
from primer.rehearsal.answers import json_answer
from primer.rehearsal.npm import exchange as npm_exchange
from primer.rehearsal.npm import package_pages as npm_package_pages
from primer.rehearsal.npm import packument as npm_packument
from primer.rehearsal.npm import pages as npm_pages
from primer.rehearsal.npm import session as npm_session
from primer.rehearsal.npm import trust as npm_trust
from primer.rehearsal.npm.house import NpmHouse
from primer.rehearsal.npm.publish import put
from primer.rehearsal.npm.refusal import NpmRefusal

Parts = tuple[str, ...]
Answer = Callable[[NpmHouse, Request, Parts], Response]
_NAME = r"((?:@[^/]+/)?[^/@][^/]*)"
_PART = r"([^/]+)"


@frozen
class NpmRoute:
    """A method and path, and what answers."""

    method: str
    pattern: re.Pattern[str]
    answer: Answer


def find(request: Request) -> tuple[NpmRoute, Parts]:
    """The route of a request and the parts of its path; Refusal 404 or 405 when there is none."""
    method = "GET" if request.method == "HEAD" else request.method
    fitting = [(route, found) for route in ROUTES if (found := route.pattern.fullmatch(request.path))]
    for route, found in fitting:
        if route.method == method:
            return route, tuple(found.groups())
    raise NpmRefusal(405, "Method not allowed") if fitting else NpmRefusal(404, "Not found")


def _route(method: str, pattern: str, answer: Answer) -> NpmRoute:
    return NpmRoute(method, re.compile(pattern), answer)


_PACKAGE = f"/-/package/{_NAME}"
_GRANULAR = f"{npm_pages.SETTINGS}/granular-access-tokens/new"
_EXCHANGE = f"/-/npm/v1/oidc/token/exchange/package/{_NAME}"

_PAGES: tuple[NpmRoute, ...] = (
    _route("GET", "/", lambda h, r, _: npm_pages.home(h, r)),
    _route("GET", f"/login/cli/{_PART}", lambda h, r, p: npm_pages.login_page(h, r, p[0])),
    _route("POST", f"/login/cli/{_PART}", lambda h, r, p: npm_pages.approve_login(h, r, p[0])),
    _route("GET", f"/auth/cli/{_PART}", lambda h, r, p: npm_pages.factor_page(h, r, p[0])),
    _route("POST", f"/auth/cli/{_PART}", lambda h, r, p: npm_pages.approve_factor(h, r, p[0])),
    _route("GET", npm_pages.SETTINGS, lambda h, r, _: npm_pages.tokens_page(h, r)),
    _route("POST", npm_pages.SETTINGS, lambda h, r, _: npm_pages.remove_token(h, r)),
    _route("GET", _GRANULAR, lambda h, r, _: npm_pages.new_token_page(h, r)),
    _route("POST", _GRANULAR, lambda h, r, _: npm_pages.make_token(h, r)),
    _route("GET", f"/package/{_NAME}/access", lambda h, r, p: npm_package_pages.access_page(h, r, p[0])),
    _route("POST", f"/package/{_NAME}/access", lambda h, r, p: npm_package_pages.change_package(h, r, p[0])),
    _route("GET", f"/package/{_NAME}", lambda h, r, p: npm_package_pages.package_page(h, r, p[0])),
)

_INTERFACE: tuple[NpmRoute, ...] = (
    _route("GET", "/-/ping", lambda _h, _r, _p: json_answer({})),
    _route("POST", "/-/v1/login", lambda h, r, _: npm_session.log_in(h, r)),
    _route("GET", "/-/v1/done", lambda h, r, _: npm_session.done(h, r)),
    _route("GET", "/-/whoami", lambda h, r, _: npm_session.who(h, r)),
    _route("DELETE", f"/-/user/token/{_PART}", lambda h, r, p: npm_session.log_out(h, r, p[0])),
    _route("GET", "/-/npm/v1/tokens", lambda h, r, _: npm_session.list_tokens(h, r)),
    _route("DELETE", f"/-/npm/v1/tokens/token/{_PART}", lambda h, r, p: npm_session.delete_token(h, r, p[0])),
    _route("GET", f"{_PACKAGE}/trust", lambda h, r, p: npm_trust.list_trust(h, r, p[0])),
    _route("POST", f"{_PACKAGE}/trust", lambda h, r, p: npm_trust.create_trust(h, r, p[0])),
    _route("DELETE", f"{_PACKAGE}/trust/{_PART}", lambda h, r, p: npm_trust.delete_trust(h, r, *p)),
    _route("POST", f"{_PACKAGE}/access", lambda h, r, p: npm_trust.set_access(h, r, p[0])),
    _route("GET", f"{_PACKAGE}/visibility", lambda h, r, p: npm_trust.visibility(h, r, p[0])),
    _route("GET", f"{_PACKAGE}/dist-tags", lambda h, r, p: npm_packument.tags(h, r, p[0])),
    _route("POST", _EXCHANGE, lambda h, r, p: npm_exchange.exchange(h, r, p[0])),
    _route("GET", "/-/npm/v1/attestations/(.+)", lambda h, r, p: npm_packument.attestations(h, r, p[0])),
    _route("PUT", f"/{_NAME}", lambda h, r, p: put(h, r, p[0])),
    _route("GET", f"/{_NAME}/-/{_PART}", lambda h, r, p: npm_packument.tarball(h, r, *p)),
    _route("GET", f"/{_NAME}", lambda h, r, p: npm_packument.packument(h, r, p[0])),
    _route("GET", f"/{_NAME}/{_PART}", lambda h, r, p: npm_packument.one_version(h, r, *p)),
)

# Pages first: what they are called, no package is asked for by.
ROUTES: tuple[NpmRoute, ...] = (*_PAGES, *_INTERFACE)
