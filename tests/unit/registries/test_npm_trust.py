"""Publishers as npm's interface writes them, and listed ones beside the form."""

import json
from datetime import UTC, datetime

import pytest

from primer.core.call import Call, Json
from primer.core.problem import TheirAnswer
from primer.core.publisher import CircleCI, Form, GitHubActions, GitLabCI, Identity, Publisher
from primer.core.trusted import Trusted
from primer.ports.hands import Answer
from primer.registries.addresses import NPM
from primer.registries.manager import match
from primer.registries.npm.registry import NpmInterface

INTERFACE = NpmInterface()
MANAGER = INTERFACE.manager
ONE, TWO, THREE, FOUR = (f"{digit * 8}-1111-4222-8333-444455556666" for digit in "1234")
GITHUB = GitHubActions("acme", "mono", "release.yml", "npm")
GITLAB = GitLabCI("grp/sub", "proj", ".gitlab-ci.yml")
CIRCLE = CircleCI(ONE, TWO, THREE, "github.com/acme/mono", (FOUR,))
HEADERS = {"npm-auth-type": "web", "npm-command": "trust"}
PUBLISHING: Json = ["createPackage"]
IN_A_PATH = '[{"id": "..", "type": "github"}]'
CLAIMS: dict[str, Json] = {
    "repository": "acme/mono",
    "workflow_ref": {"file": "release.yml"},
    "environment": "npm",
}


def listed(*entries: Json) -> tuple[Trusted, ...]:
    found = MANAGER.publishers_listed(NPM, "@acme/core", Answer(200, json.dumps(entries)))
    assert isinstance(found, tuple)
    return found


def form(identity: Identity) -> Form:
    filled = INTERFACE.form(NPM, "@acme/core", Publisher(identity))
    assert isinstance(filled, Form)
    return filled


def github(permissions: Json = PUBLISHING, **claims: Json) -> Json:
    return {"id": "one", "type": "github", "claims": {**CLAIMS, **claims}, "permissions": permissions}


def body(identity: Identity) -> Json:
    call = MANAGER.register("@acme/core", Publisher(identity))
    assert call == Call("POST", "/-/package/@acme%2fcore/trust", call.body, HEADERS)
    return call.body


def test_a_publisher_is_added_as_a_list_of_one() -> None:
    assert body(GITHUB) == [{"type": "github", "claims": CLAIMS, "permissions": ["createPackage"]}]


def test_an_environment_that_is_empty_is_left_out() -> None:
    assert body(GITLAB) == [
        {
            "type": "gitlab",
            "claims": {"project_path": "grp/sub/proj", "ci_config_ref_uri": {"file": ".gitlab-ci.yml"}},
            "permissions": ["createPackage"],
        }
    ]


def test_circlecis_claims_have_its_own_names() -> None:
    assert body(CIRCLE) == [
        {
            "type": "circleci",
            "claims": {
                "oidc.circleci.com/org-id": ONE,
                "oidc.circleci.com/project-id": TWO,
                "oidc.circleci.com/pipeline-definition-id": THREE,
                "oidc.circleci.com/vcs-origin": "github.com/acme/mono",
                "oidc.circleci.com/context-ids": [FOUR],
            },
            "permissions": ["createPackage"],
        }
    ]


def test_publishers_are_asked_for_and_removed_by_their_id() -> None:
    assert MANAGER.publishers("acme") == Call("GET", "/-/package/acme/trust", None, HEADERS)
    dropped = MANAGER.drop("@acme/core", Trusted("a/b", {}))
    assert dropped == Call("DELETE", "/-/package/@acme%2fcore/trust/a%2Fb", None, HEADERS)


def test_a_listed_publisher_has_the_forms_values() -> None:
    values = {"owner": "acme", "repository": "mono", "workflow_filename": "release.yml", "environment": "npm"}
    assert listed(github()) == (Trusted("one", {**values, "allowed_actions": "npm publish"}),)


@pytest.mark.parametrize("identity", [GITHUB, GITLAB, CIRCLE])
def test_what_was_added_is_listed_as_equal(identity: Identity) -> None:
    sent = body(identity)
    assert isinstance(sent, list)
    (entry,) = sent
    assert isinstance(entry, dict)
    (found,) = listed({"id": "one", **entry})
    assert match(form(identity), [found], MANAGER) == found


@pytest.mark.parametrize(
    "entry",
    [
        github(repository="Acme/mono"),
        github(workflow_ref={"file": "Release.yml"}),
        github(environment=None),
        github(permissions=["createStagedPackage"]),
        github(permissions=None),
        github(ref="refs/heads/main"),
        {"id": "one", "type": "gitlab", "claims": {}, "permissions": PUBLISHING},
        {"id": "one", "type": "buildkite", "claims": CLAIMS, "permissions": PUBLISHING},
    ],
    ids=["owner", "file", "environment", "action", "no action", "narrower", "provider", "unknown provider"],
)
def test_another_value_is_another_publisher(entry: Json) -> None:
    assert match(form(GITHUB), listed(entry), MANAGER) is None


@pytest.mark.parametrize("environment", [["prod"], {"name": "prod"}, 7, False, "\u202e", "n" * 301])
def test_a_value_that_is_no_plain_text_is_never_the_forms(environment: Json) -> None:
    bare = form(GitHubActions("acme", "mono", "release.yml"))
    assert match(bare, listed(github(environment=environment)), MANAGER) is None


@pytest.mark.parametrize(
    "reference", [{"file": "release.yml", "ref": "refs/heads/main"}, {"file": ["release.yml"]}, ["x"], 0]
)
def test_a_workflow_that_is_more_or_other_than_a_file_is_another_publisher(reference: Json) -> None:
    assert match(form(GITHUB), listed(github(workflow_ref=reference)), MANAGER) is None


@pytest.mark.parametrize("contexts", [[FOUR, 7], {"id": FOUR}, FOUR])
def test_contexts_that_are_no_list_of_texts_are_another_publisher(contexts: Json) -> None:
    sent = body(CIRCLE)
    assert isinstance(sent, list)
    (entry,) = sent
    assert isinstance(entry, dict)
    claims = entry["claims"]
    assert isinstance(claims, dict)
    changed: Json = {"id": "one", **entry, "claims": {**claims, "oidc.circleci.com/context-ids": contexts}}
    assert match(form(CIRCLE), listed(changed), MANAGER) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [("status", "expired"), ("state", "Disabled"), ("disabled", True), ("expired", True), ("enabled", False)],
)
def test_a_publisher_that_is_said_to_be_dead_is_not_the_forms_and_says_so(key: str, value: Json) -> None:
    entry = github()
    assert isinstance(entry, dict)
    (found,) = listed({**entry, key: value})
    assert not MANAGER.equal(form(GITHUB), found)
    assert found.values[key] == str(value)


@pytest.mark.parametrize(
    "ends", ["2026-11-23T14:02:00Z", "2026-11-23T14:02:00", 1795442520, 1795442520000], ids=str
)
def test_when_it_expires_is_read(ends: Json) -> None:
    entry = github()
    assert isinstance(entry, dict)
    (found,) = listed({**entry, "expires": ends})
    assert found.ends == datetime(2026, 11, 23, 14, 2, tzinfo=UTC)


@pytest.mark.parametrize("ends", ["soon", True, 1e300, None, ""], ids=str)
def test_an_end_that_cannot_be_read_is_none(ends: Json) -> None:
    entry = github()
    assert isinstance(entry, dict)
    (found,) = listed({**entry, "expires": ends})
    assert found.ends is None


def test_more_actions_than_the_forms_are_no_difference() -> None:
    (found,) = listed(github(permissions=["createStagedPackage", "createPackage"]))
    assert found.values["allowed_actions"] == "npm stage publish, npm publish"
    assert MANAGER.equal(form(GITHUB), found)


def test_when_a_publisher_ends_is_shown_and_is_no_difference() -> None:
    entry = github()
    assert isinstance(entry, dict)
    (found,) = listed({**entry, "expiresAt": "2026-11-23T14:02:00Z"})
    assert found.other == "expiresAt: 2026-11-23T14:02:00Z"
    assert MANAGER.equal(form(GITHUB), found)


def test_a_publisher_of_another_kind_is_shown_as_that() -> None:
    (found,) = listed({"id": "one", "type": "build\u202ekite"})
    assert found == Trusted("one", {}, "a publisher of another kind: build?kite")


def test_an_empty_answer_lists_none() -> None:
    assert MANAGER.publishers_listed(NPM, "acme", Answer(200, "")) == ()
    assert listed() == ()


@pytest.mark.parametrize("body", ["<html>", '"x"', "[1]", '[{"type": "github"}]', "null", IN_A_PATH])
def test_what_is_no_list_of_publishers_is_a_problem(body: str) -> None:
    found = MANAGER.publishers_listed(NPM, "acme", Answer(200, body))
    assert isinstance(found, TheirAnswer)
    assert found.reference == "publishers-not-read"


@pytest.mark.parametrize(
    ("identity", "command"),
    [
        (GITHUB, "npm trust github @acme/core --repo acme/mono --file release.yml --env npm --allow-publish"),
        (
            GitHubActions("acme", "mono", "release.yml", "my npm"),
            "npm trust github @acme/core --repo acme/mono --file release.yml --env 'my npm' --allow-publish",
        ),
        (GITLAB, "npm trust gitlab @acme/core --project grp/sub/proj --file .gitlab-ci.yml --allow-publish"),
        (GitLabCI("grp", "proj", "ci/publish.yml"), ""),
        (
            CIRCLE,
            (
                "npm trust circleci @acme/core"
                f" --org-id {ONE} --project-id {TWO} --pipeline-definition-id {THREE}"
                f" --vcs-origin github.com/acme/mono --context-id {FOUR} --allow-publish"
            ),
        ),
    ],
)
def test_npms_own_command_does_the_same_where_it_can(identity: Identity, command: str) -> None:
    assert MANAGER.command("@acme/core", Publisher(identity)) == command
