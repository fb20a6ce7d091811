"""The eyes on a registry that serves documents of packages: releases, owners, proofs, and honest reasons."""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from primer.adapters.eyes import World
from primer.adapters.web.client import Http
from primer.adapters.web.packuments import Packuments
from primer.adapters.web.response import Response
from primer.core.memory import Memory
from primer.core.project import Absent, Owners, Project, Provenance, ReleaseFile, Unlooked
from primer.core.registry import Ecosystem, Registry
from primer.core.value import replace
from web_server import Asked, Reply, WebServer, page, serving

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
BYTES = b"a tarball"
SHA512 = f"sha512-{base64.b64encode(hashlib.sha512(BYTES).digest()).decode()}"


def registry(url: str) -> Registry:
    return Registry("here", "Here", Ecosystem.JAVASCRIPT, url, url, url)


@contextmanager
def looking(
    pages: Mapping[str, Reply],
) -> Iterator[tuple[World, Registry, WebServer]]:
    def answer(asked: Asked) -> Reply:
        return pages.get(asked.path, Reply(404, b"{}"))

    with serving(answer) as server, Http(timeout=1) as http:
        eyes = World(http, lambda: NOON, Memory, lambda _, __, ___: frozenset())
        yield eyes, registry(server.url), server


def json_page(content: object) -> Reply:
    return page(json.dumps(content), "application/json")


def document(name: str, **dist: object) -> Reply:
    release = {
        "name": name,
        "version": "0.0.1",
        "dist": {"tarball": "http://127.0.0.1/t.tgz", "integrity": SHA512, **dist},
        "_npmUser": {"name": "GitHub Actions", "trustedPublisher": {"id": "github"}},
    }
    times = {"0.0.1": "2026-11-21T10:00:00.000Z"}
    owners = [{"name": "kim", "email": "kim@acme.io"}]
    return json_page({"name": name, "versions": {"0.0.1": release}, "time": times, "maintainers": owners})


def why(answer: object) -> str:
    assert isinstance(answer, Unlooked), answer
    return answer.why


def test_a_scoped_package_is_asked_for_once_and_seen_with_its_owners() -> None:
    with looking({"/@acme%2fbase": document("@acme/base")}) as (eyes, here, server):
        seen = eyes.project(here, "@acme/base")
        assert eyes.owners(here, "@acme/base") == Owners(("kim",))
        assert isinstance(seen, Project)
        (file,) = seen.files
        assert (file.filename, file.version, file.integrity) == ("acme-base-0.0.1.tgz", "0.0.1", SHA512)
        assert file.uploaded == datetime(2026, 11, 21, 10, tzinfo=UTC)
        assert file.trusted_by == "github"
        assert [asked.path for asked in server.asked] == ["/@acme%2fbase"]
        assert server.asked[0].headers["accept"] == "application/json"
        eyes.fresh().project(here, "@acme/base")
        assert len(server.asked) == 2


def test_404_is_absent() -> None:
    with looking({}) as (eyes, here, _):
        assert (eyes.project(here, "acme"), eyes.owners(here, "acme")) == (Absent(), Absent())


@pytest.mark.parametrize(
    "reply",
    [
        Reply(401),
        Reply(403),
        Reply(429),
        Reply(500),
        Reply(503, headers={"Retry-After": "3600"}),
        Reply(hang_up=True),
        Reply(302, headers={"Location": "https://registry.npmjs.org/acme"}),
        page("<h1>Log in</h1>"),
        json_page([]),
        json_page({"name": "other", "versions": {}}),
        Reply(204),
    ],
)
def test_every_other_answer_is_not_a_look(reply: Reply) -> None:
    with looking({"/acme": reply}) as (eyes, here, _):
        assert why(eyes.project(here, "acme")).startswith("127.0.0.1: ")


def attestation(repository: str) -> Reply:
    workflow = {"repository": repository, "path": ".github/workflows/release.yml", "ref": "refs/tags/v1"}
    statement = {
        "predicateType": "https://slsa.dev/provenance/v1",
        "subject": [{"name": "pkg:npm/acme@0.0.1", "digest": {"sha512": hashlib.sha512(BYTES).hexdigest()}}],
        "predicate": {"buildDefinition": {"externalParameters": {"workflow": workflow}}},
    }
    payload = base64.b64encode(json.dumps(statement).encode()).decode()
    return json_page({"attestations": [{"bundle": {"dsseEnvelope": {"payload": payload}}}]})


def test_a_proof_is_read_where_the_release_names_it_and_its_hash_stands_beside_the_tarballs() -> None:
    pages = {"/-/npm/v1/attestations/acme@0.0.1": attestation("https://github.com/acme/mono")}
    with looking(pages) as (eyes, here, _):
        url = f"{here.index_url}/-/npm/v1/attestations/acme@0.0.1"
        file = ReleaseFile("acme-0.0.1.tgz", "0.0.1", "", provenance=url, integrity=SHA512)
        found = eyes.provenance(file)
        assert isinstance(found, tuple)
        (proven,) = found
        assert isinstance(proven, Provenance)
        claims = dict(proven.claims)
        assert (proven.kind, claims["repository"], claims["workflow"]) == (
            "GitHub",
            "acme/mono",
            "release.yml",
        )
        assert claims["integrity"] == claims["subject"] == SHA512
        assert eyes.provenance(replace(file, provenance=f"{url}x")) == Absent()
        assert eyes.provenance(replace(file, provenance=None)) == Absent()


def test_a_proof_that_cannot_be_read_is_not_a_look() -> None:
    with looking({"/p": page("<h1>Hello</h1>"), "/q": Reply(500)}) as (eyes, here, _):
        for path in ("/p", "/q"):
            url = f"{here.index_url}{path}"
            file = ReleaseFile("acme-0.0.1.tgz", "0.0.1", "", provenance=url, integrity=SHA512)
            assert why(eyes.provenance(file)).startswith("127.0.0.1: ")


def test_the_hash_is_of_the_bytes_that_the_document_names() -> None:
    with looking({"/t.tgz": Reply(200, BYTES)}) as (eyes, here, _):
        file = ReleaseFile("acme-0.0.1.tgz", "0.0.1", f"{here.index_url}/t.tgz", integrity=f"sha1-x {SHA512}")
        assert eyes.sha256(file) == hashlib.sha256(BYTES).hexdigest()
        other = replace(file, integrity="sha512-AAAA")
        assert why(eyes.sha256(other)) == "127.0.0.1: it serves another file than its document names"
        assert eyes.sha256(replace(file, integrity="sha1-x")) == hashlib.sha256(BYTES).hexdigest()


@pytest.mark.parametrize("integrity", [SHA512, ""])
def test_what_a_document_names_on_another_host_or_port_is_not_asked(integrity: str) -> None:
    with serving(lambda _: Reply(200, BYTES)) as other:
        proof = {"url": f"{other.url}/p"}
        reply = document("acme", tarball=f"{other.url}/t.tgz", attestations=proof, integrity=integrity)
        with looking({"/acme": reply}) as (eyes, here, _):
            seen = eyes.project(here, "acme")
            assert isinstance(seen, Project)
            for look in (eyes.sha256(seen.files[0]), eyes.provenance(seen.files[0])):
                assert "an address there that is not its own" in why(look)
        assert other.asked == []


def test_a_document_is_read_once_however_often_it_is_looked_at() -> None:
    with looking({"/acme": document("acme")}) as (eyes, here, _):
        packuments = Packuments(lambda url, _: Response(200, {}, document("acme").body, "OK", url))
        first, second = packuments.project(here, "acme"), packuments.project(here, "acme")
        assert isinstance(first, Project)
        assert first is second
        assert packuments.owners(here, "acme") is packuments.owners(here, "acme")
        assert eyes.project(here, "acme") == first


def test_only_an_account_is_told_of_trusted_publishing_unless_it_is_known() -> None:
    with looking({}) as (eyes, here, server):
        assert "only an account" in why(eyes.offers_publishers(here))
        assert eyes.offers_publishers(replace(here, trusted=True)) is True
        assert eyes.offers_publishers(replace(here, trusted=False)) is False
        assert server.asked == []


@pytest.mark.parametrize(
    ("tarball", "fetched"),
    [
        ("http://registry.example/a/-/a-1.tgz", "https://registry.example/a/-/a-1.tgz"),
        ("https://registry.example/a/-/a-1.tgz", "https://registry.example/a/-/a-1.tgz"),
        ("http://files.example/a-1.tgz", "http://files.example/a-1.tgz"),
    ],
)
def test_a_tarball_of_the_registrys_own_is_fetched_as_the_registry_is(tarball: str, fetched: str) -> None:
    there = registry("https://registry.example/npm")
    reply = document("a", tarball=tarball)
    packuments = Packuments(lambda url, _: Response(200, {}, reply.body, "OK", url))
    seen = packuments.project(there, "a")
    assert isinstance(seen, Project)
    assert [file.url for file in seen.files] == [fetched]
