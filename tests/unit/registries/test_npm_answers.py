"""What npm's answers mean: to an upload, to a change, and where they ask for a second factor."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from primer.core.call import Handover
from primer.core.problem import NeedsYou, Problem, TheirAnswer
from primer.ports.hands import Answer
from primer.registries.addresses import NPM
from primer.registries.interface import Accepted, QuotaReached, Refused, ToApprove
from primer.registries.npm.registry import NpmInterface

INTERFACE = NpmInterface()
MANAGER = INTERFACE.manager
NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
PAGE = "https://www.npmjs.com/auth/cli/one"
ADDRESS = "https://registry.npmjs.org/-/v1/done?authId=one"
OTP = {"www-authenticate": "OTP"}
ASKING = Answer(401, json.dumps({"authUrl": PAGE, "doneUrl": ADDRESS}), OTP)


def refused(status: int, words: str = "", package: str = "@acme/core", **headers: str) -> Refused:
    answer = Answer(status, json.dumps({"error": words}) if words else "", headers)
    meaning = INTERFACE.meaning(NPM, package, answer, NOW)
    assert isinstance(meaning, Refused)
    return meaning


@pytest.mark.parametrize("status", [200, 201, 202])
def test_a_taken_upload_is_accepted(status: int) -> None:
    answer = Answer(status, '{"ok": "created new package", "success": true}')
    assert INTERFACE.meaning(NPM, "@acme/core", answer, NOW) == Accepted()


def test_a_second_factor_is_asked_for_with_two_addresses_of_the_registry() -> None:
    assert INTERFACE.meaning(NPM, "acme", ASKING, NOW) == ToApprove(Handover(PAGE, ADDRESS))
    assert MANAGER.second_factor(NPM, ASKING) == Handover(PAGE, ADDRESS)


def test_other_answers_ask_for_no_second_factor() -> None:
    assert MANAGER.second_factor(NPM, Answer(200, ASKING.words, OTP)) is None
    assert MANAGER.second_factor(NPM, Answer(401, ASKING.words)) is None
    assert MANAGER.second_factor(NPM, Answer(401, "", {"www-authenticate": "Basic, Bearer"})) is None


def test_a_page_elsewhere_is_never_opened() -> None:
    words = json.dumps({"authUrl": "https://npmjs.example/auth?secret=1", "doneUrl": ADDRESS})
    meaning = INTERFACE.meaning(NPM, "acme", Answer(401, words, OTP), NOW)
    assert isinstance(meaning, Refused)
    assert meaning.stops_all
    assert meaning.problem.reference == "foreign-page"
    assert meaning.problem.context == ("the page it names is not on www.npmjs.com: https://npmjs.example",)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(401, '{"error": "You must provide a one-time pass."}', {"www-authenticate": "OTP"}),
        Answer(401, '{"error": "You must provide a one-time pass."}'),
    ],
)
def test_a_password_of_six_digits_is_not_asked_for(answer: Answer) -> None:
    problem = MANAGER.second_factor(NPM, answer)
    assert isinstance(problem, NeedsYou)
    assert problem.reference == "one-time-password"


@pytest.mark.parametrize(
    ("status", "words", "reference", "stops_all"),
    [
        (401, "Unauthorized", "token-refused", True),
        (402, "You must sign up for private packages", "package-not-public", False),
        (403, "Package name too similar to existing packages core; try renaming", "name-too-similar", False),
        (403, "Package name triggered spam detection", "spam-filter", True),
        (403, "You cannot publish over the previously published versions: 0.0.1.", "version-released", False),
        (409, "this package is already present", "version-released", False),
        (403, "OIDC permission denied for this action", "action-not-allowed", False),
        (403, 'You do not have permission to publish "acme".', "not-your-project", False),
        (403, "acme cannot be republished until 24 hours have passed.", "unpublished-lately", False),
        (403, "you must verify your email before publishing", "unverified-account", True),
        (403, "Two-factor authentication or granular access token", "unverified-account", True),
        (403, "forbidden", "upload-forbidden", True),
        (403, "", "upload-forbidden", True),
        (404, "Scope not found", "scope-not-yours", False),
        (404, "Not found", "publish-not-authorised", False),
        (404, "", "publish-not-authorised", False),
        (409, "Failed to save packument.", "registry-busy", False),
        (413, "", "upload-refused", False),
        (400, "Invalid name", "name-refused", False),
        (400, "Invalid version", "metadata-refused", False),
        (422, "Error verifying sigstore provenance bundle", "metadata-refused", False),
        (405, "", "wrong-upload-address", True),
        (500, "", "registry-failing", True),
        (503, "registry is in read-only mode", "registry-closed", True),
        (302, "", "redirected-upload", True),
        (418, "", "upload-refused", False),
        (199, "", "answer-not-understood", True),
    ],
)
def test_every_refusal_has_its_cause_and_remedy(
    status: int, words: str, reference: str, stops_all: bool
) -> None:
    meaning = refused(status, words)
    assert (meaning.problem.reference, meaning.stops_all) == (reference, stops_all)
    said = f": {words}" if words else " and nothing else"
    assert meaning.problem.context == (f"it answered {status}{said}",)
    assert "{" not in meaning.problem.message + meaning.problem.hint


def test_a_scope_is_named_where_it_is_the_reason() -> None:
    assert "no scope @acme" in refused(404, "Scope not found").problem.message


def test_a_token_for_other_addresses_is_told_from_a_dead_one() -> None:
    headers = {"www-authenticate": "ipaddress"}
    meaning = INTERFACE.meaning(NPM, "acme", Answer(401, "", headers), NOW)
    assert isinstance(meaning, Refused)
    assert meaning.problem.reference == "address-not-allowed"


def test_a_redirect_names_where_it_leads_without_its_query() -> None:
    assert refused(307, location="https://mirror.example/put?token=1").problem.context[0] == (
        "it points to https://mirror.example/put"
    )


@pytest.mark.parametrize(
    ("header", "seconds"), [("90", 90), ("Sat, 21 Nov 2026 14:12:00 GMT", 600), ("", 3600), ("soon", 3600)]
)
def test_too_many_requests_are_waited_out_as_told_or_for_an_hour(header: str, seconds: int) -> None:
    answer = Answer(429, "", {"retry-after": header} if header else {})
    meaning = INTERFACE.meaning(NPM, "acme", answer, NOW)
    assert isinstance(meaning, QuotaReached)
    assert meaning.resets == NOW + timedelta(seconds=seconds)
    assert meaning.problem.reference == "asked-too-often"


@pytest.mark.parametrize(
    ("status", "reference"),
    [
        (307, "redirected-upload"),
        (400, "publisher-refused"),
        (401, "token-refused"),
        (403, "log-in-needed"),
        (404, "publishers-not-found"),
        (409, "publisher-there"),
        (422, "publisher-refused"),
        (429, "asked-too-often"),
        (500, "registry-failing"),
    ],
)
def test_a_change_that_was_not_taken_says_why(status: int, reference: str) -> None:
    problem = MANAGER.refusal(NPM, "acme", Answer(status, '{"message": "because"}'))
    assert isinstance(problem, Problem)
    assert problem.reference == reference
    assert problem.context == (f"it answered {status}: because",)


@pytest.mark.parametrize("status", [200, 201, 204])
def test_a_change_that_was_taken_is_no_problem(status: int) -> None:
    assert MANAGER.refusal(NPM, "acme", Answer(status, "")) is None


def test_a_change_that_asks_again_after_an_approval_is_not_taken() -> None:
    problem = MANAGER.refusal(NPM, "acme", ASKING)
    assert problem is not None
    assert problem.reference == "approval-needed"
    assert "auth/cli" not in str(problem.context)


def test_npm_names_no_quota() -> None:
    assert INTERFACE.quota(NPM, Answer(201, "", {"ratelimit": '"project.create";r=1;t=5'}), NOW) is None


def test_an_answer_that_is_a_page_is_read_as_words() -> None:
    page = "<html><head><title>x</title></head><body><h1>Bad gateway</h1></body></html>"
    meaning = INTERFACE.meaning(NPM, "acme", Answer(502, page), NOW)
    assert isinstance(meaning, Refused)
    assert isinstance(meaning.problem, TheirAnswer)
    assert meaning.problem.context == ("it answered 502: Bad gateway",)
