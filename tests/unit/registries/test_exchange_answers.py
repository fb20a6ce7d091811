"""What a registry's answers to an exchange mean, and what a minted token covers."""

import json
from datetime import UTC, datetime

import pytest

from made_up import INTERNAL
from primer.core.problem import Problem
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.registries.addresses import PYPI, TESTPYPI
from primer.registries.pypi.exchange import (
    Coverage,
    Denied,
    Minted,
    audience,
    audience_url,
    coverage,
    mint_url,
    minted,
)
from primer.registries.pypi.exchange_refusals import is_unexplained, refusal
from primer.rehearsal.pypi.macaroons import mint

HERE = "http://127.0.0.1:8080"
LOCAL = Registry("local", "local", Ecosystem.PYTHON, f"{HERE}/legacy/", f"{HERE}/simple", HERE)


def reference(found: object) -> str:
    assert isinstance(found, Problem)
    return found.reference


def token(*caveats: object) -> Secret:
    return Secret(mint("pypi.org", "made up", b"key", [json.dumps(caveat) for caveat in caveats]))


def answer(code: str, words: str = "made-up words") -> str:
    return json.dumps({"message": "Token request failed", "errors": [{"code": code, "description": words}]})


def test_everything_is_asked_of_the_registrys_own_host() -> None:
    assert audience_url(PYPI) == "https://pypi.org/_/oidc/audience"
    assert mint_url(INTERNAL) == "https://index.acme.example/_/oidc/mint-token"


def test_the_audience_is_what_the_registry_names() -> None:
    assert audience(PYPI, 200, "application/json", '{"audience": "pypi"}') == "pypi"
    assert audience(INTERNAL, 200, "application/json", '{"audience": "acme-index"}') == "acme-index"


@pytest.mark.parametrize(("status", "kind"), [(404, ""), (405, ""), (410, ""), (200, "text/html")])
def test_an_index_without_the_interface_takes_no_part(status: int, kind: str) -> None:
    assert reference(audience(INTERNAL, status, kind, "")) == "no-trusted-publishing"


@pytest.mark.parametrize(("status", "kind"), [(404, ""), (200, "text/html")])
def test_of_a_registry_that_does_take_part_something_in_between_answered(status: int, kind: str) -> None:
    answer = audience(PYPI, status, kind, "")
    assert reference(answer) == "exchange-not-answered"


def test_trusted_publishing_may_be_switched_off() -> None:
    assert (
        reference(audience(PYPI, 403, "application/json", '{"message": "off"}')) == "trusted-publishing-off"
    )


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"audience": 5}', '{"audience": "a b"}', '{"audience": ""}']
)
def test_an_answer_without_an_audience_is_none(body: str) -> None:
    assert reference(audience(PYPI, 200, "application/json", body)) == "exchange-not-answered"


@pytest.mark.parametrize("named", ["pypi", "testpypi", "PyPI"])
def test_no_other_index_gets_an_identity_that_is_meant_for_pypi(named: str) -> None:
    found = audience(INTERNAL, 200, "application/json", json.dumps({"audience": named}))
    assert reference(found) == "foreign-audience"


@pytest.mark.parametrize(
    "named",
    [
        "sts.amazonaws.com",
        "api://AzureADTokenExchange",
        "https://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/g",
        "sigstore",
        "npm:registry.npmjs.org",
        "crates.io",
        "rubygems.org",
        "https://github.com/acme",
        "https://gitlab.com",
        "https://vault.example",
    ],
)
def test_no_index_gets_an_identity_that_opens_another_service(named: str) -> None:
    for registry in (PYPI, INTERNAL):
        found = audience(registry, 200, "application/json", json.dumps({"audience": named}))
        assert reference(found) == "foreign-audience"


@pytest.mark.parametrize(
    "named", ["internal", "acme-index", "https://index.acme.example/", "index.acme.example"]
)
def test_an_index_may_choose_a_word_or_its_own_host(named: str) -> None:
    assert audience(INTERNAL, 200, "application/json", json.dumps({"audience": named})) == named


def test_pypi_takes_identities_that_are_meant_for_it_only() -> None:
    assert reference(audience(PYPI, 200, "application/json", '{"audience": "acme"}')) == "foreign-audience"
    assert audience(PYPI, 200, "application/json", '{"audience": "pypi"}') == "pypi"


def test_the_two_indexes_do_not_get_each_others_identities() -> None:
    assert reference(audience(TESTPYPI, 200, "", '{"audience": "pypi"}')) == "foreign-audience"
    assert reference(audience(PYPI, 200, "", '{"audience": "testpypi"}')) == "foreign-audience"


def test_an_index_inside_this_machine_may_play_pypi() -> None:
    assert audience(LOCAL, 200, "", '{"audience": "pypi"}') == "pypi"


def test_a_minted_token_is_a_secret_at_once() -> None:
    found = minted(PYPI, 200, '{"success": true, "token": "made-up", "expires": 5}')
    assert isinstance(found, Minted)
    assert "made-up" not in repr(found)


def test_a_refusal_carries_its_code_and_its_words_as_one_line() -> None:
    assert minted(PYPI, 422, answer("a-code", "one\n<b>two</b>")) == Denied("a-code", "one two")


NO_ANSWERS = (
    (200, ""),
    (200, '{"success": true}'),
    (200, '{"success": false, "token": "x"}'),
    (200, answer("a")),
    (302, ""),
    (422, "{}"),
    (422, '{"errors": []}'),
    (422, "[" * 9999),
    (429, "Too Many Requests"),
    (500, ""),
)


@pytest.mark.parametrize(("status", "body"), NO_ANSWERS)
def test_anything_else_is_no_answer(status: int, body: str) -> None:
    assert reference(minted(PYPI, status, body)) == "exchange-not-answered"


def test_a_token_of_pypi_covers_projects_by_number() -> None:
    ends = datetime(2026, 11, 21, 14, 17, tzinfo=UTC)
    last = int(ends.timestamp())
    minted_here = token([4, "publisher", None], [2, ["id-1", "id-2"]], [0, last, last - 900])
    assert coverage(minted_here) == Coverage(2, None, ends)


def test_caveats_hold_together() -> None:
    assert coverage(token([2, ["a", "b"]], [2, ["b", "c"]])) == Coverage(1)


def test_a_token_that_names_projects_covers_them_by_name() -> None:
    assert coverage(token([1, ["Acme_Core", "acme-app"]])) == Coverage(
        2, frozenset({"acme-core", "acme-app"})
    )


@pytest.mark.parametrize("made", [token(), token([3, "user"]), Secret("opaque"), Secret("pypi-"), Secret("")])
def test_a_token_that_does_not_say_covers_nothing_that_is_known(made: Secret) -> None:
    assert coverage(made) == Coverage(None)


def test_a_publisher_without_projects_covers_none() -> None:
    assert coverage(token([2, []])) == Coverage(0)


NOT_FOUND = "valid token, but no corresponding publisher (Publisher with matching claims was not found)"
EVENT = (
    "valid token, but no corresponding publisher (Publishing from a workflow invoked via "
    "'pull_request_target' is not supported.)"
)
CALLED = (
    "valid token, but no corresponding publisher (The job_workflow_ref claim does not match, expecting "
    "one of ['Acme/mono/.github/workflows/p.yml@refs/tags/v1'], got 'Acme/ci/.github/workflows/p.yml@v3')"
)
MEANT = {
    ("invalid-publisher", NOT_FOUND): ("invalid-publisher", "register exactly these values at PyPI"),
    ("invalid-publisher", EVENT): ("invalid-publisher", "start it by a tag, a release or by hand"),
    ("invalid-publisher", CALLED): ("invalid-publisher", "the repository's own workflow file"),
    ("invalid-pending-publisher", "valid token, but project already exists"): (
        "stale-pending-publisher",
        "run this job again",
    ),
    ("invalid-reuse-token", "invalid token: already used"): ("reused-identity-token", "a job of its own"),
    ("invalid-token", "malformed or invalid token"): ("identity-not-accepted", "set its clock"),
    ("invalid-payload", "unknown trusted publishing issuer"): ("unknown-issuer", "github.com or gitlab.com"),
    ("invalid-payload", "malformed JWT"): ("identity-not-understood", "read its words"),
    ("not-enabled", "github trusted publishing functionality not enabled"): (
        "trusted-publishing-off",
        "wait",
    ),
    ("new-code", ""): ("exchange-refused", "a newer primer"),
}


@pytest.mark.parametrize("denied", MEANT)
def test_every_code_has_its_cause_and_its_remedy(denied: tuple[str, str]) -> None:
    problem = refusal(PYPI, Denied(*denied), {"iss": "https://ci.example"})
    wanted, hint = MEANT[denied]
    assert problem.reference == wanted
    assert hint in problem.hint


def test_only_a_bare_invalid_publisher_is_left_to_the_comparison() -> None:
    found = [is_unexplained(Denied(code, words)) for code, words in MEANT]
    assert found == [True, *[False] * (len(MEANT) - 1)]


def test_the_issuer_that_is_not_known_is_named() -> None:
    denied = Denied("invalid-payload", "unknown trusted publishing issuer")
    assert "https://git.acme.example" in refusal(PYPI, denied, {"iss": "https://git.acme.example"}).message
