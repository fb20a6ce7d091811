"""Exchanging identities with real servers on 127.0.0.1: GitHub's endpoint, and the registry's answers."""

import json
from collections.abc import Iterator

import pytest

from ci_run import BEARER, GitHubEndpoint, github, identity_token
from primer.adapters.identity import GitHubRun
from primer.adapters.web.client import Http
from primer.adapters.web.exchange import Counter
from primer.core.problem import Problem
from primer.core.publisher import GitHubActions
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.registries.pypi.exchange import Denied, Minted, coverage
from primer.rehearsal.pypi.site import Site
from web_server import Asked, Reply, page, serving

ACME = GitHubActions("Acme", "mono", "publish.yaml", "pypi")
TOKEN = "ey" + "JhbGciOiJub25lIn0." + "madeUpPayload" * 4 + "." + "madeUpSignature" * 4
OTHER = "pypi" + "-" + "madeUp" * 4


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        project = running.house.new_project("acme-core")
        running.house.projects.add(project)
        running.house.register(project, ACME)
        yield running


@pytest.fixture
def endpoint(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubEndpoint]:
    """GitHub's endpoint, known to this process as a job knows it."""
    with github(site, ACME) as running:
        for name, value in running.environ().items():
            monkeypatch.setenv(name, value)
        yield running


def registry(url: str) -> Registry:
    return Registry("mine", "Mine", Ecosystem.PYTHON, f"{url}/legacy/", f"{url}/simple", url)


def asked_of_github(endpoint: GitHubEndpoint) -> Secret | Problem:
    return GitHubRun(endpoint.environ()).identity("pypi")


def reference(found: object) -> str:
    assert isinstance(found, Problem)
    return found.reference


def minted_by(*answers: Reply) -> tuple[object, list[Asked]]:
    """What comes of one exchange with a server that answers so."""
    left = list(answers)
    with serving(lambda _: left.pop(0)) as server, Http() as http:
        return Counter(http).mint(registry(server.url), Secret(TOKEN)), server.asked


def test_a_runs_identity_is_exchanged_for_its_projects(site: Site, endpoint: GitHubEndpoint) -> None:
    with Http(loopback_only=True) as http:
        counter = Counter(http)
        assert counter.audience(site.registry()) == "pypi"
        identity = asked_of_github(endpoint)
        assert isinstance(identity, Secret)
        found = counter.mint(site.registry(), identity)
        assert isinstance(found, Minted)
        assert coverage(found.token).number == 1
        again = counter.mint(site.registry(), identity)
    assert isinstance(again, Denied)
    assert again.code == "invalid-reuse-token"


def test_every_identity_is_asked_for_anew(endpoint: GitHubEndpoint) -> None:
    first, second = asked_of_github(endpoint), asked_of_github(endpoint)
    assert isinstance(first, Secret)
    assert isinstance(second, Secret)
    assert first.reveal() != second.reveal()
    assert endpoint.asked == ["/token?api-version=2.0&audience=pypi"] * 2


LEAKING = json.dumps({"value": TOKEN, "count": 1}).encode()
FAULTS = {
    "refused": (Reply(403, LEAKING), "it answered 403"),
    "down": (Reply(500, LEAKING), "it answered 500"),
    "no JSON": (Reply(200, TOKEN.encode()), "no usable answer"),
    "no token in it": (Reply(200, b'{"count": 1}'), "no usable answer"),
    "no identity token": (Reply(200, b'{"value": "made up"}'), "no usable answer"),
    "no text at all": (Reply(500, b"\xff\xfe"), "no usable answer"),
    "nothing": (Reply(hang_up=True), "no usable answer"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_endpoint_that_fails_is_said_without_its_words(endpoint: GitHubEndpoint, fault: str) -> None:
    endpoint.instead, words = FAULTS[fault]
    found = asked_of_github(endpoint)
    assert reference(found) == "identity-not-given"
    assert words in repr(found)
    assert TOKEN[:30] not in repr(found)
    assert BEARER not in repr(found)


def test_an_identity_for_another_audience_is_not_taken(endpoint: GitHubEndpoint) -> None:
    endpoint.changed = {"aud": "sigstore"}
    assert reference(asked_of_github(endpoint)) == "identity-not-given"


def test_an_identity_is_shown_once_even_to_a_server_that_asks_for_patience() -> None:
    found, asked = minted_by(Reply(503, headers={"Retry-After": "0"}), Reply(200))
    assert reference(found) == "exchange-not-answered"
    assert [(one.method, one.path) for one in asked] == [("POST", "/_/oidc/mint-token")]


def test_an_identity_does_not_follow_a_redirect() -> None:
    with serving(lambda _: Reply(200)) as other:
        found, _ = minted_by(Reply(307, headers={"Location": f"{other.url}/_/oidc/mint-token"}))
        assert other.asked == []
    assert reference(found) == "exchange-not-answered"


def test_no_other_machine_is_told_over_plain_http() -> None:
    with Http() as http:
        found = Counter(http).mint(registry("http://index.acme.example"), Secret(TOKEN))
    assert reference(found) == "exchange-not-answered"
    assert "plain http" in repr(found)


def test_a_server_that_repeats_the_token_is_not_repeated() -> None:
    pieces = f"input_value='{TOKEN[:25]}...{TOKEN[-25:]}' whole {TOKEN} other {OTHER}"
    body = json.dumps({"errors": [{"code": TOKEN, "description": pieces}]}).encode()
    found, _ = minted_by(Reply(422, body))
    assert isinstance(found, Denied)
    said = f"{found.code} {found.words}"
    assert not any(
        TOKEN[at : at + 10] in said for at in range(len(TOKEN) - 10) if "." not in TOKEN[at : at + 10]
    )
    assert OTHER not in said


@pytest.mark.parametrize("answer", [Reply(hang_up=True), Reply(200, b"x" * 300_000), Reply(200, b"\xff")])
def test_what_is_no_answer_is_none(answer: Reply) -> None:
    found, _ = minted_by(answer)
    assert reference(found) == "exchange-not-answered"


def test_an_index_without_the_interface_is_asked_for_no_exchange() -> None:
    with serving(lambda _: page("<p>nothing here</p>")) as server, Http() as http:
        assert reference(Counter(http).audience(registry(server.url))) == "no-trusted-publishing"


def test_a_registry_that_is_down_names_no_audience(site: Site) -> None:
    there = site.registry()
    with Http() as http:
        http.close()
        assert reference(Counter(http).audience(there)) == "exchange-not-answered"


def test_the_made_up_runs_are_signed_for_the_sites_audience(site: Site) -> None:
    site.house.audience = "testpypi"
    with Http() as http:
        counter = Counter(http)
        assert counter.audience(site.registry()) == "testpypi"
        assert isinstance(counter.mint(site.registry(), Secret(identity_token(site, ACME))), Minted)
