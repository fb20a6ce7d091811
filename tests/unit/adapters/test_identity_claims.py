"""What a CI run's identity token says of the run, and where a run gets it."""

import base64
import json
from collections.abc import Mapping

import pytest

from primer.adapters.identity import GitHubRun, GitLabRun, run_here, variable
from primer.core.problem import Problem
from primer.core.secret import Secret
from primer.providers.identity_tokens import claims_of, provider_of


def made_up(payload: object) -> Secret:
    """A token of this payload; nobody signed it."""
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in ({}, payload)
    ]
    return Secret(".".join([*parts, "signature"]))


def refused(environ: Mapping[str, str], audience: str = "pypi") -> Problem:
    run = run_here(environ)
    assert not isinstance(run, Problem)
    found = run.identity(audience)
    assert isinstance(found, Problem)
    return found


def test_the_known_claims_are_read_and_no_others() -> None:
    said = {
        "repository": "Acme/mono",
        "environment": "pypi",
        "jti": "secret number",
        "actor": "kim",
        "exp": 5,
    }
    assert claims_of(made_up(said)) == {"repository": "Acme/mono", "environment": "pypi"}


def test_a_claim_that_is_no_text_or_endless_is_cut_or_left_out() -> None:
    assert claims_of(made_up({"aud": ["pypi", "other"], "ref": "r" * 999})) == {"ref": "r" * 300}


@pytest.mark.parametrize("text", ["", "one", "a.b", "a.ä.c", "a.%%.c", "a.eyJ.c", "." * 9])
def test_what_is_no_token_claims_nothing(text: str) -> None:
    assert claims_of(Secret(text)) == {}


def test_a_payload_that_is_no_object_claims_nothing() -> None:
    assert claims_of(made_up(["repository"])) == {}


def test_the_provider_is_known_by_its_claims() -> None:
    found = [
        provider_of(claims) for claims in ({"repository": "a/b"}, {"project_path": "a/b"}, {"email": "a@b"})
    ]
    assert found == ["github", "gitlab", ""]


def test_outside_ci_it_is_said_where_it_runs_and_what_the_job_needs() -> None:
    problem = run_here({"CI": "true"})
    assert isinstance(problem, Problem)
    assert problem.reference == "not-in-ci"
    shown = " ".join(problem.context)
    assert "permissions: {contents: read, id-token: write}" in shown
    assert "id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}" in shown


def test_the_run_is_known_by_what_ci_sets() -> None:
    assert isinstance(run_here({"GITHUB_ACTIONS": "true"}), GitHubRun)
    assert isinstance(run_here({"GITLAB_CI": "true"}), GitLabRun)


def test_a_github_job_without_the_permission_gets_its_exact_line() -> None:
    workflow = "Acme/mono/.github/workflows/publish.yaml@refs/heads/main"
    problem = refused({"GITHUB_ACTIONS": "true", "GITHUB_JOB": "try", "GITHUB_WORKFLOW_REF": workflow})
    assert problem.reference == "missing-id-token"
    assert problem.hint == (
        "give try in .github/workflows/publish.yaml this line: permissions: {contents: read, id-token: write}"
    )


def test_an_address_that_would_show_the_request_to_others_is_not_used() -> None:
    given = {
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "made up",
        "ACTIONS_ID_TOKEN_REQUEST_URL": "http://ci.example/x",
    }
    problem = refused({"GITHUB_ACTIONS": "true", **given})
    assert problem.reference == "identity-not-given"
    assert "plain http" in problem.message


def test_a_gitlab_job_without_the_variable_gets_its_exact_line() -> None:
    problem = refused(
        {"GITLAB_CI": "true", "CI_JOB_NAME": "try", "CI_CONFIG_PATH": "ci/main.yml"}, "testpypi"
    )
    assert problem.reference == "missing-id-token"
    assert (
        problem.hint == "give try in ci/main.yml this line: id_tokens: {TESTPYPI_ID_TOKEN: {aud: testpypi}}"
    )


@pytest.mark.parametrize("payload", [{"aud": "sigstore"}, {"aud": ["pypi"]}, {}, "no object"])
def test_a_gitlab_token_for_another_audience_is_not_sent(payload: object) -> None:
    token = made_up(payload).reveal()
    problem = refused({"GITLAB_CI": "true", "PYPI_ID_TOKEN": token})
    assert problem.reference == "identity-for-another"
    assert (
        problem.hint == "give this job in .gitlab-ci.yml this line: id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}"
    )
    assert token not in repr(problem)


def test_a_gitlab_token_is_taken_as_it_is() -> None:
    token = made_up({"aud": "pypi"}).reveal()
    found = GitLabRun({"PYPI_ID_TOKEN": f"{token}\n"}).identity("pypi")
    assert isinstance(found, Secret)
    assert found.reveal() == token


def test_the_variable_is_named_as_every_publishing_tool_names_it() -> None:
    names = [variable(audience) for audience in ("pypi", "testpypi", "https://a.example", "7even")]
    assert names == ["PYPI_ID_TOKEN", "TESTPYPI_ID_TOKEN", "HTTPS___A_EXAMPLE_ID_TOKEN", "_EVEN_ID_TOKEN"]
