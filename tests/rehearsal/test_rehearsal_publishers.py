"""Trusted publishing in the rehearsal: forms, pending publishers, identity exchange, runs, provenance."""

import pytest

from distributions import sdist, wheel
from primer.core.publisher import ActiveState, GitHubActions, GitLabCI, Google, OnPyPI
from primer.rehearsal.forge.ci import Releases
from primer.rehearsal.forge.identities import presented, sign
from primer.rehearsal.pypi.site import Site
from servers.rehearsal_fixture import Clock
from site_client import Got, ask, send_form, send_json, upload

GITHUB = GitHubActions("Acme", "mono", "publish.yaml", "pypi")
GITLAB = GitLabCI("acme/group", "mono", ".gitlab-ci.yml", "Prod")
GOOGLE = Google("robot@acme.iam.gserviceaccount.com")
ACTIVESTATE = ActiveState("acme", "mono", "kim")

FORM = {
    "provider": "github",
    "owner": "Acme",
    "repository": "mono",
    "workflow_filename": "publish.yaml",
    "environment": "PyPI",
}


@pytest.fixture
def primed(site: Site) -> Site:
    """A site with two placeholders."""
    token = site.house.tokens.issue("test")[1]
    for name in ("a-b", "c-d"):
        upload(site.registry().upload_url, token, name, wheel(name))
    return site


def publishing(site: Site, name: str) -> str:
    return f"{site.url}/manage/project/{name}/settings/publishing/"


def identity_token(site: Site, identity: OnPyPI, **changed: object) -> str:
    owner = site.house.accounts.number(identity.owner) if isinstance(identity, GitHubActions) else ""
    return sign({**presented(identity, owner, site.house.clock()), **changed}, site.house.identity_key)


def exchange(site: Site, token: object) -> Got:
    return send_json(f"{site.url}/_/oidc/mint-token", {"token": token})


def code(answer: Got) -> str:
    match answer.data:
        case {"message": "Token request failed", "errors": [{"code": str(found)}]}:
            return found
        case other:
            raise AssertionError(other)


def minted(answer: Got) -> str:
    match answer.data:
        case {"success": True, "token": str(token), "expires": int()}:
            return token
        case other:
            raise AssertionError(other)


def test_the_form_is_filled_from_the_address(primed: Site) -> None:
    query = "provider=gitlab&namespace=acme%2Fgroup&project=mono&workflow_filepath=ci.yml"
    page = ask(f"{publishing(primed, 'a-b')}?{query}").text
    assert 'name="namespace" value="acme/group"' in page
    assert 'name="workflow_filepath" value="ci.yml"' in page


def test_a_registered_publisher_is_stored_as_pypi_stores_it(primed: Site) -> None:
    assert send_form(publishing(primed, "a-b"), FORM).status == 200
    project = primed.house.projects.find("a-b")
    assert project is not None
    assert [registered.identity for registered in project.publishers] == [GITHUB]


def test_github_is_asked_for_the_owners_casing() -> None:
    with Site(casing=("Acme-Labs/Mono",)) as site:
        token = site.house.tokens.issue("test")[1]
        upload(site.registry().upload_url, token, "a-b", wheel("a-b"))
        send_form(publishing(site, "a-b"), {**FORM, "owner": "acme-labs"})
        project = site.house.projects.find("a-b")
        assert project is not None
        assert project.publishers[0].identity == GitHubActions("Acme-Labs", "mono", "publish.yaml", "pypi")


WRONG = {
    "owner": ("a b", "Invalid GitHub user or organization name."),
    "repository": ("a/b", "Invalid repository name"),
    "workflow_filename": ("ci/publish.yml", "filename only"),
    "environment": ("a;b", "Environment name must not contain"),
}


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_value_is_named(primed: Site, field: str) -> None:
    value, words = WRONG[field]
    answer = send_form(publishing(primed, "a-b"), {**FORM, field: value})
    assert (answer.status, words in answer.reason) == (400, True)


def test_one_publisher_serves_any_number_of_existing_projects(primed: Site) -> None:
    for name in ("a-b", "c-d"):
        assert send_form(publishing(primed, name), FORM).status == 200
    token = minted(exchange(primed, identity_token(primed, GITHUB)))
    files = [
        upload(primed.registry().upload_url, token, n, sdist(n), version="0.0.1") for n in ("a-b", "c-d")
    ]
    assert [answer.status for answer in files] == [200, 200]


def test_the_same_publisher_twice_is_refused(primed: Site) -> None:
    assert [send_form(publishing(primed, "a-b"), FORM).status for _ in range(2)] == [200, 400]


def test_a_strangers_project_cannot_be_managed(site: Site) -> None:
    assert ask(publishing(site, "nobody")).status == 404


@pytest.mark.parametrize("identity", [GITHUB, GITLAB, GOOGLE, ACTIVESTATE])
def test_a_registered_identity_gets_a_token_for_its_project_only(primed: Site, identity: OnPyPI) -> None:
    project = primed.house.projects.find("a-b")
    assert project is not None
    primed.house.register(project, identity)
    token = minted(exchange(primed, identity_token(primed, identity)))
    assert upload(primed.registry().upload_url, token, "a-b", sdist("a-b")).status == 200
    assert upload(primed.registry().upload_url, token, "c-d", sdist("c-d")).status == 403
    assert upload(primed.registry().upload_url, token, "e-f", sdist("e-f")).status == 400


MISFITS = {
    "another casing of the repository": {"repository": "Acme/Mono"},
    "another account of that name": {"repository_owner_id": "1"},
    "another workflow": {"job_workflow_ref": "Acme/mono/.github/workflows/publish.yml@refs/heads/main"},
    "another environment": {"environment": "test"},
    "no environment": {"environment": ""},
    "an event that strangers can cause": {"event_name": "pull_request_target"},
}


@pytest.mark.parametrize("case", MISFITS)
def test_a_run_that_differs_finds_no_publisher(primed: Site, case: str) -> None:
    send_form(publishing(primed, "a-b"), FORM)
    answer = exchange(primed, identity_token(primed, GITHUB, **MISFITS[case]))
    assert (answer.status, code(answer)) == (422, "invalid-publisher")


def test_a_publisher_without_environment_takes_any(primed: Site) -> None:
    send_form(publishing(primed, "a-b"), {**FORM, "environment": ""})
    assert exchange(primed, identity_token(primed, GITHUB, environment="anything")).status == 200


def test_an_identity_token_serves_once(primed: Site) -> None:
    send_form(publishing(primed, "a-b"), FORM)
    token = identity_token(primed, GITHUB)
    assert exchange(primed, token).status == 200
    assert code(exchange(primed, token)) == "invalid-reuse-token"


def test_bad_identity_tokens_are_told_apart(primed: Site) -> None:
    assert code(exchange(primed, 5)) == "invalid-payload"
    assert code(exchange(primed, "a.b.c")) == "invalid-payload"
    assert code(exchange(primed, "ä")) == "invalid-payload"
    assert code(exchange(primed, identity_token(primed, GITHUB, aud="testpypi"))) == "invalid-token"
    assert code(exchange(primed, identity_token(primed, GITHUB, exp=1))) == "invalid-token"


def test_the_audience_is_named_unless_publishing_is_switched_off(site: Site) -> None:
    assert ask(f"{site.url}/_/oidc/audience").data == {"audience": "pypi"}
    site.house.switches.exchange_enabled = False
    answer = ask(f"{site.url}/_/oidc/audience")
    assert (answer.status, answer.data) == (403, {"message": "Trusted publishing functionality not enabled"})
    assert code(exchange(site, identity_token(site, GITHUB))) == "not-enabled"


def test_a_minted_token_lasts_fifteen_minutes(primed: Site, clock: Clock) -> None:
    send_form(publishing(primed, "a-b"), FORM)
    token = minted(exchange(primed, identity_token(primed, GITHUB)))
    clock.forward(minutes=16)
    assert upload(primed.registry().upload_url, token, "a-b", sdist("a-b")).status == 403


def pending(site: Site, name: str, **changed: str) -> Got:
    return send_form(f"{site.url}/manage/account/publishing/", {**FORM, **changed, "project_name": name})


def test_a_pending_publisher_makes_its_project_at_the_first_exchange(site: Site) -> None:
    assert pending(site, "a-b").status == 200
    assert ask(f"{site.url}/simple/a-b/").status == 404
    token = minted(exchange(site, identity_token(site, GITHUB)))
    assert ask(f"{site.url}/simple/a-b/").status == 200
    assert upload(site.registry().upload_url, token, "a-b", wheel("a-b")).status == 200
    assert site.house.quota.remaining() == 4


def test_a_second_pending_publisher_of_the_same_values_is_refused(site: Site) -> None:
    assert [pending(site, "a-b").status, pending(site, "c-d").status] == [200, 400]


def test_there_are_three_slots_and_they_free_themselves_after_thirty_days(site: Site, clock: Clock) -> None:
    statuses = [pending(site, f"new-{n}", environment=f"e{n}").status for n in range(4)]
    assert statuses == [200, 200, 200, 429]
    clock.forward(days=31)
    assert pending(site, "new-4").status == 200


def test_a_pending_publisher_is_refused_for_a_project_that_exists(primed: Site) -> None:
    assert pending(primed, "a-b").status == 400


def test_a_stale_pending_publisher_makes_the_first_run_fail_once(site: Site) -> None:
    pending(site, "a-b")
    upload(site.registry().upload_url, site.house.tokens.issue("test")[1], "a-b", wheel("a-b"))
    send_form(publishing(site, "a-b"), FORM)
    assert code(exchange(site, identity_token(site, GITHUB))) == "invalid-pending-publisher"
    assert exchange(site, identity_token(site, GITHUB)).status == 200


RUNS = {
    GITHUB: "/acme/Mono/actions/workflows/publish.yaml",
    GITLAB: "/acme/group/mono/-/pipelines",
    GOOGLE: "/-/release/",
    ACTIVESTATE: "/-/release/",
}
PROVEN = {
    GITHUB: {"kind": "GitHub", "repository": "Acme/mono", "workflow": "publish.yaml", "environment": "pypi"},
    GITLAB: {
        "kind": "GitLab",
        "repository": "acme/group/mono",
        "workflow_filepath": ".gitlab-ci.yml",
        "environment": "Prod",
    },
    GOOGLE: {"kind": "Google", "email": "robot@acme.iam.gserviceaccount.com"},
}


def built(name: str, version: str) -> list[tuple[str, bytes]]:
    return [(file.filename, file.content) for file in (sdist(name, version), wheel(name, version))]


def released(site: Site, identity: OnPyPI) -> Got:
    site.releases = Releases({"a-b": "0.2.0"}, {"a-b": identity}, built)
    return send_form(site.url + RUNS[identity], {})


def provenance(site: Site) -> Got:
    return ask(f"{site.url}/integrity/a-b/0.2.0/a_b-0.2.0-py3-none-any.whl/provenance")


@pytest.mark.parametrize("identity", RUNS)
def test_a_run_publishes_the_release_without_a_token_of_the_person(primed: Site, identity: OnPyPI) -> None:
    project = primed.house.projects.find("a-b")
    assert project is not None
    primed.house.register(project, identity)
    page = released(primed, identity)
    assert "The run succeeded" in page.text, page.text
    assert project.newest() == "0.2.0"
    assert "pypi-" not in page.text


@pytest.mark.parametrize("identity", PROVEN)
def test_what_a_run_published_proves_its_publisher(primed: Site, identity: OnPyPI) -> None:
    project = primed.house.projects.find("a-b")
    assert project is not None
    primed.house.register(project, identity)
    released(primed, identity)
    match provenance(primed).data:
        case {"version": 1, "attestation_bundles": [{"publisher": publisher, "attestations": [_]}]}:
            assert publisher == {**PROVEN[identity], "claims": None}
        case other:
            raise AssertionError(other)


def test_releases_through_activestate_prove_nothing(primed: Site) -> None:
    project = primed.house.projects.find("a-b")
    assert project is not None
    primed.house.register(project, ACTIVESTATE)
    released(primed, ACTIVESTATE)
    assert provenance(primed).status == 404


def test_a_run_of_a_package_that_is_not_registered_says_why_it_failed(primed: Site) -> None:
    page = released(primed, GITHUB).text
    assert "The run failed" in page
    assert "a-b: failed: invalid-publisher: valid token, but no corresponding publisher" in page


def test_a_run_says_that_it_failed_where_one_of_its_packages_was_never_registered(site: Site) -> None:
    one = site.house.new_project("c-d")
    site.house.projects.add(site.house.new_project("a-b"))
    site.house.projects.add(one)
    site.house.register(one, GITHUB)
    both = dict.fromkeys(("a-b", "c-d"), GITHUB)
    site.releases = Releases(dict.fromkeys(both, "0.2.0"), both, built)
    page = send_form(site.url + RUNS[GITHUB], {}).text
    assert "The run failed in part" in page, page
    assert "a-b: a_b-0.2.0.tar.gz failed: 403" in page
    assert "c-d: c_d-0.2.0.tar.gz published" in page


TWO = {
    "a-b": GITHUB,
    "c-d": GitHubActions("Acme", "mono", "other.yaml", "pypi"),
}


def tagged(site: Site, barred: dict[str, str]) -> Got:
    """The tag, pushed from the page of the first workflow; both packages are registered."""
    for name, identity in TWO.items():
        project = site.house.projects.find(name) or site.house.new_project(name)
        site.house.projects.add(project)
        site.house.register(project, identity)
    site.releases = Releases(dict.fromkeys(TWO, "0.2.0"), TWO, built, barred)
    return send_form(site.url + RUNS[GITHUB], {})


def published(site: Site, name: str) -> bool:
    project = site.house.projects.find(name)
    return project is not None and "0.2.0" in project.releases


def test_a_tag_starts_every_workflow_whichever_page_it_is_pushed_from(site: Site) -> None:
    page = tagged(site, {})
    assert "The run succeeded" in page.text
    assert [published(site, name) for name in TWO] == [True, True]
    shown = ask(site.url + RUNS[GITHUB]).text
    assert "A tag starts every workflow that listens to it." in shown
    assert "c-d 0.2.0" in shown


def test_a_run_that_has_no_identity_fails_with_its_words_and_the_others_go_on(site: Site) -> None:
    page = tagged(site, {"a-b": "there is no token"})
    assert "a-b: failed: there is no token" in page.text
    assert [published(site, name) for name in TWO] == [False, True]


def test_there_is_no_run_where_no_job_publishes(primed: Site) -> None:
    assert ask(f"{primed.url}/acme/mono/actions/workflows/test.yaml").status == 404
