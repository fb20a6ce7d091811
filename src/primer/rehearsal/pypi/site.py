"""The registry inside this machine: a real server on 127.0.0.1 that behaves as PyPI does.

Needs the extra `publish-primer[rehearse]`; `primer.rehearsal.extra` says so when it is not installed.
"""

from collections.abc import Callable
from datetime import datetime

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from primer.core.registry import Ecosystem, Quota, Registry
from primer.rehearsal.forge.ci import Releases
from primer.rehearsal.pypi import routes
from primer.rehearsal.pypi.refusal import Refusal, refusal_page
from primer.rehearsal.pypi.warehouse import Accounts, Warehouse
from primer.rehearsal.server import Server, utc_now

PYPI_QUOTA = Quota(4)


class Site(Server):
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
        super().__init__(clock)
        self.releases = Releases()
        host = self.address
        self.house = Warehouse(f"http://{host}", host, user, clock, quota, title, accounts=Accounts(casing))

    @property
    def url(self) -> str:
        """The web base of everything: the registry, its pages, the forge and its interface."""
        return self.house.url

    def registry(self, name: str = "pypi") -> Registry:
        """The site as a registry, under the name that it is chosen by."""
        upload, index = f"{self.url}/legacy/", f"{self.url}/simple"
        quota = self.house.quota.limit
        return Registry(name, self.house.title, Ecosystem.PYTHON, upload, index, self.url, quota)

    def found(self, request: Request) -> Response:
        """Answers by the site's table of contents, one request at a time."""
        route, parts = routes.find(request)
        visit = routes.Visit(self.house, self.releases, request)
        if not route.alone:
            return route.answer(visit, parts)
        with self.house.lock:
            return route.answer(visit, parts)

    def refused(self, refusal: Refusal) -> Response:
        """As PyPI's upload interface does."""
        return refusal_page(refusal)

    def noted(self, request: Request) -> tuple[str, str]:
        """The path as it is, and the file of an upload where it can be read."""
        try:
            content = request.files.get("content")
        except HTTPException:
            return request.path, ""
        return request.path, (content.filename or "") if content else ""
