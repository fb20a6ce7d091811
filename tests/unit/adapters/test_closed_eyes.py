"""Looking offline: every answer is that nobody was asked, unless this machine knows it."""

from datetime import UTC, datetime

from made_up import package
from primer.adapters.closed_eyes import ClosedEyes
from primer.core.memory import Memory
from primer.core.project import Absent, ReleaseFile, Unlooked
from primer.core.token import Tombstone
from primer.registries.addresses import NPM, PYPI

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
OFFLINE = Unlooked("offline")
EYES = ClosedEyes(lambda: NOON, Memory)


def test_nobody_is_asked() -> None:
    file = ReleaseFile("a", "1", "https://files.example/a", provenance="https://files.example/p")
    for registry in (PYPI, NPM):
        assert EYES.project(registry, "a") == OFFLINE
        assert EYES.owners(registry, "a") == OFFLINE
        assert EYES.offers_publishers(registry) == OFFLINE
        assert EYES.token(registry, Tombstone("id", "shadow")) == OFFLINE
    assert EYES.provenance(file) == OFFLINE
    assert EYES.sha256(file) == OFFLINE
    assert EYES.repository_name("github.com", "acme/mono") == OFFLINE
    assert EYES.stored_secrets("acme/mono") == OFFLINE


def test_what_this_machine_knows_is_told() -> None:
    file = ReleaseFile("a", "1", "https://files.example/a", sha256="ab" * 32)
    assert (EYES.now(), EYES.memory()) == (NOON, Memory())
    assert EYES.sha256(file) == "ab" * 32
    assert EYES.provenance(file) == Absent()
    assert EYES.placeholder_hashes(PYPI, "a", "0.0.1") == frozenset()


def test_what_nobody_could_answer_keeps_its_own_reason() -> None:
    assert EYES.token(PYPI, Tombstone("id", "")) == Unlooked("a token of this kind cannot be asked about")
    lab = EYES.repository_name("gitlab.com", "acme/mono")
    assert lab == Unlooked("gitlab.com is not asked for repositories")


def test_builds_on_this_machine_are_told_where_there_were_some() -> None:
    unbuilt = EYES.built(package("core"))
    assert isinstance(unbuilt, Unlooked)
    assert "--build" in unbuilt.why
    told = ClosedEyes(lambda: NOON, Memory, lambda _: Unlooked("told"))
    assert told.built(package("core")) == Unlooked("told")
