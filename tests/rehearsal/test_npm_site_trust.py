"""Trusted publishers at the rehearsal's npm site: shapes, limits, the 48 hours, and closing to tokens."""

from collections.abc import Mapping

import pytest

from npm_client import GITHUB, NAME, WEB, NpmClient, approve, at, error, logged_in, trust_path
from primer.rehearsal.browser import Browser, Intent
from primer.rehearsal.npm.site import NpmSite
from primer.rehearsal.page import read_page
from servers.rehearsal_fixture import Clock
from site_client import ask

ID = "11111111-2222-4333-8444-555555555555"
GITLAB = {"project_path": "acme/mono", "ci_config_ref_uri": {"file": "ci/publish.yml"}}
CIRCLECI: dict[str, object] = {
    "oidc.circleci.com/org-id": ID,
    "oidc.circleci.com/project-id": ID,
    "oidc.circleci.com/pipeline-definition-id": ID,
    "oidc.circleci.com/vcs-origin": "github.com/acme/mono",
}
CONTEXTS = {**CIRCLECI, "oidc.circleci.com/context-ids": [ID]}
ACCESS = "/-/package/@acme%2fcore/access"


@pytest.fixture
def client(npm_site: NpmSite) -> NpmClient:
    client = logged_in(npm_site)
    assert client.publish().status == 200
    return client


def listed(client: NpmClient) -> list[object]:
    found = client.send("GET", trust_path()).data
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("kind", "claims"),
    [("github", GITHUB), ("gitlab", GITLAB), ("circleci", CIRCLECI), ("circleci", CONTEXTS)],
)
def test_a_publisher_is_listed_as_it_was_registered(
    client: NpmClient, kind: str, claims: Mapping[str, object]
) -> None:
    assert listed(client) == []
    made = client.trust(claims, kind)
    assert made.status == 201
    assert listed(client) == made.data
    (only,) = listed(client)
    assert {key: at(only, key) for key in ("type", "claims", "permissions")} == {
        "type": kind,
        "claims": claims,
        "permissions": ["createPackage"],
    }


def test_nothing_of_a_publisher_is_looked_up(client: NpmClient) -> None:
    assert client.trust({**GITHUB, "repository": "nobody/nothing"}).status == 201


@pytest.mark.parametrize(
    ("kind", "claims", "permissions"),
    [
        ("google", GITHUB, ["createPackage"]),
        ("github", "acme/mono", ["createPackage"]),
        ("github", {**GITHUB, "environment": ""}, ["createPackage"]),
        ("github", {**GITHUB, "workflow_ref": {"file": ".github/workflows/publish.yml"}}, ["createPackage"]),
        ("github", {**GITHUB, "workflow_ref": {"file": "publish"}}, ["createPackage"]),
        ("github", {**GITHUB, "workflow_ref": "publish.yml"}, ["createPackage"]),
        ("github", {**GITHUB, "branch": "main"}, ["createPackage"]),
        ("gitlab", GITHUB, ["createPackage"]),
        ("circleci", {**CIRCLECI, "oidc.circleci.com/context-ids": ID}, ["createPackage"]),
        ("circleci", {"oidc.circleci.com/org-id": ID}, ["createPackage"]),
        ("github", GITHUB, []),
        ("github", GITHUB, ["publish"]),
        ("github", GITHUB, "createPackage"),
    ],
)
def test_a_shape_that_is_not_documented_is_refused(
    client: NpmClient, kind: str, claims: object, permissions: object
) -> None:
    assert client.trust(claims, kind, permissions).status == 400
    assert listed(client) == []


@pytest.mark.parametrize("body", [{}, [], [{"type": "github"}], [1, 2]])
def test_the_body_is_a_list_of_one(client: NpmClient, body: object) -> None:
    assert client.send("POST", trust_path(), body).status == 400


def test_an_equal_publisher_and_one_too_many_are_conflicts(client: NpmClient) -> None:
    assert client.trust(GITHUB).status == 201
    again = client.trust(GITHUB)
    assert (again.status, "already exists" in error(again)) == (409, True)
    for number in range(9):
        assert client.trust({**GITHUB, "environment": f"npm-{number}"}).status == 201
    more = client.trust({**GITHUB, "environment": "another"})
    assert (more.status, "at most 10" in error(more)) == (409, True)


def test_where_a_package_may_have_one_publisher_only_a_second_is_a_conflict(client: NpmClient) -> None:
    client.site.house.switches.most_publishers = 1
    assert client.trust(GITHUB).status == 201
    assert client.trust(GITLAB, "gitlab").status == 409


def test_a_publisher_is_removed_by_its_id(client: NpmClient) -> None:
    client.trust(GITHUB)
    (only,) = listed(client)
    path = f"{trust_path()}/{at(only, 'id')}"
    assert client.send("DELETE", path).status == 204
    assert client.send("DELETE", path).status == 404
    assert listed(client) == []


def test_an_expired_publisher_stays_in_the_list_and_in_the_way(client: NpmClient, clock: Clock) -> None:
    client.trust(GITHUB)
    clock.forward(hours=48)
    fresh = logged_in(client.site)
    assert len(listed(fresh)) == 1
    assert fresh.trust(GITHUB).status == 409


@pytest.mark.parametrize(
    ("method", "path"), [("GET", trust_path()), ("POST", trust_path()), ("DELETE", f"{trust_path()}/x")]
)
def test_managing_needs_a_session_and_a_fresh_second_factor(
    client: NpmClient, method: str, path: str
) -> None:
    site = client.site
    assert NpmClient(site).send(method, path, []).status == 401
    granular = NpmClient(site, site.house.tokens.granular("ci", bypasses=True))
    assert granular.send(method, path, []).status == 403
    fresh = NpmClient(site, site.house.tokens.session())
    refused = fresh.send(method, path, [], **WEB)
    assert (refused.status, refused.headers["www-authenticate"]) == (401, "OTP")
    approve(refused, skip=True)
    assert fresh.send("GET", trust_path()).status == 200


def test_publishers_of_what_is_not_there_or_not_ones_own_are_not_managed(client: NpmClient) -> None:
    assert client.send("GET", trust_path("@acme/nothing")).status == 404
    package = client.site.house.packages.find(NAME)
    assert package is not None
    package.owners = ("somebody",)
    assert client.send("GET", trust_path()).status == 403


def test_a_package_that_is_closed_to_tokens_still_takes_people(client: NpmClient) -> None:
    wanted = {"publish_requires_tfa": True, "automation_token_overrides_tfa": False}
    assert client.send("POST", ACCESS, wanted).status == 200
    token = client.site.house.tokens.granular("ci", bypasses=True)
    refused = NpmClient(client.site, token).publish(version="0.2.0")
    assert (refused.status, "Two-factor authentication is required" in error(refused)) == (403, True)
    assert client.publish(version="0.2.0").status == 200
    assert client.send("POST", ACCESS, {**wanted, "automation_token_overrides_tfa": True}).status == 200
    assert NpmClient(client.site, token).publish(version="0.3.0").status == 200


@pytest.mark.parametrize("wanted", [{}, {"publish_requires_tfa": "yes"}])
def test_an_access_that_says_nothing_is_refused(client: NpmClient, wanted: object) -> None:
    assert client.send("POST", ACCESS, wanted).status == 400


@pytest.mark.parametrize(
    ("kind", "typed", "claims"),
    [
        (
            "github",
            {"owner": "acme", "repository": "mono", "workflow_filename": "publish.yml", "environment": "npm"},
            GITHUB,
        ),
        ("gitlab", {"namespace": "acme", "project": "mono", "workflow_filepath": "ci/publish.yml"}, GITLAB),
        (
            "circleci",
            {
                "organization_id": ID,
                "project_id": ID,
                "pipeline_definition_id": ID,
                "vcs_origin": "github.com/acme/mono",
                "context_ids": ID,
            },
            CONTEXTS,
        ),
    ],
)
def test_a_person_registers_on_the_page_what_the_interface_then_lists(
    client: NpmClient, kind: str, typed: Mapping[str, str], claims: Mapping[str, object]
) -> None:
    page = f"{client.site.url}/package/@acme/core/access"
    browser = Browser(client.site.url)
    browser.intent = Intent(typed, kind)
    assert browser.open(page)
    assert browser.succeeded
    (only,) = listed(client)
    assert at(only, "claims") == claims
    assert at(only, "permissions") == ["createPackage"]
    browser.open(page)
    assert not browser.succeeded


def test_the_page_closes_a_package_and_removes_a_publisher(client: NpmClient) -> None:
    client.trust(GITHUB)
    page = f"{client.site.url}/package/@acme/core/access"
    browser = Browser(client.site.url)
    shown = read_page(200, ask(page).text)
    (removal,) = [form for form in shown.forms if form.button == "Remove"]
    browser.open(f"{page}#{removal.anchor}")
    assert listed(client) == []
    browser.intent = Intent(words="disallow tokens in the package's settings")
    browser.open(page)
    token = client.site.house.tokens.granular("ci", bypasses=True)
    assert NpmClient(client.site, token).publish(version="0.2.0").status == 403
