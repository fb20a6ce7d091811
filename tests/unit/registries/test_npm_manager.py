"""npm managed over its interface: log-in, whose token it is, access, deprecation, log-out."""

import json
from datetime import timedelta

import pytest

from primer.core.call import Call, Handover, Json
from primer.core.problem import Problem
from primer.core.project import TokenState, Unlooked
from primer.ports.hands import Answer
from primer.registries.addresses import NPM
from primer.registries.npm.registry import NpmInterface

MANAGER = NpmInterface().manager
PAGE = "https://www.npmjs.com/login/cli/one"
ADDRESS = "https://registry.npmjs.org/-/v1/done?sessionId=one"


def headers(command: str) -> dict[str, str]:
    return {"npm-auth-type": "web", "npm-command": command}


def test_the_times_are_npms() -> None:
    clocks = MANAGER.clocks
    assert clocks.session == timedelta(hours=2)
    assert clocks.served == timedelta(minutes=30)
    assert clocks.pause == timedelta(seconds=3)
    assert clocks.lapses == timedelta(hours=48)


def test_the_words_tell_what_a_pasted_token_cannot_do() -> None:
    assert "cannot manage trusted publishers" in MANAGER.words.instead
    assert "January 2027" in MANAGER.words.instead
    assert "5 minutes" in MANAGER.words.approve
    assert MANAGER.words.closing == "Require two-factor authentication and disallow tokens"


def test_a_log_in_begins_without_a_token() -> None:
    assert MANAGER.log_in() == Call("POST", "/-/v1/login", {}, headers("login"), signed=False)


@pytest.mark.parametrize("status", [200, 201])
def test_a_log_in_gives_a_page_and_an_address(status: int) -> None:
    words = json.dumps({"loginUrl": PAGE, "doneUrl": ADDRESS})
    assert MANAGER.login_pages(NPM, Answer(status, words)) == Handover(PAGE, ADDRESS)


@pytest.mark.parametrize(
    ("answer", "reference"),
    [
        (Answer(200, json.dumps({"loginUrl": "https://a.example", "doneUrl": ADDRESS})), "foreign-page"),
        (Answer(200, json.dumps({"loginUrl": PAGE})), "foreign-page"),
        (Answer(200, "{}"), "no-web-log-in"),
        (Answer(200, "<html>"), "no-web-log-in"),
        (Answer(404, '{"error": "not found"}'), "no-web-log-in"),
        (Answer(500, ""), "no-web-log-in"),
        (Answer(503, ""), "registry-failing"),
        (Answer(429, ""), "registry-failing"),
    ],
)
def test_a_log_in_that_cannot_be_walked_says_why(answer: Answer, reference: str) -> None:
    found = MANAGER.login_pages(NPM, answer)
    assert isinstance(found, Problem)
    assert found.reference == reference


def test_a_live_token_has_a_user() -> None:
    assert MANAGER.who() == Call("GET", "/-/whoami")
    assert MANAGER.who_answered(Answer(200, '{"username": "kim"}')) == "kim"


def test_only_401_shows_that_a_token_is_dead() -> None:
    assert MANAGER.who_answered(Answer(401, "")) is TokenState.GONE


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, "{}"),
        Answer(200, '{"username": ""}'),
        Answer(200, '{"username": null}'),
        Answer(200, '{"username": "\\u202ekim"}'),
        Answer(200, "<html>kim</html>"),
        Answer(403, ""),
        Answer(404, ""),
        Answer(500, ""),
        Answer(401, "", {"www-authenticate": "OTP"}),
        Answer(401, "", {"www-authenticate": "ipaddress"}),
    ],
)
def test_every_other_answer_tells_nothing(answer: Answer) -> None:
    assert isinstance(MANAGER.who_answered(answer), Unlooked)


def test_a_package_is_closed_to_tokens() -> None:
    closed = {"publish_requires_tfa": True, "automation_token_overrides_tfa": False}
    call = MANAGER.close_to_tokens("@acme/core")
    assert call == Call("POST", "/-/package/@acme%2fcore/access", closed, headers("access"))


def test_logging_out_names_the_token_without_holding_it() -> None:
    assert MANAGER.log_out() == Call("DELETE", "/-/user/token/{token}", None, headers("logout"))


def test_a_placeholder_is_deprecated_in_the_document_that_was_read() -> None:
    assert MANAGER.deprecate("@acme/core") == Call(
        "GET", "/@acme%2fcore?write=true", None, headers("deprecate")
    )
    document: dict[str, Json] = {
        "_id": "@acme/core",
        "_rev": "3-x",
        "versions": {"0.0.1": {"name": "@acme/core", "n": [1, 1.5, None, True]}, "0.2.0": {}},
    }
    call = MANAGER.deprecated("@acme/core", "0.0.1", Answer(200, json.dumps(document)), "use 0.2.0")
    marked: Json = {"name": "@acme/core", "n": [1, 1.5, None, True], "deprecated": "use 0.2.0"}
    expected: Json = {**document, "versions": {"0.0.1": marked, "0.2.0": {}}}
    assert call == Call("PUT", "/@acme%2fcore", expected, headers("deprecate"))


def test_no_file_goes_back_with_the_document() -> None:
    document: dict[str, Json] = {"name": "acme", "versions": {"0.0.1": {"name": "acme"}}}
    words = json.dumps({**document, "_attachments": {"acme-0.0.1.tgz": {"data": "eA=="}}})
    call = MANAGER.deprecated("acme", "0.0.1", Answer(200, words), "why")
    assert isinstance(call, Call)
    marked: Json = {"0.0.1": {"name": "acme", "deprecated": "why"}}
    assert call.body == {**document, "versions": marked}


@pytest.mark.parametrize(
    "answer",
    [
        Answer(404, '{"name": "acme", "versions": {"0.0.1": {"name": "acme"}}}'),
        Answer(200, "{}"),
        Answer(200, '{"name": "other", "versions": {"0.0.1": {"name": "acme"}}}'),
        Answer(200, '{"name": "acme", "_id": "other", "versions": {"0.0.1": {"name": "acme"}}}'),
        Answer(200, '{"name": "acme", "versions": {"0.0.1": {"name": "other"}}}'),
        Answer(200, '{"versions": {"0.0.1": {"name": "acme"}}}'),
        Answer(200, '{"name": "acme", "versions": {"0.0.1": {"name": "acme", "n": NaN}}}'),
        Answer(200, '{"name": "acme", "n": 1e999, "versions": {"0.0.1": {"name": "acme"}}}'),
        Answer(200, "<html>"),
        Answer(200, '{"name": "acme", "versions": {"0.0.2": {"name": "acme"}}}'),
        Answer(
            200, '{"name": "acme", "versions": {"0.0.1": {"deep": ' + "[" * 100_000 + "]" * 100_000 + "}}}"
        ),
    ],
)
def test_a_document_without_that_version_cannot_be_marked(answer: Answer) -> None:
    found = MANAGER.deprecated("acme", "0.0.1", answer, "why")
    assert isinstance(found, Problem)
    assert found.reference == "deprecation-not-possible"
