"""The eyes against a real server on this machine: what is seen, and what could not be looked at."""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from primer.adapters.eyes import World
from primer.adapters.web.client import Http
from primer.core.memory import Memory
from primer.core.project import Absent, Owners, Project, Provenance, ReleaseFile, TokenState, Unlooked
from primer.core.registry import Ecosystem, Registry
from primer.core.token import Tombstone
from primer.core.value import replace
from primer.registries.pypi.indexes import JSON
from primer.registries.pypi.tokens import tombstone_named
from web_server import Asked, Reply, WebServer, page, serving

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HASH = "ab" * 32
ID = "21394af6-1111-4222-8333-444455556666"


def registry(url: str) -> Registry:
    return Registry("here", "Here", Ecosystem.PYTHON, f"{url}/legacy/", f"{url}/simple", url)


def world(http: Http) -> World:
    return World(http, lambda: NOON, Memory, lambda _, __, ___: frozenset({HASH}))


@contextmanager
def looking(
    pages: Mapping[str, Reply] | Callable[[Asked], Reply],
) -> Iterator[tuple[World, Registry, WebServer]]:
    def answer(asked: Asked) -> Reply:
        return pages.get(asked.path, Reply(404)) if isinstance(pages, Mapping) else pages(asked)

    with serving(answer) as server, Http(timeout=1) as http:
        yield world(http), registry(server.url), server


def json_page(content: object, kind: str = JSON) -> Reply:
    return page(json.dumps(content), kind)


def shadow(of: Registry) -> Tombstone:
    named = tombstone_named(of, ID)
    assert isinstance(named, Tombstone)
    return named


def why(answer: object) -> str:
    assert isinstance(answer, Unlooked), answer
    return answer.why


def test_a_project_is_seen_as_json() -> None:
    file = {"filename": "a-1.tar.gz", "url": "/f/a-1.tar.gz", "hashes": {"sha256": HASH}}
    with looking({"/simple/a/": json_page({"files": [file]})}) as (eyes, here, server):
        seen = eyes.project(here, "a")
        assert seen == Project("a", (ReleaseFile("a-1.tar.gz", "1", f"{here.web_url}/f/a-1.tar.gz", HASH),))
        assert server.asked[0].headers["accept"].startswith(JSON)


def test_a_project_is_seen_as_html_where_there_is_no_json() -> None:
    with looking({"/simple/a/": page('<a href="/f/a-1.zip">a-1.zip</a>')}) as (eyes, here, _):
        assert eyes.project(here, "a") == Project(
            "a", (ReleaseFile("a-1.zip", "1", f"{here.web_url}/f/a-1.zip"),)
        )


def test_404_is_absent() -> None:
    with looking({}) as (eyes, here, _):
        assert eyes.project(here, "a") == Absent()


@pytest.mark.parametrize(
    "reply",
    [
        Reply(403),
        Reply(409),
        Reply(429),
        Reply(500),
        Reply(503, headers={"Retry-After": "3600"}),
        Reply(hang_up=True),
        Reply(raw=b"garbage\r\n\r\n"),
        Reply(302, headers={"Location": "https://pypi.org/simple/a/"}),
        page("{", JSON),
        page("<h1>Log in</h1>"),
        page("", "image/png"),
        Reply(204),
    ],
)
def test_every_other_answer_is_not_a_look(reply: Reply) -> None:
    with looking(lambda _: reply) as (eyes, here, _):
        assert why(eyes.project(here, "a")).startswith("127.0.0.1: ")


def test_owners_are_seen_where_the_registry_says_them() -> None:
    content = {"ownership": {"roles": [{"role": "Owner", "user": "kim"}], "organization": None}}
    with looking({"/pypi/a/json": json_page(content, "application/json")}) as (eyes, here, _):
        assert eyes.owners(here, "a") == Owners(("kim",))
        assert eyes.owners(here, "b") == Absent()


def test_a_web_page_for_owners_is_a_registry_that_does_not_say() -> None:
    with looking({"/pypi/a/json": page("<h1>Hello</h1>")}) as (eyes, here, _):
        assert eyes.owners(here, "a") == Absent()


def test_provenance_is_read_where_the_file_names_it() -> None:
    publisher = {"kind": "GitHub", "repository": "acme/mono", "workflow": "p.yml", "environment": "pypi"}
    pages = {"/p": json_page({"attestation_bundles": [{"publisher": publisher}]}, "application/json")}
    with looking(pages) as (eyes, here, _):
        proven = ReleaseFile("a-1.zip", "1", "", provenance=f"{here.web_url}/p")
        lost = ReleaseFile("a-1.zip", "1", "", provenance=f"{here.web_url}/q")
        claims = (("environment", "pypi"), ("repository", "acme/mono"), ("workflow", "p.yml"))
        assert eyes.provenance(proven) == (Provenance("GitHub", claims),)
        assert eyes.provenance(lost) == Absent()
        assert eyes.provenance(ReleaseFile("a-1.zip", "1", "")) == Absent()


def test_a_registry_that_is_known_to_take_part_is_not_asked() -> None:
    with looking({}) as (eyes, here, server):
        assert eyes.offers_publishers(replace(here, trusted=True)) is True
        assert server.asked == []


@pytest.mark.parametrize(
    ("reply", "offers"),
    [
        (json_page({"audience": "pypi"}, "application/json"), True),
        (json_page({"audience": ""}, "application/json"), False),
        (json_page([], "application/json"), False),
        (page("<h1>Hello</h1>"), False),
        (Reply(404), False),
        (Reply(405), False),
    ],
)
def test_trusted_publishing_is_offered_where_an_audience_is_named(reply: Reply, offers: bool) -> None:
    with looking({"/_/oidc/audience": reply}) as (eyes, here, _):
        assert eyes.offers_publishers(here) is offers


def test_a_failing_registry_says_nothing_of_trusted_publishing() -> None:
    with looking(lambda _: Reply(500)) as (eyes, here, _):
        assert why(eyes.offers_publishers(here)) == "127.0.0.1: it answered 500 Internal Server Error"


def test_a_token_is_asked_about_with_its_shadow_and_an_empty_form() -> None:
    words = "'' is an invalid value for Name. Error: Start and end with a letter or numeral"
    with looking(lambda _: Reply(400, reason=words)) as (eyes, here, server):
        assert eyes.token(here, shadow(here)) is TokenState.KNOWN
        asked = server.asked[0]
        assert (asked.method, asked.path) == ("POST", "/legacy/")
        assert asked.body == b"%3Aaction=file_upload&protocol_version=1"


def test_a_token_is_gone_when_the_registry_says_so() -> None:
    body = b"<html>Invalid or non-existent authentication information.</html>"
    with looking(lambda _: Reply(403, body)) as (eyes, here, _):
        assert eyes.token(here, shadow(here)) is TokenState.GONE


@pytest.mark.parametrize("reply", [Reply(403), Reply(200), Reply(500), Reply(302, headers={"Location": "/"})])
def test_no_other_answer_says_that_a_token_is_gone(reply: Reply) -> None:
    with looking(lambda _: reply) as (eyes, here, _):
        assert str(reply.status) in why(eyes.token(here, shadow(here)))


def test_a_token_without_a_shadow_is_never_asked_about() -> None:
    with looking({}) as (eyes, here, server):
        assert "cannot be asked" in why(eyes.token(here, Tombstone("x", "")))
        assert server.asked == []


def test_a_hash_is_taken_from_the_page_or_from_the_bytes() -> None:
    with looking({"/f/a": Reply(200, b"bytes")}) as (eyes, here, server):
        assert eyes.sha256(ReleaseFile("a", "1", f"{here.web_url}/f/a", sha256=HASH)) == HASH
        assert server.asked == []
        assert (
            eyes.sha256(ReleaseFile("a", "1", f"{here.web_url}/f/a")) == hashlib.sha256(b"bytes").hexdigest()
        )
        assert "404" in why(eyes.sha256(ReleaseFile("a", "1", f"{here.web_url}/f/b")))
        assert why(eyes.sha256(ReleaseFile("a", "1", "http://["))) == "no host: it is no web address"


def test_what_is_known_here_needs_no_network() -> None:
    with Http() as http:
        eyes = world(http)
        assert (eyes.now(), eyes.memory()) == (NOON, Memory())
        assert eyes.placeholder_hashes(registry("http://127.0.0.1"), "a", "0.0.1") == {HASH}


def test_an_answer_is_asked_for_once_until_a_fresh_look() -> None:
    with looking({}) as (eyes, here, server):
        for _ in range(3):
            eyes.project(here, "a")
        assert len(server.asked) == 1
        eyes.fresh().project(here, "a")
        assert len(server.asked) == 2


def test_those_who_ask_meanwhile_wait_for_the_one_answer() -> None:
    asked_once = threading.Event()

    def answer(_: Asked) -> Reply:
        assert not asked_once.is_set()
        asked_once.set()
        time.sleep(0.05)
        return json_page({"files": []})

    with looking(answer) as (eyes, here, server), ThreadPoolExecutor(12) as pool:
        seen = list(pool.map(lambda _: eyes.project(here, "a"), range(12)))
        assert seen == [Project("a", ())] * 12
        assert len(server.asked) == 1


def test_a_hundred_names_of_a_slow_registry_take_a_second_or_so() -> None:
    def answer(_: Asked) -> Reply:
        time.sleep(0.05)
        return Reply(404)

    with looking(answer) as (eyes, here, server), ThreadPoolExecutor(8) as pool:
        began = time.monotonic()
        names = [f"package-{number}" for number in range(100)]
        assert set(pool.map(lambda name: eyes.project(here, name), names)) == {Absent()}
        assert time.monotonic() - began < 2
        assert server.busiest <= 8
