"""The facts where a registry is managed with requests: its list, its clocks, its one file a release."""

from datetime import datetime, timedelta

import pytest

from fakes.eyes import FakeEyes
from made_up import DAY, NOW, OTHER_ID, file, form, npm_job, package, project, proven, sha256, tarball
from primer.core.choices import Choices, Route, Way
from primer.core.evidence import said, seen
from primer.core.memory import (
    ClosedToTokens,
    Declared,
    PublisherSeen,
    TokenSeenDead,
    TokenUsed,
    Uploaded,
)
from primer.core.project import Project, TokenState, Unlooked
from primer.core.publisher import Form, GitHubActions, Publisher
from primer.core.registry import Ecosystem
from primer.core.token import Tombstone
from primer.core.value import replace
from primer.core.verdict import Await, Done, Fill, Todo, Unseen, Verdict, Visit, Waits
from primer.engine.routes import way_of
from primer.facts import closed_to_tokens
from primer.facts.chains import chain
from primer.facts.claimed import Claimed
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.newest_by_oidc import NewestByOidc
from primer.facts.placeholder_retired import PlaceholderRetired
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.registration import listed_values, values_of
from primer.facts.target import Target
from primer.facts.token_revoked import TokenRevoked
from primer.facts.version_new import VersionNew
from primer.registries.addresses import NPM
from primer.registries.npm.registry import NpmInterface

NAME = "@acme/core"
OURS = GitHubActions("acme", "mono", "publish.yaml", "npm")
FORM = form(NAME, NPM, OURS)
HOURS = timedelta(hours=1)
LAPSES = NOW + 48 * HOURS
DIGEST = sha256(tarball(NAME))
SERVED = file("core-0.0.1.tgz", "0.0.1", DIGEST)
CLOSED = closed_to_tokens.ClosedToTokens


def target(version: str = "0.2.0", route: Route = Route.PRIME) -> Target:
    made = package(NAME, version, ecosystem=Ecosystem.JAVASCRIPT)
    return Target(made, NPM, Way(route), "0.0.1", (npm_job(),), Publisher(OURS), FORM)


def primed(*later: str, proof: bool = False, uploaded: datetime = NOW) -> dict[str, Project]:
    files = (file(f"core-{version}.tgz", version, uploaded=uploaded, proof=proof) for version in later)
    return {NAME: project((SERVED, *files), name=NAME)}


def looking(projects: dict[str, Project] | None = None, time: datetime = NOW) -> FakeEyes:
    eyes = FakeEyes(dict(projects or {}), time=time)
    eyes.hashes[NAME, "0.0.1"] = frozenset({DIGEST})
    return eyes


def listed(at: datetime = NOW) -> PublisherSeen:
    return PublisherSeen("npm", NAME, listed_values(FORM), at, at + 48 * HOURS)


def word(fact: str, **values: str) -> Declared:
    return Declared(f"{fact}:npm:{NAME}", values, NOW)


def uploaded(at: datetime = NOW) -> Uploaded:
    return Uploaded("npm", NAME, tarball(NAME), DIGEST, at)


def test_one_tarball_that_is_served_is_claimed() -> None:
    verdict = Claimed(target()).look(looking(primed()))
    assert verdict == Done(seen("0.0.1, byte for byte our placeholder", "npm", NOW))


def test_what_was_taken_may_stay_unseen_for_its_time_and_no_longer() -> None:
    eyes = looking()
    eyes.entries.append(uploaded(NOW - 29 * timedelta(minutes=1)))
    words = "npm took it 13:33 UTC, and may take until 14:03 UTC to show it"
    assert Claimed(target()).look(eyes) == Todo(Await(words))
    eyes.time = NOW + timedelta(minutes=1)
    assert not isinstance(Claimed(target()).look(eyes), Done | Unseen | Waits)
    assert Claimed(target()).look(eyes) != Todo(Await(words))


def test_a_placeholder_is_found_under_the_name_that_the_registry_gives_it() -> None:
    """Uploaded as acme-core-0.0.1.tgz, served as core-0.0.1.tgz, and no longer what would be built today."""
    eyes = looking(primed())
    eyes.hashes.clear()
    eyes.entries.append(uploaded())
    assert isinstance(Claimed(target()).look(eyes), Done)


def test_a_placeholder_of_an_earlier_choice_is_still_one() -> None:
    eyes = looking(primed("0.2.0", proof=True))
    eyes.proofs["0.2.0"] = proven()
    eyes.entries.append(uploaded())
    chosen_since = replace(target(), placeholder="0.0.2")
    assert isinstance(PlaceholderRetired(chosen_since).look(eyes), Todo)


def test_a_listed_publisher_is_seen() -> None:
    eyes = looking(primed())
    eyes.entries.append(listed())
    verdict = PublisherRegistered(target()).look(eyes)
    assert verdict == Done(seen("registered, as the registry lists it", "npm", NOW))


def test_one_with_other_values_is_not_this_one() -> None:
    eyes = looking(primed())
    eyes.entries.append(replace(listed(), values={**listed_values(FORM), "environment": "release"}))
    assert isinstance(PublisherRegistered(target()).look(eyes), Todo)


@pytest.mark.parametrize(("hours", "lapsed"), [(47, False), (48, True)])
def test_a_publisher_lapses_with_its_clock_seen_or_said(hours: int, lapsed: bool) -> None:
    for entry in (listed(), word("publisher-registered", **values_of(FORM))):
        eyes = looking(primed(), time=NOW + hours * HOURS)
        eyes.entries.append(entry)
        verdict = PublisherRegistered(target()).look(eyes)
        assert isinstance(verdict, Todo) is lapsed


def test_who_registers_a_lapsed_one_again_by_hand_is_believed_for_as_long_as_that_one_lives() -> None:
    eyes = looking(primed(), time=NOW + 50 * HOURS)
    again = Declared(f"publisher-registered:npm:{NAME}", values_of(FORM), NOW + 49 * HOURS)
    eyes.entries.extend((listed(), again))
    assert PublisherRegistered(target()).look(eyes) == Done(said("registered", NOW + 49 * HOURS))
    eyes.time = NOW + 97 * HOURS
    assert isinstance(PublisherRegistered(target()).look(eyes), Todo)


def test_a_look_counts_more_than_a_word_of_the_same_moment() -> None:
    eyes = looking(primed())
    eyes.entries.extend((word("publisher-registered", **values_of(FORM)), listed()))
    verdict = PublisherRegistered(target()).look(eyes)
    assert verdict == Done(seen("registered, as the registry lists it", "npm", NOW))


def test_when_it_lapsed_and_what_to_do_then_is_said() -> None:
    eyes = looking(primed(), time=NOW + 50 * HOURS)
    eyes.entries.append(listed())
    words = "npm dropped it 2026-11-23 14:02 UTC, for nothing was published with it: register it again"
    assert PublisherRegistered(target()).look(eyes) == Todo(Fill(words, FORM))


def test_a_release_without_proof_keeps_it_from_lapsing() -> None:
    eyes = looking(primed("0.2.0", uploaded=NOW + HOURS), time=NOW + 50 * HOURS)
    eyes.entries.append(listed())
    assert isinstance(PublisherRegistered(target()).look(eyes), Done)


def test_the_first_release_says_until_when_it_has_to_come() -> None:
    eyes = looking(primed())
    eyes.entries.append(listed())
    verdict = FirstOidcPublish(target()).look(eyes)
    assert isinstance(verdict, Todo)
    clock = "npm drops the publisher 2026-11-23 14:02 UTC unless CI publishes first"
    assert verdict.change.words == f"nothing newer than 0.0.1; {clock}"


def test_a_lapsed_publisher_makes_the_first_release_wait() -> None:
    eyes = looking(primed(), time=NOW + 50 * HOURS)
    eyes.entries.append(listed())
    assert FirstOidcPublish(target()).look(eyes) == Waits((target().fact("publisher-registered"),))


def test_an_equal_proof_of_the_one_tarball_confirms() -> None:
    eyes = looking(primed("0.2.0", proof=True))
    eyes.proofs["0.2.0"] = proven()
    verdict = FirstOidcPublish(target()).look(eyes)
    assert verdict == Done(seen("0.2.0, provenance equals the publisher", "npm, core-0.2.0.tgz", NOW))


def test_releases_are_ordered_as_semantic_versions() -> None:
    """In PEP 440 the second has no place at all."""
    eyes = looking(primed("1.0.0-next.9", "1.0.0-next.10", proof=True))
    eyes.proofs["1.0.0-next.10"] = proven()
    verdict = FirstOidcPublish(target()).look(eyes)
    assert isinstance(verdict, Done)
    assert verdict.evidence.claim.startswith("1.0.0-next.10,")


def test_the_newest_release_of_a_package_that_was_there_before_is_told_of_one_file() -> None:
    eyes = looking({NAME: project((file("core-1.2.3.tgz", "1.2.3", proof=True),), name=NAME)})
    eyes.proofs["1.2.3"] = proven()
    verdict = NewestByOidc(target(route=Route.EXISTS)).look(eyes)
    assert isinstance(verdict, Done)
    assert verdict.evidence.claim.startswith("1.2.3 of 2026-11-21 by GitHub acme/mono, publish.yaml")


def test_a_version_below_the_placeholder_is_told_by_its_own_order() -> None:
    verdict = VersionNew(target("0.0.1-rc.1")).look(looking(primed()))
    assert isinstance(verdict, Todo)
    assert "0.0.1-rc.1 is below placeholder 0.0.1" in verdict.change.words


def test_a_placeholder_is_deprecated_and_not_yanked() -> None:
    eyes = looking(primed("0.2.0", proof=True))
    eyes.proofs["0.2.0"] = proven()
    page = NpmInterface().retire_page(NPM, NAME)
    about = (("version", "0.0.1"),)
    assert PlaceholderRetired(target()).look(eyes) == Todo(Visit("deprecate 0.0.1", page, about=about))


def test_a_deprecated_one_is_retired() -> None:
    old = replace(SERVED, yanked=True)
    eyes = looking({NAME: project((old, file("core-0.2.0.tgz", "0.2.0")), name=NAME)})
    assert PlaceholderRetired(target()).look(eyes) == Done(seen("0.0.1 deprecated", "npm", NOW))


def closed(*entries: ClosedToTokens | Declared, offers: bool | Unlooked = True) -> Verdict:
    eyes = looking(primed())
    eyes.entries.extend(entries)
    eyes.offers = offers
    return CLOSED(target()).look(eyes)


def test_closing_to_tokens_is_seen_when_the_registry_took_it() -> None:
    verdict = closed(ClosedToTokens("npm", NAME, NOW - DAY))
    assert verdict == Done(seen("npm took it: publishers only, no tokens", "npm", NOW - DAY))


def test_otherwise_it_is_the_persons_word() -> None:
    assert closed(word("closed-to-tokens")) == Done(said("closed", NOW))


def test_until_then_the_setting_is_named_as_the_page_calls_it() -> None:
    setting = '"Require two-factor authentication and disallow tokens"'
    words = f"disallow tokens in the package's settings: {setting}"
    assert closed() == Todo(Visit(words, FORM.link, can_be_seen=False))


@pytest.mark.parametrize(
    ("offers", "why"),
    [(False, "npm takes no part in trusted publishing"), (Unlooked("offline"), "offline")],
)
def test_where_no_publisher_could_publish_nobody_is_told_to_close_anything(
    offers: bool | Unlooked, why: str
) -> None:
    assert closed(offers=offers) == Unseen(why)


def test_it_is_the_last_fact_of_packages_primed_and_packages_that_were_there() -> None:
    for route in (Route.PRIME, Route.EXISTS):
        assert chain(target(route=route))[-1].id.fact == "closed-to-tokens"
        assert chain(target(route=route))[-1].after == (target().fact("first-oidc-publish"),)


def session(token_id: str = OTHER_ID) -> TokenUsed:
    return TokenUsed("npm", Tombstone(token_id, ""), NOW, NOW)


def revoked(*entries: TokenUsed | TokenSeenDead | Declared) -> Verdict:
    eyes = looking(primed())
    eyes.entries.extend(entries)
    eyes.tokens[OTHER_ID] = TokenState.KNOWN
    return TokenRevoked(NPM, (target(),)).look(eyes)


def test_a_session_that_was_seen_dead_is_told_by_its_hour() -> None:
    verdict = revoked(session(), TokenSeenDead("npm", OTHER_ID, NOW))
    assert verdict == Done(seen("the token of 2026-11-21 14:02 UTC was refused", "npm", NOW))


def test_one_that_a_killed_run_left_is_the_persons_errand_on_the_page_of_tokens() -> None:
    verdict = revoked(session())
    assert isinstance(verdict, Todo)
    assert isinstance(verdict.change, Visit)
    assert verdict.change.page == "https://www.npmjs.com/settings/~/tokens"
    assert verdict.change.words == (
        "remove the token of 2026-11-21 14:02 UTC at npm; it cannot be asked about"
    )


def test_one_that_the_person_named_is_called_so() -> None:
    verdict = revoked(session("release-token"))
    assert isinstance(verdict, Todo)
    assert verdict.change.words == "remove token release-token at npm; it cannot be asked about"


def test_nobody_is_told_to_name_what_no_page_names() -> None:
    assert revoked() == Unseen("nothing here remembers which token was used")


@pytest.mark.parametrize("chosen", [Route.PENDING, Route.ORGANIZATION])
def test_where_there_are_no_pending_publishers_a_package_is_primed_whatever_is_chosen(chosen: Route) -> None:
    way = way_of(target().package, NPM, Choices(route=chosen), looking())
    assert way.route is Route.PRIME


def test_the_form_says_what_a_list_would_show() -> None:
    assert isinstance(FORM, Form)
    assert listed_values(FORM)["allowed_actions"] == "npm publish"
