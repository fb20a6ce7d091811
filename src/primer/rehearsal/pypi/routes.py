"""Which path is answered by what: the site's table of contents."""

import re
from collections.abc import Callable

from werkzeug.wrappers import Request, Response

from primer.core.value import frozen
from primer.rehearsal.answers import html_answer
from primer.rehearsal.forge import pages as ci_pages
from primer.rehearsal.forge.ci import Releases
from primer.rehearsal.markup import link, page
from primer.rehearsal.pypi import account_pages, exchange, json_api, project_pages, simple, upload
from primer.rehearsal.pypi.refusal import Refusal
from primer.rehearsal.pypi.warehouse import Warehouse

Parts = tuple[str, ...]


@frozen
class Visit:
    """One request with the site's memory, and what the forge would publish."""

    house: Warehouse
    releases: Releases
    request: Request


@frozen
class Route:
    """A method and path, and what answers; `alone` means that nothing else is answered meanwhile."""

    method: str
    pattern: re.Pattern[str]
    answer: Callable[[Visit, Parts], Response]
    alone: bool = True


def find(request: Request) -> tuple[Route, Parts]:
    """The route of a request and the parts of its path; Refusal 404 or 405 when there is none."""
    method = "GET" if request.method == "HEAD" else request.method
    fitting = [(route, found) for route in ROUTES if (found := route.pattern.fullmatch(request.path))]
    for route, found in fitting:
        if route.method == method:
            return route, tuple(found.groups())
    raise Refusal(405, "Method Not Allowed") if fitting else Refusal(404, "Not Found")


def _home(visit: Visit, _parts: Parts) -> Response:
    ways = {
        "API tokens": account_pages.ACCOUNT,
        "Pending publishers": account_pages.PENDING,
        "Organizations": account_pages.ORGANIZATIONS,
        "Every project": "/simple/",
        "Release run": "/-/release/",
    }
    links = [link(words, path) for words, path in ways.items()]
    return html_answer(page(visit.house.title, visit.house.title, *links))


def _route(
    method: str, pattern: str, answer: Callable[[Visit, Parts], Response], *, alone: bool = True
) -> Route:
    return Route(method, re.compile(pattern.replace("*", "([^/]+)")), answer, alone)


_PUBLISHING = "/manage/project/*/settings/publishing/"
_RUNS = r"/(?:[^/]+/[^/]+/actions/workflows/[^/]+|.+/-/pipelines|-/release/)"

ROUTES: tuple[Route, ...] = (
    _route("GET", "/", _home),
    _route("POST", "/legacy/", lambda v, _: upload.upload(v.house, v.request)),
    _route("GET", "/simple/", lambda v, _: simple.simple_index(v.house, v.request)),
    _route("GET", "/simple/*/?", lambda v, p: simple.simple_project(v.house, v.request, p[0])),
    _route("GET", "/packages/.+", lambda v, _: simple.served_file(v.house, v.request.path)),
    _route("GET", "/pypi/*/json", lambda v, p: json_api.project_json(v.house, p[0])),
    _route("GET", "/pypi/*/*/json", lambda v, p: json_api.project_json(v.house, p[0], p[1])),
    _route("GET", "/integrity/*/*/*/provenance", lambda v, p: json_api.provenance_json(v.house, *p)),
    _route("GET", "/_/oidc/audience", lambda v, _: exchange.audience(v.house)),
    _route("POST", "/_/oidc/mint-token", lambda v, _: exchange.mint_token(v.house, v.request)),
    _route("POST", "/_/oidc/github/mint-token", lambda v, _: exchange.mint_token(v.house, v.request)),
    _route("GET", account_pages.ACCOUNT, lambda v, _: account_pages.account_page(v.house, v.request)),
    _route("GET", account_pages.MAKE, lambda v, _: account_pages.token_page(v.house, v.request)),
    _route("POST", account_pages.MAKE, lambda v, _: account_pages.make_token(v.house, v.request)),
    _route("POST", account_pages.REMOVE, lambda v, _: account_pages.remove_token(v.house, v.request)),
    _route("GET", account_pages.PENDING, lambda v, _: account_pages.pending_page(v.house, v.request)),
    _route("POST", account_pages.PENDING, lambda v, _: account_pages.add_pending(v.house, v.request)),
    _route(
        "GET", account_pages.ORGANIZATIONS, lambda v, _: account_pages.organizations_page(v.house, v.request)
    ),
    _route(
        "POST",
        account_pages.ORGANIZATIONS,
        lambda v, _: account_pages.create_in_organization(v.house, v.request),
    ),
    _route("GET", _PUBLISHING, lambda v, p: project_pages.publishing_page(v.house, v.request, p[0])),
    _route("POST", _PUBLISHING, lambda v, p: project_pages.add_publisher(v.house, v.request, p[0])),
    _route(
        "GET",
        "/manage/project/*/releases/",
        lambda v, p: project_pages.releases_page(v.house, v.request, p[0]),
    ),
    _route(
        "POST",
        "/manage/project/*/release/*/",
        lambda v, p: project_pages.change_release(v.house, v.request, *p),
    ),
    _route("GET", "/repos/*/*", lambda v, p: ci_pages.repository_json(v.house, *p)),
    _route("GET", _RUNS, lambda v, _: ci_pages.run_page(v.house, v.releases, v.request)),
    # A run asks this very site for tokens and uploads to it: it must not hold up its own requests.
    _route("POST", _RUNS, lambda v, _: ci_pages.start_run(v.house, v.releases, v.request), alone=False),
)
