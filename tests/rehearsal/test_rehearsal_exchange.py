"""The exchange refuses as PyPI's does: by code, and in its words."""

import pytest

from ci_run import identity_token
from distributions import wheel
from primer.core.publisher import GitHubActions, GitLabCI
from primer.rehearsal.pypi.site import Site
from site_client import ask, send_form, send_json, upload

GITHUB = GitHubActions("Acme", "mono", "publish.yaml", "pypi")
GITLAB = GitLabCI("acme/group", "mono", ".gitlab-ci.yml", "Prod")
HERE = "Acme/mono/.github/workflows/publish.yaml"
CALLED = "Acme/ci/.github/workflows/publish.yaml@refs/tags/v3"
MOVED = "The job_workflow_ref claim does not match, expecting one of"


@pytest.fixture
def primed(site: Site) -> Site:
    """A project with a publisher of each kind."""
    upload(site.registry().upload_url, site.house.tokens.issue("test")[1], "a-b", wheel("a-b"))
    project = site.house.projects.find("a-b")
    assert project is not None
    site.house.register(project, GITHUB)
    site.house.register(project, GITLAB)
    return site


def refusal(site: Site, token: str) -> tuple[str, str]:
    """The code and the words."""
    answer = send_json(f"{site.url}/_/oidc/mint-token", {"token": token})
    assert answer.status == 422, answer.text
    match answer.data:
        case {"errors": [{"code": str(code), "description": str(words)}]}:
            return code, words
        case other:
            raise AssertionError(other)


def taken(site: Site, token: str) -> bool:
    return send_json(f"{site.url}/_/oidc/mint-token", {"token": token}).status == 200


MISFITS: dict[str, tuple[dict[str, object], str]] = {
    "another environment": ({"environment": "test"}, "Publisher with matching claims was not found"),
    "no environment": ({"environment": None}, "Publisher with matching claims was not found"),
    "another account of the name": (
        {"repository_owner_id": "1"},
        "Publisher with matching claims was not found",
    ),
    "an event that strangers cause": (
        {"event_name": "pull_request_target"},
        "Publishing from a workflow invoked via 'pull_request_target' is not supported.",
    ),
    "called from another repository": (
        {"job_workflow_ref": CALLED},
        f"{MOVED} ['{HERE}@{'0' * 40}', '{HERE}@refs/tags/release'], got '{CALLED}'",
    ),
    "called at another commit": (
        {"job_workflow_ref": f"{HERE}@refs/heads/old", "sha": None},
        f"{MOVED} ['{HERE}@refs/tags/release'], got '{HERE}@refs/heads/old'",
    ),
}


@pytest.mark.parametrize("case", MISFITS)
def test_a_run_that_does_not_fit_is_told_why(primed: Site, case: str) -> None:
    changed, why = MISFITS[case]
    wanted = ("invalid-publisher", f"valid token, but no corresponding publisher ({why})")
    assert refusal(primed, identity_token(primed, GITHUB, **changed)) == wanted


def test_a_run_at_a_commit_fits_as_well_as_one_at_a_ref(primed: Site) -> None:
    assert taken(primed, identity_token(primed, GITHUB, job_workflow_ref=f"{HERE}@{'0' * 40}"))


def test_a_called_workflow_of_the_same_repository_is_known_by_its_own_file(primed: Site) -> None:
    caller = "Acme/mono/.github/workflows/release.yml@refs/tags/release"
    assert taken(primed, identity_token(primed, GITHUB, workflow_ref=caller))


def test_gitlabs_runs_are_told_no_more_than_that_nothing_was_found(primed: Site) -> None:
    code, words = refusal(primed, identity_token(primed, GITLAB, environment="prod"))
    assert (code, "was not found" in words) == ("invalid-publisher", True)
    assert taken(primed, identity_token(primed, GITLAB))


def test_an_issuer_that_is_not_known_is_told_so(primed: Site) -> None:
    token = identity_token(primed, GITLAB, iss="https://git.acme.example")
    assert refusal(primed, token) == ("invalid-payload", "unknown trusted publishing issuer")


def test_a_token_that_nobody_signed_is_not_valid(primed: Site) -> None:
    head, payload, _ = identity_token(primed, GITHUB).split(".")
    assert refusal(primed, f"{head}.{payload}.nobody") == ("invalid-token", "malformed or invalid token")


def test_reuse_is_seen_once_a_publisher_is_found(primed: Site) -> None:
    token = identity_token(primed, GITHUB)
    assert taken(primed, token)
    assert refusal(primed, token) == ("invalid-reuse-token", "invalid token: already used")
    stranger = identity_token(primed, GITHUB, environment="test")
    assert refusal(primed, stranger)[0] == refusal(primed, stranger)[0] == "invalid-publisher"


def test_switching_off_is_said_with_the_provider(primed: Site) -> None:
    primed.house.switches.exchange_enabled = False
    words = "gitlab trusted publishing functionality not enabled"
    assert refusal(primed, identity_token(primed, GITLAB)) == ("not-enabled", words)


def test_a_pending_publisher_of_a_name_that_is_not_to_be_had_stays_refused(site: Site) -> None:
    form = {
        "provider": "github",
        "owner": "Acme",
        "repository": "mono",
        "workflow_filename": "publish.yaml",
        "environment": "pypi",
        "project_name": "a-b",
    }
    assert send_form(f"{site.url}/manage/account/publishing/", form).status == 200
    site.house.switches.prohibited = ("a-b",)
    code, words = refusal(site, identity_token(site, GITHUB))
    assert (code, "a-b" in words) == ("invalid-payload", True)
    assert ask(f"{site.url}/simple/a-b/").status == 404
