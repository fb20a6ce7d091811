"""What to change, in words that open no gate and name every way out."""

import pytest

from primer.core.diagnosis import Cause
from primer.diagnosis.diagnose import diagnosed
from primer.diagnosis.planned import Grounds
from primer.registries.addresses import PYPI
from primer.registries.known import known

REFUSED = "##[error]{} is not allowed to deploy to pypi due to environment protection rules."
NPM_404 = (
    "npm error code E404\nnpm error 404 Not Found - PUT https://registry.npmjs.org/@acme%2fcore - Not found"
)
NEEDS_AUTH = (
    "npm error code ENEEDAUTH\n"
    "npm error need auth This command requires you to be logged in to https://registry.npmjs.org/"
)
FILE = "dist/acme-core/acme_core-0.3.0-py3-none-any.whl"
END = "##[error]Process completed with exit code 1."


def only(log: str, cause: str) -> Cause:
    [found] = diagnosed(enumerate(log.split("\n"), 1), Grounds(None, PYPI, known()))
    assert found.cause == cause
    return found


def test_a_branch_that_the_environment_refuses_is_not_let_in() -> None:
    remedy = only(REFUSED.format('Branch "main"'), "waiting-for-review").remedy
    assert remedy.startswith("start the run from a release tag")
    assert 'leave "main" out of the environment pypi unless your releases really come from it' in remedy
    assert "primer guide exchange" in remedy


def test_a_tag_that_the_environment_refuses_is_to_be_one_that_it_allows() -> None:
    remedy = only(REFUSED.format('Tag "v1.0"'), "waiting-for-review").remedy
    assert remedy.startswith("tag the release as the rules of the environment pypi say")
    assert 'only if your releases are tagged like "v1.0"' in remedy


def test_a_rejected_deployment_is_no_reason_to_allow_more() -> None:
    log = "##[error]The deployment was rejected or didn't satisfy other protection rules."
    remedy = only(log, "waiting-for-review").remedy
    assert "ask the reviewer" in remedy
    assert "release tag" in remedy


def test_npms_404_may_mean_that_the_package_was_never_published() -> None:
    remedy = only(f"{NPM_404}\n{END}", "npm-not-authorised").remedy
    assert remedy.startswith("if @acme/core was never published, publish it once by hand (`npm publish`)")
    assert "npm has no pending publishers" in remedy
    assert "Otherwise register the run's workflow as its trusted publisher" in remedy


def test_without_a_credential_both_ways_are_named_as_well() -> None:
    remedy = only(f"{NEEDS_AUTH}\n{END}", "npm-not-authorised").remedy
    assert "was never published" in remedy
    assert "404" not in remedy


def test_a_package_that_belongs_to_others_is_not_said_to_be_missing() -> None:
    log = (
        "npm error code E403\nnpm error 403 403 Forbidden - PUT https://registry.npmjs.org/core - You do not "
    )
    assert "never published" not in only(f'{log}have permission to publish "core".', "not-allowed").remedy


@pytest.mark.parametrize("proof", [" with provenance", ""])
@pytest.mark.parametrize(
    ("index", "page"),
    [
        ("https://pypi.org/simple", "https://pypi.org/project/acme-core/"),
        ("https://test.pypi.org/simple", "https://test.pypi.org/project/acme-core/"),
    ],
)
def test_the_written_workflows_own_words_are_known(index: str, page: str, proof: str) -> None:
    cause = only(f"{index} does not serve {FILE}{proof} after 20 minutes\n{END}", "not-live")
    assert FILE.rpartition("/")[2] in cause.remedy
    assert cause.link == page
    assert ("with provenance" in cause.remedy) == bool(proof)


def test_npms_registry_that_does_not_serve_a_tarball_is_known_too() -> None:
    words = "https://registry.npmjs.org does not serve dist/core/acme-core-0.3.0.tgz after 20 minutes"
    assert "acme-core-0.3.0.tgz" in only(words, "not-live").remedy
    assert only(words, "not-live").link == ""


@pytest.mark.parametrize(
    "log",
    [
        "Enter your API token: Traceback (most recent call last):\n  ...\nEOFError: EOF when reading a line",
        "ERROR    NonInteractive: Credential not found for API token.",
        "ERROR    InvalidConfiguration: could not determine credentials for configured repository",
    ],
)
def test_an_upload_with_no_credential_at_all_lacks_an_identity(log: str) -> None:
    remedy = only(log, "missing-id-token").remedy
    assert "id-token: write" in remedy
    assert "neither an identity nor a token" in remedy


def test_the_end_of_input_of_another_program_is_no_missing_identity() -> None:
    log = "Traceback (most recent call last):\nEOFError: EOF when reading a line"
    assert diagnosed(enumerate(log.split("\n"), 1), Grounds(None, PYPI, known())) == ()
