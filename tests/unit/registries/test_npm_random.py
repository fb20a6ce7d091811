"""Whatever a registry of npm's kind answers, it is read as an answer or as none, and nothing breaks."""

import base64
import json
from datetime import UTC, datetime
from random import Random

import pytest

from primer.core.call import Handover
from primer.core.problem import Problem
from primer.core.project import Absent, Owners, Project, TokenState, Unlooked
from primer.core.publisher import CircleCI, Form, GitHubActions, GitLabCI, Publisher
from primer.ports.hands import Answer
from primer.registries.addresses import NPM
from primer.registries.npm.packument import owners, project
from primer.registries.npm.proofs import provenance
from primer.registries.npm.registry import NpmInterface

INTERFACE = NpmInterface()
MANAGER = INTERFACE.manager
NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
NAME = "@acme/core"
IDENTITIES = (
    GitHubActions("acme", "mono", "publish.yaml", "npm"),
    GitLabCI("acme", "mono", "ci.yml"),
    CircleCI("a", "b", "c", "github.com/acme/mono"),
)
KEYS = [
    *(
        "name",
        "versions",
        "0.0.1",
        "time",
        "dist",
        "tarball",
        "integrity",
        "attestations",
        "url",
        "deprecated",
    ),
    *("_npmUser", "trustedPublisher", "id", "type", "claims", "permissions", "repository", "workflow_ref"),
    *("file", "environment", "project_path", "ci_config_ref_uri", "bundle", "dsseEnvelope", "payload"),
    *("predicateType", "predicate", "buildDefinition", "externalParameters", "workflow", "path", "subject"),
    *("digest", "sha512", "invocation", "configSource", "uri", "parameters", "CI_CONFIG_PATH", "maintainers"),
    *("error", "message", "loginUrl", "doneUrl", "authUrl", "username", "expiresAt", "unpublished"),
]
VALUES: list[object] = [
    *("", "acme/mono", "https://github.com/acme/mono", "\ud800", "\u202e", "github", "gitlab", "circleci"),
    *("https://slsa.dev/provenance/v1", "2026-11-21T14:02:00Z", "0001-01-01T00:00:00-14:00", "createPackage"),
    *("https://www.npmjs.com/x", "https://registry.npmjs.org/x", 1, -1.5, 1e400, None, True, [], {}),
]
HEADERS = [{}, {"www-authenticate": "OTP"}, {"retry-after": "9" * 14}, {"retry-after": "soon"}]


def value(random: Random, depth: int = 0) -> object:
    kind = random.random()
    if depth > 5 or kind < 0.3:
        return random.choice(VALUES)
    if kind < 0.4:
        return [value(random, depth + 1) for _ in range(random.randint(0, 3))]
    if kind < 0.45:
        return base64.b64encode(json.dumps(value(random, depth + 1)).encode()).decode()
    return {random.choice(KEYS): value(random, depth + 1) for _ in range(random.randint(0, 6))}


def answer(random: Random) -> Answer:
    status = random.choice([200, 201, 401, 403, 404, 409, 429, 500])
    return Answer(status, json.dumps(value(random)), random.choice(HEADERS))


@pytest.mark.parametrize("seed", range(2))
def test_a_document_is_read_or_is_none(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    for _ in range(150):
        text = json.dumps({"versions": {"0.0.1": value(random)}, "time": value(random)})
        assert isinstance(project(NAME, text), Project)
        assert isinstance(project(NAME, json.dumps(value(random))), Project | Unlooked)
        assert isinstance(owners(json.dumps({"maintainers": value(random)})), Owners | Absent)


@pytest.mark.parametrize("seed", range(2))
def test_an_answer_means_one_of_what_there_is(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    for _ in range(120):
        given = answer(random)
        INTERFACE.meaning(NPM, NAME, given, NOW)
        assert isinstance(MANAGER.login_pages(NPM, given), Handover | Problem)
        assert isinstance(MANAGER.who_answered(given), str | TokenState | Unlooked)
        refused = MANAGER.refusal(NPM, NAME, given)
        assert (refused is None) == (given.status in (200, 201))


@pytest.mark.parametrize("seed", range(2))
def test_a_list_of_publishers_is_read_or_is_a_problem(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    forms = [INTERFACE.form(NPM, NAME, Publisher(one)) for one in IDENTITIES]
    for _ in range(120):
        kind = random.choice(["github", "gitlab", "circleci", "other"])
        entry = {"id": "one", "type": kind, "claims": value(random), "permissions": value(random)}
        listed = MANAGER.publishers_listed(NPM, NAME, Answer(200, json.dumps([entry])))
        assert isinstance(listed, tuple)
        equal = [MANAGER.equal(form, listed[0]) for form in forms if isinstance(form, Form)]
        assert not any(equal)


@pytest.mark.parametrize("seed", range(2))
def test_an_attestation_proves_something_or_nothing(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    for _ in range(120):
        parts = {"predicate": value(random), "subject": value(random)}
        statement = {"predicateType": "https://slsa.dev/provenance/v1", **parts}
        payload = base64.b64encode(json.dumps(statement).encode()).decode()
        bundle = {"bundle": {"dsseEnvelope": {"payload": payload}}}
        found = provenance(json.dumps({"attestations": [bundle, value(random)]}), "sha512-YQ==")
        assert isinstance(found, tuple)
        for proven in found:
            INTERFACE.identity(proven)
            assert all(INTERFACE.differences(one, proven) for one in IDENTITIES)
