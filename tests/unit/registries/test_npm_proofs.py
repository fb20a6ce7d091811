"""What an attestation of an npm release proves, compared with the identity that was emitted."""

import base64
import hashlib
import json

import pytest

from primer.core.project import Difference, Provenance, Unlooked
from primer.core.publisher import ActiveState, CircleCI, GitHubActions, GitLabCI, Google
from primer.registries.npm.proofs import provenance
from primer.registries.npm.registry import NpmInterface

INTERFACE = NpmInterface()
DIGEST = hashlib.sha512(b"the tarball")
INTEGRITY = f"sha512-{base64.b64encode(DIGEST.digest()).decode()}"
SUBJECT = [{"name": "pkg:npm/%40acme/core@0.2.0", "digest": {"sha512": DIGEST.hexdigest()}}]
GITHUB = GitHubActions("acme", "mono", "release.yml", "npm")
GITLAB = GitLabCI("grp/sub", "proj", "ci/publish.yml", "npm")

# libnpmpublish, lib/provenance.js
ON_GITHUB = {
    "_type": "https://in-toto.io/Statement/v1",
    "subject": SUBJECT,
    "predicateType": "https://slsa.dev/provenance/v1",
    "predicate": {
        "buildDefinition": {
            "buildType": "https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1",
            "externalParameters": {
                "workflow": {
                    "ref": "refs/tags/v0.2.0",
                    "repository": "https://github.com/acme/mono",
                    "path": ".github/workflows/release.yml",
                }
            },
        }
    },
}
ON_GITLAB = {
    "_type": "https://in-toto.io/Statement/v0.1",
    "subject": SUBJECT,
    "predicateType": "https://slsa.dev/provenance/v0.2",
    "predicate": {
        "invocation": {
            "configSource": {"uri": "git+https://gitlab.com/grp/sub/proj", "entryPoint": "publish"},
            "parameters": {"CI_CONFIG_PATH": "ci/publish.yml", "CI_COMMIT_REF_NAME": "v0.2.0"},
        }
    },
}
PUBLISHED = {
    "_type": "https://in-toto.io/Statement/v0.1",
    "subject": SUBJECT,
    "predicateType": "https://github.com/npm/attestation/tree/main/specs/publish/v0.1",
    "predicate": {"name": "@acme/core", "version": "0.2.0", "registry": "https://registry.npmjs.org"},
}


def attestation(statement: object) -> object:
    payload = base64.b64encode(json.dumps(statement).encode()).decode()
    return {"bundle": {"dsseEnvelope": {"payload": payload, "payloadType": "application/vnd.in-toto+json"}}}


def answer(*statements: object) -> str:
    return json.dumps({"attestations": [attestation(statement) for statement in statements]})


def proven(statement: object, integrity: str = INTEGRITY) -> Provenance:
    found = provenance(answer(PUBLISHED, statement), integrity)
    assert isinstance(found, tuple)
    (one,) = found
    return one


def of_workflow(repository: str, path: str = ".github/workflows/release.yml") -> Provenance:
    workflow = {"repository": repository, "path": path, "ref": "refs/tags/v0.2.0"}
    predicate = {"buildDefinition": {"externalParameters": {"workflow": workflow}}}
    return proven({**ON_GITHUB, "predicate": predicate})


def test_github_shows_repository_workflow_and_the_bytes() -> None:
    assert proven(ON_GITHUB) == Provenance(
        "GitHub",
        (
            ("integrity", INTEGRITY),
            ("ref", "refs/tags/v0.2.0"),
            ("repository", "acme/mono"),
            ("subject", INTEGRITY),
            ("workflow", "release.yml"),
        ),
    )


def test_gitlab_shows_the_project_and_the_path_of_the_pipeline() -> None:
    found = proven(ON_GITLAB)
    assert found.kind == "GitLab"
    assert dict(found.claims)["repository"] == "grp/sub/proj"
    assert dict(found.claims)["workflow_filepath"] == "ci/publish.yml"


def test_what_was_emitted_is_confirmed_whatever_the_environment() -> None:
    assert INTERFACE.differences(GITHUB, proven(ON_GITHUB)) == ()
    assert INTERFACE.differences(GITLAB, proven(ON_GITLAB)) == ()


@pytest.mark.parametrize(
    ("shown", "difference"),
    [
        (of_workflow("https://github.com/Acme/mono"), Difference("Organization or user", "acme", "Acme")),
        (of_workflow("https://github.com/acme/Mono"), Difference("Repository", "mono", "Mono")),
        (
            of_workflow("https://github.com/acme/mono", ".github/workflows/Release.yml"),
            Difference("Workflow filename", "release.yml", "Release.yml"),
        ),
        (
            of_workflow("https://github.com/acme/mono", "ci/release.yml"),
            Difference("Workflow filename", "release.yml", "ci/release.yml"),
        ),
        (proven(ON_GITLAB), Difference("Publisher", "GitHub", "GitLab")),
        (
            proven(ON_GITHUB, "sha512-b3RoZXI="),
            Difference("SHA-512 of the tarball", "sha512-b3RoZXI=", INTEGRITY),
        ),
    ],
    ids=["owner", "repository", "workflow", "folder", "provider", "bytes"],
)
def test_each_field_that_differs_is_shown_case_and_all(shown: Provenance, difference: Difference) -> None:
    assert INTERFACE.differences(GITHUB, shown) == (difference,)


def test_another_host_is_another_repository() -> None:
    shown = of_workflow("https://github.acme.example/acme/mono")
    assert INTERFACE.differences(GITHUB, shown) == (
        Difference("Organization or user", "acme", "https://github.acme.example/acme"),
    )
    assert INTERFACE.identity(shown) is None


def test_a_statement_about_no_bytes_proves_nothing() -> None:
    shown = proven({**ON_GITHUB, "subject": []})
    assert INTERFACE.differences(GITHUB, shown) == (Difference("SHA-512 of the tarball", INTEGRITY, ""),)


def test_a_proof_names_its_publisher_without_the_environment() -> None:
    assert INTERFACE.identity(proven(ON_GITHUB)) == GitHubActions("acme", "mono", "release.yml")
    assert INTERFACE.identity(proven(ON_GITLAB)) == GitLabCI("grp/sub", "proj", "ci/publish.yml")
    assert INTERFACE.identity(Provenance("Buildkite", (("repository", "a/b"),))) is None


def test_only_github_and_gitlab_attest() -> None:
    circle = CircleCI("a", "b", "c", "github.com/acme/mono")
    assert [INTERFACE.provable(one) for one in (GITHUB, GITLAB, circle)] == [True, True, False]
    assert not INTERFACE.provable(Google("ci@acme.example"))
    assert INTERFACE.differences(ActiveState("a", "b", "c"), proven(ON_GITHUB)) == (
        Difference("Publisher", "ActiveState", "GitHub"),
    )


def test_the_registrys_own_attestation_is_no_proof() -> None:
    assert provenance(answer(PUBLISHED), INTEGRITY) == ()


@pytest.mark.parametrize(
    "attestations",
    [
        [],
        [1, None, "x", {}],
        [{"bundle": {"dsseEnvelope": {"payload": "%%%"}}}],
        [{"bundle": {"dsseEnvelope": {"payload": base64.b64encode(b"\xff").decode()}}}],
        [attestation([])],
        [attestation({**ON_GITHUB, "predicate": {}})],
    ],
)
def test_what_is_no_statement_is_left_out(attestations: list[object]) -> None:
    assert provenance(json.dumps({"attestations": attestations}), INTEGRITY) == ()


@pytest.mark.parametrize("text", ["", "{}", "[]", "<html>", '{"attestations": {}}'])
def test_what_is_no_answer_about_attestations_proves_nothing_either_way(text: str) -> None:
    assert isinstance(provenance(text, INTEGRITY), Unlooked)


def test_without_the_tarballs_hash_there_is_nothing_to_compare() -> None:
    assert isinstance(provenance(answer(ON_GITHUB), ""), Unlooked)
