"""Servers that never come to an end are left at the deadline; packed answers are unpacked within bounds."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from primer.adapters.web.client import Http
from primer.adapters.web.lines import CutOff, Lines, NoneFree
from primer.adapters.web.response import Response
from primer.adapters.web.wire import exchange, lines
from primer.core.project import Unlooked
from web_server import Asked, Reply, page, serving

Talk = Callable[[socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\n"
EMPTY_BLOCKS = b"\x00\x00\x00\xff\xff" * 1000


@contextmanager
def talking(talk: Talk) -> Iterator[str]:
    """A server that says what it likes to whoever connects, until it is hung up on."""

    def one(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(65536)
            talk(connection)

    def all_of_them() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=one, args=(listener.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=all_of_them, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        listener.shutdown(socket.SHUT_RDWR)


def early_hints(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n")
        time.sleep(0.01)


def one_header(connection: socket.socket) -> None:
    connection.sendall(OK + b"X: ")
    while True:
        connection.sendall(b"a")
        time.sleep(0.02)


def blocks_of_nothing(connection: socket.socket) -> None:
    head = gzip.compress(b"")[:10]
    connection.sendall(OK + b"Content-Encoding: gzip\r\nContent-Length: 999999999999\r\n\r\n" + head)
    while True:
        connection.sendall(EMPTY_BLOCKS)


def silence(connection: socket.socket) -> None:
    connection.recv(1)


@pytest.mark.parametrize("talk", [early_hints, one_header, blocks_of_nothing])
def test_an_answer_without_end_is_left_at_the_deadline(talk: Talk) -> None:
    with talking(talk) as url, Http(timeout=0.1) as http:
        began = time.monotonic()
        assert http.get(url) == Unlooked("no whole answer in time")
        assert 0.5 < time.monotonic() - began < 3


def test_a_handshake_without_end_is_left_at_the_deadline() -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"\x16\x03\x03\x40\x00")
        while True:
            connection.sendall(b"\x00")
            time.sleep(0.02)

    with talking(drip) as url, Http(loopback_only=True, timeout=0.1) as http:
        began = time.monotonic()
        assert isinstance(http.get(url.replace("http:", "https:")), Unlooked)
        assert time.monotonic() - began < 3


def test_who_waits_for_a_connection_waits_until_the_deadline_only() -> None:
    stock = lines(5.0, 1, "a test", heed_environment=False)
    with stock.lent(time.monotonic() + 5), pytest.raises(NoneFree), stock.lent(time.monotonic() + 0.1):
        raise AssertionError("two were lent")
    stock.close()


def test_the_next_request_after_one_that_was_cut_is_answered() -> None:
    stock = lines(5.0, 1, "a test", heed_environment=False)
    with talking(silence) as url, serving(lambda _: page("here")) as server:
        with pytest.raises(CutOff), stock.lent(time.monotonic() + 0.1) as line:
            line.send(line.client.build_request("GET", url), None)
        with stock.lent(time.monotonic() + 5) as line:
            assert line.send(line.client.build_request("GET", server.url), None).status_code == 200
    stock.close()


@pytest.mark.parametrize("kind", [NotImplementedError, RecursionError])
def test_a_bug_is_not_taken_for_a_look_that_failed(kind: type[RuntimeError]) -> None:
    def broken() -> Lines:
        raise kind

    with pytest.raises(kind):
        exchange(broken, lambda client: client.build_request("GET", "/"), None, 1, time.monotonic())


def test_a_connection_is_used_again() -> None:
    callers: set[int] = set()

    def answer(_: Asked) -> Reply:
        callers.add(threading.get_ident())
        return page("here")

    with serving(answer) as server, Http() as http:
        for number in range(3):
            assert isinstance(http.get(f"{server.url}/{number}"), Response)
    assert len(callers) == 1


def test_a_packed_answer_is_unpacked() -> None:
    packed = Reply(200, gzip.compress(b"words" * 9), {"Content-Encoding": "gzip"})
    with serving(lambda _: packed) as server, Http() as http:
        got = http.get(server.url)
        assert isinstance(got, Response)
        assert got.body == b"words" * 9
        assert server.asked[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize("coding", ["gzip, gzip", "deflate", "br", "gzip, identity"])
def test_an_answer_packed_otherwise_than_asked_for_is_not_read(coding: str) -> None:
    twice = Reply(200, gzip.compress(gzip.compress(b"0" * 1_000_000)), {"Content-Encoding": coding})
    with serving(lambda _: twice) as server, Http() as http:
        assert http.get(server.url) == Unlooked("its answer is packed in a way that was not asked for")
