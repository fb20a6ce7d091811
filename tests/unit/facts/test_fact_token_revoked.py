"""token-revoked: every verdict of it."""

from datetime import timedelta

from fakes.eyes import FakeEyes
from made_up import (
    DAY,
    INTERNAL,
    NOW,
    OTHER_ID,
    TOKEN_ID,
    declared,
    hashes,
    observed,
    opaque,
    project,
    release,
    target,
    tombstone,
    used,
)
from primer.core.memory import Declared, Entry, TokenSeenDead, TokenUsed
from primer.core.project import TokenState, Unlooked
from primer.core.registry import Registry
from primer.core.token import Tombstone
from primer.core.verdict import Done, FactId, Todo, Unseen, Verdict, Visit, Waits
from primer.facts.token_revoked import TokenRevoked, called
from primer.registries.addresses import PYPI
from primer.registries.known import interface_of

DIALOG = f"https://pypi.org/manage/account/#remove-API-token--{TOKEN_ID}"
CLAIM = FactId("claimed", "pypi", "acme-core")


def claimed(*entries: Entry) -> FakeEyes:
    """The one package is primed: no token will be needed any more."""
    ours = {("acme-core", "0.0.1"): hashes()}
    return FakeEyes({"acme-core": project(release("0.0.1"))}, hashes=ours, entries=list(entries))


def look(eyes: FakeEyes, *named: TokenUsed, registry: Registry = PYPI) -> Verdict:
    return TokenRevoked(registry, (target(registry=registry),), named).look(eyes)


def test_a_token_that_lives_is_removed_in_its_own_dialog() -> None:
    eyes = claimed(used())
    eyes.tokens[TOKEN_ID] = TokenState.KNOWN
    assert look(eyes) == Todo(Visit("PyPI still knows token 21394af6…", DIALOG))


def test_a_token_that_lives_is_removed_even_while_claims_are_open() -> None:
    eyes = FakeEyes(entries=[used()], tokens={TOKEN_ID: TokenState.KNOWN})
    assert isinstance(look(eyes), Todo)


def test_a_dead_token_that_was_known_before_is_seen_dead() -> None:
    assert look(claimed(used())) == Done(observed("token 21394af6… refused"))


def test_the_first_time_it_was_seen_dead_is_told() -> None:
    eyes = claimed(used(), TokenSeenDead("pypi", TOKEN_ID, NOW - timedelta(minutes=57)))
    assert look(eyes) == Done(observed("token 21394af6… refused since 2026-11-21 13:05 UTC"))


def test_a_dead_token_waits_as_long_as_another_may_be_needed() -> None:
    assert look(FakeEyes(entries=[used()])) == Waits((CLAIM,))


def test_no_token_yet_waits_for_the_claims() -> None:
    assert look(FakeEyes()) == Waits((CLAIM,))


def test_a_claim_that_cannot_be_seen_may_need_another_token() -> None:
    eyes = FakeEyes({"acme-core": Unlooked("timed out")}, entries=[used()])
    assert look(eyes) == Unseen("whether a token is still needed could not be seen: timed out")


def test_a_dead_token_that_was_never_seen_alive_is_left_to_the_persons_word() -> None:
    eyes = claimed(used(known=None))
    why = "PyPI knows no token 21394af6…, but was never seen to know it"
    words = "remove token 21394af6… at PyPI; it was never seen to be known there"
    settle = Visit(words, DIALOG, can_be_seen=False, about=(("token", TOKEN_ID),))
    assert look(eyes) == Unseen(why, settle)
    eyes.entries.append(Declared("token-revoked:pypi", {"token": TOKEN_ID}, NOW - DAY))
    claim = "token 21394af6… removed; PyPI knows none of that name"
    assert look(eyes) == Done(declared(claim, NOW - DAY))


def test_a_registry_that_cannot_be_asked_is_unseen() -> None:
    eyes = claimed(used())
    eyes.tokens[TOKEN_ID] = Unlooked("read-only mode")
    assert look(eyes) == Unseen("token 21394af6…: read-only mode")


def test_every_token_of_every_wave_has_to_be_dead() -> None:
    eyes = claimed(used(), used(OTHER_ID))
    claim = "token 21394af6… refused; token 9c0ffee0… refused"
    assert look(eyes) == Done(observed(claim))
    eyes.tokens[OTHER_ID] = TokenState.KNOWN
    page = f"https://pypi.org/manage/account/#remove-API-token--{OTHER_ID}"
    assert look(eyes) == Todo(Visit("PyPI still knows token 9c0ffee0…", page))


def test_a_living_token_is_named_before_one_that_could_not_be_asked_about() -> None:
    eyes = claimed(used(), used(OTHER_ID))
    eyes.tokens = {TOKEN_ID: Unlooked("timed out"), OTHER_ID: TokenState.KNOWN}
    assert isinstance(look(eyes), Todo)


def test_what_nobody_remembers_is_unseen() -> None:
    why = "nothing here remembers which token was used; name it with --token-id"
    assert look(claimed()) == Unseen(why)


def test_a_token_named_by_the_person_is_declared_when_the_registry_does_not_know_it() -> None:
    claim = "PyPI knows no token 21394af6…; that it was this one is your word"
    assert look(claimed(), used(known=None)) == Done(declared(claim))


def test_a_token_named_by_the_person_is_to_be_removed_when_the_registry_knows_it() -> None:
    eyes = claimed()
    eyes.tokens[TOKEN_ID] = TokenState.KNOWN
    assert look(eyes, used(known=None)) == Todo(Visit("PyPI still knows token 21394af6…", DIALOG))


def test_the_journal_outranks_the_persons_naming() -> None:
    assert look(claimed(used()), used(known=None)) == Done(observed("token 21394af6… refused"))


def test_the_weakest_evidence_is_the_evidence_of_all() -> None:
    verdict = look(claimed(used()), TokenUsed("pypi", tombstone(OTHER_ID), NOW))
    assert isinstance(verdict, Done)
    assert verdict.evidence.source == "you"


def test_a_token_without_a_shadow_is_removed_on_the_persons_word() -> None:
    eyes = claimed(opaque())
    page = "https://index.acme.example/manage/account/"
    words = "remove the password used 2026-11-21 14:02 UTC at Acme's index; it cannot be asked about"
    visit = Visit(words, page, can_be_seen=False, about=(("token", "made-up-1"),))
    assert look(eyes, registry=INTERNAL) == Todo(visit)
    eyes.entries.append(Declared("token-revoked:internal", {"token": "made-up-1"}, NOW))
    assert look(eyes, registry=INTERNAL) == Done(declared("the password used 2026-11-21 14:02 UTC removed"))


def test_each_token_without_a_shadow_needs_a_word_of_its_own() -> None:
    eyes = claimed(opaque(), opaque("made-up-2"))
    eyes.entries.append(Declared("token-revoked:internal", {"token": "made-up-1"}, NOW))
    assert isinstance(look(eyes, registry=INTERNAL), Todo)
    eyes.entries.append(Declared("token-revoked:internal", {"token": "made-up-2"}, NOW))
    assert isinstance(look(eyes, registry=INTERNAL), Done)


def test_a_token_without_a_shadow_that_was_seen_refused_stays_seen() -> None:
    eyes = claimed(opaque(known=NOW), TokenSeenDead("internal", "made-up-1", NOW - DAY))
    verdict = look(eyes, registry=INTERNAL)
    assert isinstance(verdict, Done)
    claim = "the password used 2026-11-21 14:02 UTC was refused"
    assert (verdict.evidence.claim, verdict.evidence.at) == (claim, NOW - DAY)


def test_an_identifier_of_eight_characters_is_told_whole() -> None:
    shadow = interface_of(INTERNAL).tombstone(INTERNAL, "A2pDpkpb")
    assert isinstance(shadow, Tombstone)
    assert called(INTERNAL, TokenUsed("internal", shadow, NOW)) == "token A2pDpkpb"


def test_it_belongs_to_the_registry_and_to_no_package() -> None:
    assert TokenRevoked(PYPI, ()).id == FactId("token-revoked", "pypi")
