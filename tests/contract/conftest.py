"""On which registries the contract suites run: the rehearsal's, devpi, pypiserver, Verdaccio, a named one."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.rehearsal.npm.site import NpmSite
from primer.rehearsal.pypi.site import Site
from servers.index_server import Can, IndexServer, never_revoked
from servers.npm_server import NpmCan, NpmServer
from site_client import ask

INDEXES = ("rehearsal", "devpi", "pypiserver")
NPM_SERVERS = ("rehearsed", "verdaccio")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "index" in metafunc.fixturenames:
        other = ("other",) if metafunc.config.getoption("--pypi-url") else ()
        metafunc.parametrize("index", (*INDEXES, *other), indirect=True)
    if "npm_server" in metafunc.fixturenames:
        metafunc.parametrize("npm_server", NPM_SERVERS, indirect=True)


@pytest.fixture
def index(request: pytest.FixtureRequest) -> IndexServer:
    found: object = request.getfixturevalue(f"{request.param}_index")
    assert isinstance(found, IndexServer)
    return found


@pytest.fixture
def npm_server(request: pytest.FixtureRequest) -> NpmServer:
    found: object = request.getfixturevalue(f"{request.param}_registry")
    assert isinstance(found, NpmServer)
    return found


@pytest.fixture
def rehearsed_registry() -> Iterator[NpmServer]:
    with NpmSite() as site:
        tokens, house = site.house.tokens, site.house

        def revoke(token: Secret) -> None:
            found = tokens.find(token.reveal())
            assert found is not None
            tokens.remove(found.key)

        def approve(page: str) -> None:
            name, is_log_in = page.rpartition("/")[2], "/login/" in page
            begun = house.handovers.on_page(name, log_in=is_log_in)
            assert begun is not None
            if is_log_in:
                begun.result = tokens.session()
            else:
                house.factor.approve(begun)

        yield NpmServer(
            "the rehearsal",
            site.registry(),
            lambda: Secret(tokens.granular("contract", bypasses=True)),
            revoke,
            frozenset(NpmCan),
            approve,
            lambda: Secret(tokens.session()),
        )


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
