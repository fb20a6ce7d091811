"""A session that a killed run left in the keyring: the next run ends it at the registry, and sees it end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fakes.voice import FakeVoice
from made_up import TOKEN_ID
from npm_client import NpmClient
from primer.adapters.building.builder import Builder
from primer.adapters.custody.lease import Leases, slot_of
from primer.adapters.eyes import World
from primer.adapters.files.journal import Journal
from primer.adapters.machine import Machine, Parts
from primer.adapters.uploading.uploader import Uploader
from primer.adapters.web.calls import Calls
from primer.adapters.web.client import Http
from primer.core.memory import TokenUsed
from primer.core.plan import Plan
from primer.core.secret import Secret
from primer.core.token import Tombstone
from primer.engine.revoke import end_left_over
from primer.engine.wizard import Wizard
from primer.rehearsal.keyring import ThrowAwayKeyring
from primer.rehearsal.npm.site import NpmSite

LEFT = Path("leases")


def now() -> datetime:
    return datetime.now(UTC)


def no_plan() -> Plan:
    raise AssertionError("nobody looks here")


@contextmanager
def wizard(slots: ThrowAwayKeyring, folder: Path, voice: FakeVoice) -> Iterator[Wizard]:
    journal = Journal(folder / "journal.jsonl")
    leases = Leases(slots, folder / LEFT)
    with Http(loopback_only=True) as http, Builder((), "") as builder:
        parts = Parts(slots, leases, journal, builder, Uploader(True), Calls(True), http, folder)
        eyes = World(http, now, journal.read, builder.hashes)
        yield Wizard(no_plan, eyes.fresh, Machine(parts), voice, (), 30)


def killed(slots: ThrowAwayKeyring, folder: Path, site: NpmSite) -> Secret:
    """The slot and its lock file, as a run leaves them that had no time for anything."""
    token, registry = Secret(site.house.tokens.session()), site.registry()
    with Leases(slots, folder / LEFT).lease(registry, token, now() + timedelta(minutes=1)):
        (lock,) = (folder / LEFT).glob("*.lock")
        named = lock.read_bytes()
    slots.fill(slot_of(registry), token)
    lock.write_bytes(named)
    Journal(folder / "journal.jsonl").add(TokenUsed("npm", Tombstone(TOKEN_ID, ""), now()))
    return token


def test_the_next_run_ends_it_sees_it_refused_and_leaves_nothing(npm_site: NpmSite, tmp_path: Path) -> None:
    slots, voice = ThrowAwayKeyring(), FakeVoice()
    token = killed(slots, tmp_path, npm_site)
    registry = npm_site.registry()
    with wizard(slots, tmp_path, voice) as run:
        end_left_over(run, registry)
        memory = run.eyes().memory()
        assert run.hands.clear_leftovers((registry,)) == ()
    assert NpmClient(npm_site, token.reveal()).send("GET", "/-/whoami").status == 401
    assert memory.seen_dead("npm", TOKEN_ID) is not None
    assert memory.tokens("npm")[0].known is not None
    assert slots.take(slot_of(registry)) is None
    assert token.reveal() not in "".join(voice.said) + (tmp_path / "journal.jsonl").read_text("utf-8")


def test_a_registry_that_says_yes_and_does_nothing_is_not_believed(npm_site: NpmSite, tmp_path: Path) -> None:
    npm_site.house.switches.log_out_takes = None
    slots, voice = ThrowAwayKeyring(), FakeVoice()
    killed(slots, tmp_path, npm_site)
    with wizard(slots, tmp_path, voice) as run:
        end_left_over(run, npm_site.registry())
        assert run.eyes().memory().seen_dead("npm", TOKEN_ID) is None
    assert slots.take(slot_of(npm_site.registry())) is None
    assert voice.said == ["seen: a token left over from an earlier run was removed from the keyring (npm)"]
