"""The HTTP client against a real server on this machine."""

import gzip
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from primer.adapters.web.client import Http
from primer.adapters.web.response import Response
from primer.core.project import Unlooked
from web_server import Asked, Reply, page, serving

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def answered(answer: Response | Unlooked) -> Response:
    assert isinstance(answer, Response), answer
    return answer


def reason(answer: Response | Unlooked) -> str:
    assert isinstance(answer, Unlooked), answer
    return answer.why


def test_a_page_is_read_with_an_honest_user_agent() -> None:
    with serving(lambda asked: page(asked.path)) as server, Http() as http:
        got = answered(http.get(server.url + "/a", {"Accept": "text/html"}))
        assert (got.status, got.text, got.headers["content-type"]) == (200, "/a", "text/html; charset=utf-8")
        assert got.url == server.url + "/a"
        assert server.asked[0].headers["user-agent"].startswith("publish-primer/")
        assert server.asked[0].headers["accept"] == "text/html"


def test_a_form_is_sent_with_basic_credentials() -> None:
    with serving(lambda _: Reply(400, b"no", reason="Because of the form")) as server, Http() as http:
        got = answered(http.post_form(server.url, {":action": "file_upload"}, ("__token__", "made-up")))
        assert (got.status, got.reason, got.body) == (400, "Because of the form", b"no")
        assert server.asked[0].body == b"%3Aaction=file_upload"
        assert server.asked[0].headers["authorization"] == "Basic X190b2tlbl9fOm1hZGUtdXA="


def test_a_page_that_did_not_change_is_only_revalidated() -> None:
    def answer(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == '"1"':
            return Reply(304)
        return page("long", ETag='"1"')

    with serving(answer) as server, Http() as http:
        first, second = http.get(server.url), http.get(server.url)
        assert answered(first).text == answered(second).text == "long"
        assert answered(second).status == 200
        assert [asked.headers.get("if-none-match") for asked in server.asked] == [None, '"1"']


def test_another_accept_is_another_page_in_the_cache() -> None:
    with serving(lambda asked: page(asked.headers["accept"], ETag='"1"')) as server, Http() as http:
        assert answered(http.get(server.url, {"Accept": "a/b"})).text == "a/b"
        assert answered(http.get(server.url, {"Accept": "c/d"})).text == "c/d"
        assert "if-none-match" not in server.asked[1].headers


def test_redirects_on_the_same_host_are_followed() -> None:
    def answer(asked: Asked) -> Reply:
        return page("there") if asked.path == "/b/" else Reply(301, headers={"Location": "/b/"})

    with serving(answer) as server, Http() as http:
        got = answered(http.get(server.url + "/b"))
        assert (got.text, got.url) == ("there", server.url + "/b/")


def test_redirects_to_another_host_are_not_followed() -> None:
    with serving(lambda _: page("not for you")) as other, Http() as http:
        with serving(lambda _: Reply(302, headers={"Location": other.url})) as server:
            assert "another host" in reason(http.get(server.url))
        assert other.asked == []


def test_redirects_in_a_circle_end() -> None:
    with serving(lambda _: Reply(302, headers={"Location": "/"})) as server, Http() as http:
        assert reason(http.get(server.url)) == "it redirects in circles"


def test_a_redirect_to_nowhere_is_said() -> None:
    with serving(lambda _: Reply(302)) as server, Http() as http:
        assert reason(http.get(server.url)) == "it redirects to no address"


def test_a_form_is_never_sent_after_a_redirect() -> None:
    with serving(lambda _: Reply(307, headers={"Location": "/b"})) as server, Http() as http:
        assert answered(http.post_form(server.url, {}, ("__token__", "made-up"))).status == 307
        assert len(server.asked) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_wait_is_waited_once(status: int) -> None:
    waits: list[float] = []

    def answer(_: Asked) -> Reply:
        return page("now") if waits else Reply(status, headers={"Retry-After": "2"})

    with serving(answer) as server, Http(pause=waits.append) as http:
        assert answered(http.get(server.url)).text == "now"
        assert waits == [2.0]


def test_a_second_refusal_is_not_tried_again() -> None:
    waits: list[float] = []
    with (
        serving(lambda _: Reply(429, headers={"Retry-After": "2"})) as server,
        Http(pause=waits.append, clock=lambda: NOON) as http,
    ):
        assert reason(http.get(server.url)) == "it answered 429: not before 2026-11-21 12:00:02 UTC"
        assert (waits, len(server.asked)) == ([2.0], 2)


@pytest.mark.parametrize("patience", ["3600", "Sat, 21 Nov 2026 13:00:00 GMT"])
def test_a_long_wait_is_not_waited_but_named(patience: str) -> None:
    with (
        serving(lambda _: Reply(503, headers={"Retry-After": patience})) as server,
        Http(pause=lambda _: pytest.fail("waited"), clock=lambda: NOON) as http,
    ):
        assert reason(http.get(server.url)) == "it answered 503: not before 2026-11-21 13:00:00 UTC"


@pytest.mark.parametrize("patience", ["soon", "", "-1", "9" * 40])
def test_an_odd_retry_after_is_no_crash(patience: str) -> None:
    with (
        serving(lambda _: Reply(429, headers={"Retry-After": patience})) as server,
        Http(pause=lambda _: None, clock=lambda: NOON) as http,
    ):
        assert isinstance(http.get(server.url), Response | Unlooked)


def test_silence_ends() -> None:
    release = threading.Event()

    def answer(_: Asked) -> Reply:
        release.wait(5)
        return Reply()

    with serving(answer) as server, Http(timeout=0.1) as http:
        began = time.monotonic()
        assert reason(http.get(server.url)) == "no answer in time"
        release.set()
        assert time.monotonic() - began < 3


def test_a_trickle_ends() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def drip() -> None:
        connection, _ = listener.accept()
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not stop.wait(0.02):
            try:
                connection.sendall(b"x")
            except OSError:
                break
        connection.close()

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    with Http(timeout=0.05) as http:
        assert reason(http.get(f"http://127.0.0.1:{listener.getsockname()[1]}/")) == "no whole answer in time"
    stop.set()
    thread.join()
    listener.close()


def test_a_huge_answer_is_left() -> None:
    with serving(lambda _: Reply(200, b"x" * 300_000)) as server, Http() as http:
        assert reason(http.get(server.url, limit=100 * 1024)) == "its answer is larger than 100 KiB"


def test_a_compressed_bomb_is_left_too() -> None:
    bomb = Reply(200, gzip.compress(b"0" * 50_000_000), {"Content-Encoding": "gzip"})
    with serving(lambda _: bomb) as server, Http() as http:
        assert "larger than" in reason(http.get(server.url))


def test_damaged_compression_is_said() -> None:
    with serving(lambda _: Reply(200, b"no gzip", {"Content-Encoding": "gzip"})) as server, Http() as http:
        assert reason(http.get(server.url)) == "its answer could not be decompressed"


def test_a_server_that_hangs_up_is_said() -> None:
    with serving(lambda _: Reply(hang_up=True)) as server, Http() as http:
        assert reason(http.get(server.url)) == "it hung up or did not speak HTTP"


def test_a_server_that_speaks_something_else_is_said() -> None:
    with serving(lambda _: Reply(raw=b"220 mail.example ESMTP\r\n")) as server, Http() as http:
        assert reason(http.get(server.url)) == "it hung up or did not speak HTTP"


def test_nobody_there_is_said() -> None:
    with serving(lambda _: Reply()) as server:
        url = server.url
    with Http() as http:
        assert reason(http.get(url)) == "the connection was refused"


def test_plain_http_stays_inside_this_machine() -> None:
    with Http() as http:
        assert "write https" in reason(http.get("http://index.example/simple"))


@pytest.mark.parametrize(
    "url",
    ["", "pypi.org", "ftp://127.0.0.1/", "http://[", "https://", "http://127.0.0.1:99999/", "file:///x"],
)
def test_what_is_no_address_is_said(url: str) -> None:
    with Http() as http:
        assert reason(http.get(url)) == "it is no web address"


def test_an_address_with_a_password_is_refused_and_not_repeated() -> None:
    with Http() as http:
        why = reason(http.get("https://kim:made-up-word@index.example/"))
        assert "password" in why
        assert "made-up-word" not in why


def test_in_a_rehearsal_no_other_machine_is_asked() -> None:
    with serving(lambda _: page("here")) as server, Http(loopback_only=True) as http:
        assert reason(http.get("https://pypi.org/simple/")) == "only this machine may be asked here"
        assert (
            reason(http.post_form("https://127.0.0.1.example/", {})) == "only this machine may be asked here"
        )
        assert answered(http.get(server.url)).text == "here"


def test_a_closed_client_asks_nobody() -> None:
    with serving(lambda _: page("here")) as server:
        with Http() as http:
            http.get(server.url)
        assert reason(http.get(server.url)) == "primer is stopping"


def test_never_more_than_eight_at_once() -> None:
    def answer(_: Asked) -> Reply:
        time.sleep(0.02)
        return page("here")

    with serving(answer) as server, Http() as http, ThreadPoolExecutor(24) as pool:
        urls = [f"{server.url}/{number}" for number in range(48)]
        assert all(isinstance(answer, Response) for answer in pool.map(http.get, urls))
        assert server.busiest <= 8
