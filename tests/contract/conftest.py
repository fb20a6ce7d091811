"""On which indexes the contract suite runs: the rehearsal, real devpi, real pypiserver, and a named one."""

from urllib.parse import urlsplit

import pytest

from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.rehearsal.site import Site
from servers.index_server import Can, IndexServer, never_revoked
from site_client import ask

INDEXES = ("rehearsal", "devpi", "pypiserver")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "index" in metafunc.fixturenames:
        other = ("other",) if metafunc.config.getoption("--pypi-url") else ()
        metafunc.parametrize("index", (*INDEXES, *other), indirect=True)


@pytest.fixture
def index(request: pytest.FixtureRequest) -> IndexServer:
    found: object = request.getfixturevalue(f"{request.param}_index")
    assert isinstance(found, IndexServer)
    return found


@pytest.fixture
def rehearsal_index(site: Site) -> IndexServer:
    def token() -> Secret:
        _, text = site.house.tokens.issue("contract")
        return Secret(text)

    def revoke(_token: Secret) -> None:
        for live in site.house.tokens.live():
            site.house.tokens.remove(live.id)

    return IndexServer("the rehearsal", site.registry(), token, revoke, frozenset(Can))


@pytest.fixture
def other_index(pytestconfig: pytest.Config) -> IndexServer:
    upload, token, index, prefix = (
        str(pytestconfig.getoption(f"--pypi-{name}") or "")
        for name in ("url", "token", "index-url", "project-prefix")
    )
    parts = urlsplit(upload)
    web = f"{parts.scheme}://{parts.netloc}"
    registry = Registry("other", parts.netloc, Ecosystem.PYTHON, upload, index or f"{web}/simple", web)
    return IndexServer(
        parts.netloc, registry, lambda: Secret(token), never_revoked, _seen(registry, token), prefix
    )


def _seen(registry: Registry, token: str) -> frozenset[Can]:
    """What another index shows of itself without an upload."""
    can = {Can.PROBE}
    if token.startswith(("pypi-", "devpi-")):
        can.add(Can.MACAROONS)
    if token.startswith("pypi-"):
        can |= {Can.AGAIN, Can.NAME_RULES, Can.METADATA_RULES, Can.QUOTA, Can.OWNERS}
    accept = {"Accept": "application/vnd.pypi.simple.v1+json"}
    if "json" in ask(f"{registry.index_url}/", headers=accept).headers.get("content-type", ""):
        can.add(Can.JSON_PAGES)
    if ask(f"{registry.web_url}/_/oidc/audience").status == 200:
        can.add(Can.PUBLISHERS)
    return frozenset(can)
