"""Owner and repository as GitHub writes them, asked of a server on this machine."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from primer.adapters.eyes import World
from primer.adapters.web.client import Http
from primer.adapters.web.github import canonical
from primer.core.memory import Memory
from primer.core.project import Unlooked
from primer.core.repository import Remote
from primer.core.source import Source
from primer.providers import github as hosts
from web_server import Reply, WebServer, page, serving

REMOTE = Remote("github.com", "acme/mono", Source("git remote origin"))


@contextmanager
def github(reply: Reply) -> Iterator[WebServer]:
    with serving(lambda _: reply) as server:
        yield server


def answer(reply: Reply) -> Remote:
    with github(reply) as server, Http(timeout=0.5) as http:
        return canonical(REMOTE, http, server.url)


def test_the_canonical_casing_is_used() -> None:
    with github(page(json.dumps({"full_name": "Acme/Mono"}), "application/json")) as server, Http() as http:
        found = canonical(REMOTE, http, server.url)
        assert (found.path, found.canonical, found.note) == ("Acme/Mono", True, "")
        assert server.asked[0].path == "/repos/acme/mono"
        assert "authorization" not in {name.lower() for name in server.asked[0].headers}


def test_a_repository_that_was_renamed_is_followed_and_said() -> None:
    def reply(path: str, base: str) -> Reply:
        if path == "/repos/acme/mono":
            return Reply(301, headers={"Location": f"{base}/repositories/1"})
        return page(json.dumps({"full_name": "Acme-Labs/mono"}), "application/json")

    with serving(lambda asked: reply(asked.path, server.url)) as server, Http() as http:
        found = canonical(REMOTE, http, server.url)
    assert (found.path, found.canonical) == ("Acme-Labs/mono", True)
    assert found.note == "acme/mono is now Acme-Labs/mono on GitHub: git remote origin has the old name"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(404), "GitHub shows no such repository to strangers"),
        (Reply(403, headers={"X-RateLimit-Remaining": "0"}), "GitHub answers no more questions"),
        (Reply(403), "GitHub answered 403"),
        (Reply(500), ""),
        (Reply(hang_up=True), ""),
        (page("no JSON"), "GitHub's answer names no repository"),
        (page("[]"), "GitHub's answer names no repository"),
        (page('{"full_name": "a"}'), "GitHub's answer names no repository"),
        (page('{"full_name": "a\\u001b/b"}'), "GitHub's answer names no repository"),
        (page("[" * 100_000), "GitHub's answer names no repository"),
    ],
)
def test_where_it_could_not_be_looked_up_the_note_says_why(reply: Reply, reason: str) -> None:
    found = answer(reply)
    assert (found.path, found.canonical) == ("acme/mono", False)
    assert found.note.startswith("casing not looked up: ")
    assert reason in found.note


def test_only_github_is_asked() -> None:
    with github(Reply(500)) as server, Http() as http:
        for host in ("gitlab.com", "git.example.org"):
            remote = Remote(host, "acme/mono", Source("git remote origin"))
            assert canonical(remote, http, server.url) == remote
        assert server.asked == []


def test_without_asking_the_reason_is_said_as_well() -> None:
    assert hosts.unlooked(REMOTE, "offline").note == "casing not looked up: offline"


def test_the_eyes_ask_for_a_repositorys_name_once_and_only_github() -> None:
    reply = page(json.dumps({"full_name": "acme/new"}), "application/json")
    with github(reply) as server, Http() as http:
        eyes = looking(http, server.url)
        assert [eyes.repository_name("github.com", "acme/old") for _ in range(2)] == ["acme/new"] * 2
        assert [asked.path for asked in server.asked] == ["/repos/acme/old"]
        lab = eyes.repository_name("gitlab.com", "acme/old")
        assert lab == Unlooked("gitlab.com is not asked for repositories")
        assert len(server.asked) == 1


def looking(http: Http, github_url: str) -> World:
    """Eyes that know where GitHub is."""
    return World(
        http,
        lambda: datetime(2026, 11, 21, tzinfo=UTC),
        Memory,
        lambda _ecosystem, _name, _version: frozenset(),
        github_url=github_url,
    )
