"""Requests with a leased token: to the registry's own address only, once, and without a trace of it."""

import json
import logging
import secrets
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from types import MappingProxyType
from urllib.parse import quote

import pytest

from primer.adapters.web.calls import Calls
from primer.core.call import TOKEN, Call, Handover, Json
from primer.core.problem import Stop
from primer.core.project import Unlooked
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.core.value import replace
from web_server import Asked, Reply, serving

SESSION = "npm" + "_" + secrets.token_hex(20) + "/+="
OTP = secrets.token_hex(16)
WHO = Call("GET", "/-/whoami")
LOG_OUT = Call("DELETE", f"/-/user/token/{TOKEN}")


def registry_at(url: str, path: str = "") -> Registry:
    return Registry("inner", "Inner", Ecosystem.JAVASCRIPT, f"{url}{path}", f"{url}{path}", url)


def door() -> Secret:
    return Secret(SESSION)


def closed_door() -> Secret:
    raise AssertionError("the token was fetched")


@pytest.fixture
def calls() -> Iterator[Calls]:
    made = Calls(loopback_only=True, silence=0.3, whole=0.6)
    yield made
    made.close()


def answering(reply: Reply) -> Callable[[Asked], Reply]:
    return lambda _: reply


def problem_of(calls: Calls, registry: Registry, call: Call = WHO) -> Stop:
    with pytest.raises(Stop) as stop:
        calls.call(registry, call, door, Secret(OTP))
    return stop.value


def test_a_request_carries_token_approval_body_and_headers(calls: Calls) -> None:
    body: Json = MappingProxyType({"a": ("b", 1, None), "c": MappingProxyType[str, Json]({})})
    call = Call("PUT", "/@acme%2fbase?write=true", body, {"npm-command": "publish"})
    with serving(answering(Reply(201, b'{"ok": true}', {"X-One": "Two"}))) as server:
        answer = calls.call(registry_at(server.url), call, door, Secret(OTP))
    assert (answer.status, answer.words, answer.headers["x-one"]) == (201, '{"ok": true}', "Two")
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("PUT", "/@acme%2fbase?write=true")
    assert json.loads(asked.body) == {"a": ["b", 1, None], "c": {}}
    sent = {"authorization": f"Bearer {SESSION}", "npm-otp": OTP, "npm-command": "publish"}
    assert sent.items() <= asked.headers.items()
    assert asked.headers["content-type"] == asked.headers["accept"] == "application/json"


def test_without_a_lease_and_unsigned_nothing_is_sent_along(calls: Calls) -> None:
    with serving(answering(Reply())) as server:
        calls.call(registry_at(server.url), WHO, None, None)
        calls.call(registry_at(server.url), replace(WHO, signed=False), closed_door, None)
    for asked in server.asked:
        assert {"authorization", "npm-otp", "content-type"} & asked.headers.keys() == set()
        assert asked.body == b""


def test_an_empty_object_is_sent_as_one(calls: Calls) -> None:
    with serving(answering(Reply())) as server:
        calls.call(registry_at(server.url), Call("POST", "/-/v1/login", {}, signed=False), None, None)
    assert server.asked[0].body == b"{}"


def test_the_registrys_own_path_stays_before_the_requests(calls: Calls) -> None:
    with serving(answering(Reply())) as server:
        calls.call(registry_at(server.url, "/npm/"), WHO, door, None)
    assert server.asked[0].path == "/npm/-/whoami"


def test_logging_out_names_the_token_on_the_wire_and_nowhere_else(
    calls: Calls, caplog: pytest.LogCaptureFixture
) -> None:
    def echoing(asked: Asked) -> Reply:
        return Reply(404, f"Cannot DELETE {asked.path} or {SESSION}".encode(), {"Location": asked.path})

    with caplog.at_level(logging.DEBUG), serving(echoing) as server:
        answer = calls.call(registry_at(server.url), LOG_OUT, door, None)
    wire = quote(SESSION, safe="")
    assert server.asked[0].path == f"/-/user/token/{wire}"
    assert answer.words == "Cannot DELETE /-/user/token/<secret> or <secret>"
    assert answer.headers["location"] == "/-/user/token/<secret>"
    assert f"DELETE /-/user/token/{TOKEN}: 404" in caplog.text
    assert [form for form in (SESSION, wire, wire[:20]) if form in caplog.text + repr(answer)] == []


def escaped(words: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" for letter in words)


@pytest.mark.parametrize(
    "body",
    [
        f'{{"username": "{escaped(SESSION)}"}}',
        f'{{"{escaped(SESSION)}": 1}}',
        f'[{{"error": ["bad {SESSION.replace("/", chr(92) + "/")}"]}}]',
        f'{{"a": "{escaped(SESSION)}", "a": "b"}}',
        f'<p>{{"error": "{escaped(SESSION)}"}}',
    ],
    ids=["value", "key", "slashes", "twice", "page"],
)
def test_a_token_is_hidden_however_the_answer_writes_it(calls: Calls, body: str) -> None:
    with serving(answering(Reply(403, body.encode()))) as server:
        words = calls.call(registry_at(server.url), WHO, door, None).words
    read = words.replace("\\/", "/") if words.startswith("<") else repr(json.loads(words))
    assert SESSION not in read
    assert escaped(SESSION) not in words


def test_a_short_token_is_hidden_where_it_is_a_word(calls: Calls) -> None:
    reply = Reply(403, b'{"a": "no 424242 here", "b": "1424242"}')
    with serving(answering(reply)) as server:
        answer = calls.call(registry_at(server.url), WHO, lambda: Secret("424242"), None)
    assert json.loads(answer.words) == {"a": "no <secret> here", "b": "1424242"}


def test_an_answer_without_a_secret_stays_as_it_was_written(calls: Calls) -> None:
    body = b'{ "a" : "\\u0041\\/", "n": NaN }'
    with serving(answering(Reply(200, body))) as server:
        assert calls.call(registry_at(server.url), WHO, door, Secret(OTP)).words == body.decode()


def test_a_question_without_answer_does_not_keep_a_log_out_waiting() -> None:
    release, asking = threading.Event(), threading.Event()

    def answer(asked: Asked) -> Reply:
        if asked.path == "/done":
            asking.set()
            release.wait(5)
        return Reply()

    with serving(answer) as server:
        calls = Calls(loopback_only=True)
        handover = Handover("", f"{server.url}/done")
        stuck = threading.Thread(target=calls.collect, args=(registry_at(server.url), handover, door))
        stuck.start()
        assert asking.wait(5)
        began = time.monotonic()
        assert calls.call(registry_at(server.url), LOG_OUT, door, None).status == 200
        assert time.monotonic() - began < 3
        release.set()
        stuck.join()
        calls.close()


def test_other_requests_are_logged_as_before(calls: Calls, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), serving(answering(Reply())) as server:
        calls.call(registry_at(server.url), WHO, door, None)
        logging.getLogger("httpx").info("a look")
    assert [record.message for record in caplog.records if record.name == "httpx"] == ["a look"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(calls: Calls, status: int) -> None:
    with serving(answering(Reply(status, headers={"Location": "/elsewhere"}))) as server:
        assert calls.call(registry_at(server.url), WHO, door, None).status == status
        assert len(server.asked) == 1


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_every_answer_comes_back_and_is_asked_for_once(calls: Calls, status: int) -> None:
    with serving(answering(Reply(status, b"why not", {"Retry-After": "1"}))) as server:
        answer = calls.call(registry_at(server.url), WHO, door, None)
        assert (answer.status, answer.words, answer.headers["retry-after"]) == (status, "why not", "1")
        assert len(server.asked) == 1


def late(_: Asked) -> Reply:
    time.sleep(1)
    return Reply()


def torn(_: Asked) -> Reply:
    return Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf")


@pytest.mark.parametrize(
    "behaviour", [answering(Reply(hang_up=True)), answering(Reply(raw=b"?")), torn, late]
)
def test_no_answer_is_a_problem_that_leads_to_no_token(
    calls: Calls, behaviour: Callable[[Asked], Reply]
) -> None:
    with serving(behaviour) as server:
        stop = problem_of(calls, registry_at(server.url), LOG_OUT)
        assert len(server.asked) == 1
    assert stop.problem.reference == "no-answer"
    assert (stop.__cause__, stop.__context__) == (None, None)
    shown = "".join(traceback.TracebackException.from_exception(stop, capture_locals=True).format())
    assert [secret for secret in (SESSION, quote(SESSION, safe=""), OTP) if secret in shown] == []


def test_an_endless_answer_is_read_only_so_far() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 99000000\r\n\r\n"
    with serving(answering(Reply(raw=head + b"x" * 34_000_000))) as server:
        patient = Calls(loopback_only=True)
        assert "larger than" in problem_of(patient, registry_at(server.url)).problem.message
        patient.close()


def test_a_token_that_no_header_can_hold_is_a_problem_without_it(calls: Calls) -> None:
    with serving(answering(Reply())) as server, pytest.raises(Stop) as stop:
        calls.call(registry_at(server.url), WHO, lambda: Secret(f"{SESSION}\r\nX: y"), None)
    assert server.asked == []
    assert SESSION not in str(stop.value.problem)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://registry.example", "only this machine may be asked here"),
        ("http://registry.example", "plain http is used inside this machine only: write https"),
        ("https://kim:pass@127.0.0.1", "it carries a user name or password"),
        ("ftp://127.0.0.1", "it is no web address"),
    ],
)
def test_no_token_goes_where_it_must_not(calls: Calls, url: str, why: str) -> None:
    for act in (
        lambda: calls.call(registry_at(url), WHO, closed_door, None),
        lambda: calls.collect(registry_at(url), Handover("", f"{url}/done"), closed_door),
    ):
        with pytest.raises(Stop) as stop:
            act()
        assert stop.value.problem.reference == "wrong-upload-address"
        assert why in stop.value.problem.message


def test_a_path_that_would_change_the_host_is_none(calls: Calls) -> None:
    with pytest.raises(ValueError, match="begins with a slash"):
        calls.call(registry_at("http://127.0.0.1:9"), Call("GET", "@evil.example/"), closed_door, None)


def test_what_was_approved_is_collected_once_it_is_there(calls: Calls) -> None:
    replies = [
        Reply(202, b"{}", {"Retry-After": "2"}),
        Reply(202),
        Reply(429, headers={"Retry-After": "7"}),
        Reply(503, headers={"Retry-After": "3600"}),
        Reply(200, json.dumps({"token": OTP}).encode()),
    ]
    with serving(lambda _: replies.pop(0)) as server:
        registry, handover = registry_at(server.url), Handover("", f"{server.url}/-/v1/done?id=1")
        waits = [calls.collect(registry, handover, door) for _ in range(4)]
        found = calls.collect(registry, handover, None)
    assert waits == [2.0, 3.0, 7.0, 30.0]
    assert isinstance(found, Secret)
    assert found.reveal() == OTP
    sent = [asked.headers.get("authorization") for asked in server.asked]
    assert sent == [f"Bearer {SESSION}"] * 4 + [None]
    assert {asked.path for asked in server.asked} == {"/-/v1/done?id=1"}


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"<html>"),
        Reply(200, b"[]"),
        Reply(200, b'{"token": ""}'),
        Reply(302, headers={"Location": "/x"}),
        Reply(500),
        Reply(hang_up=True),
    ],
)
def test_another_answer_hands_over_nothing(calls: Calls, reply: Reply) -> None:
    with serving(answering(reply)) as server:
        found = calls.collect(registry_at(server.url), Handover("", f"{server.url}/done"), door)
        assert isinstance(found, Unlooked)
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{other}/done",
        "https://127.0.0.1:{port}/done",
        "http://localhost:{port}/done",
        "http://kim@127.0.0.1:{port}/done",
        "http://127.0.0.1:{port}@evil.example/done",
        "http://[/done",
        "/done",
    ],
)
def test_a_bearer_goes_to_the_registrys_own_host_only(calls: Calls, address: str) -> None:
    with serving(answering(Reply())) as server, serving(answering(Reply())) as other:
        there = address.format(port=server.server_port, other=other.server_port)
        found = calls.collect(registry_at(server.url), Handover("", there), closed_door)
        assert found == Unlooked("the address that was named is not the registry's own")
        assert server.asked + other.asked == []


def test_after_closing_it_calls_anew(calls: Calls) -> None:
    with serving(answering(Reply())) as server:
        for _ in range(2):
            assert calls.call(registry_at(server.url), WHO, door, None).status == 200
            calls.close()
