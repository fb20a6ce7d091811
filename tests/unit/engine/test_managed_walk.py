"""The walk through a registry that is managed with requests: one log-in, and a cut at every point."""

from datetime import timedelta

import pytest

from fakes.hands import Killed
from fakes.sitting import Sitting, World, managed, sitting, world
from made_up import NOW, npm_job, package
from primer.core.evidence import Grade
from primer.core.memory import Declared, PublisherSeen, TokenSeenDead, TokenUsed
from primer.core.plan import Plan
from primer.core.registry import Ecosystem
from primer.core.token import Tombstone
from primer.core.value import replace
from primer.core.verdict import Await, Done, Todo, Verdict
from primer.engine.confirm import confirm, confirmed
from primer.ports.hands import Answer
from primer.ports.voice import Key
from primer.registries.addresses import NPM, PYPI

CORE = package("@acme/core", ecosystem=Ecosystem.JAVASCRIPT)
WIRE = package("@acme/wire", requires=("@acme/core",), ecosystem=Ecosystem.JAVASCRIPT)
PROTOS = package("acme-protos")
TARBALL = "acme-core-0.0.1.tgz"


def two() -> World:
    return managed(WIRE, CORE)


def both() -> World:
    """One package for each registry, as the reference repository has them."""
    there, python = managed(CORE), world(PROTOS)
    jobs = (*python.repository.jobs, npm_job())
    there.repository = replace(there.repository, packages=(PROTOS, CORE), jobs=jobs)
    there.eyes.hashes.update(python.eyes.hashes)
    there.registry, there.also = PYPI, (NPM,)
    return there


def references(here: Sitting) -> list[str]:
    return [problem.reference for problem in here.voice.problems]


def verdict(plan: Plan, fact: str, name: str = "@acme/core") -> Verdict:
    return next(one.verdict for one in plan.items if one.id.fact == fact and one.id.package == name)


def uploads(here: Sitting) -> list[str]:
    return [words.removeprefix("upload ") for words in here.hands.log if words.startswith("upload")]


def test_one_walk_goes_from_nothing_to_every_fact_done_and_seen() -> None:
    here = sitting(two())
    outcome = here.walk()
    assert outcome.problems == ()
    assert outcome.plan.complete
    grades = {one.verdict.evidence.grade for one in outcome.plan.items if isinstance(one.verdict, Done)}
    assert grades == {Grade.OBSERVED}
    assert here.voice.problems == []


def test_the_steps_are_those_of_such_a_registry_and_one_log_in_does_all_before_the_release() -> None:
    here = sitting(two())
    here.walk()
    assert here.voice.stages[:7] == [
        "1 Packages",
        "2 Placeholder",
        "3 Log in",
        "4 Upload",
        "5 Register",
        "6 Log out",
        "7 Confirm",
    ]


def test_foundations_go_up_first_and_between_two_new_packages_lies_a_pause() -> None:
    here = sitting(two())
    here.walk()
    assert uploads(here) == [TARBALL, "acme-wire-0.0.1.tgz"]
    first, second = (here.hands.log.index(f"upload {name}") for name in uploads(here))
    assert [words for words in here.hands.log[first:second] if words.startswith("wait")] == ["wait 3.0"]


def test_nothing_of_it_is_left_in_the_keyring_and_no_log_in_lives() -> None:
    here = sitting(two())
    here.walk()
    assert (here.hands.slot, here.world.site.session) == (None, "")
    used = {one.tombstone.token_id for one in here.world.eyes.entries if isinstance(one, TokenUsed)}
    dead = {one.token_id for one in here.world.eyes.entries if isinstance(one, TokenSeenDead)}
    assert used == dead


def test_a_second_walk_does_nothing_and_asks_nobody_to_log_in() -> None:
    there = two()
    sitting(there).walk()
    again = sitting(there)
    assert again.walk().plan.complete
    assert again.hands.log == ["clear leftovers"]
    assert again.voice.questions == []


def test_two_registries_are_gone_through_in_one_run_each_in_its_own_way() -> None:
    here = sitting(both())
    outcome = here.walk()
    assert outcome.plan.complete
    assert outcome.plan.title == "acme/mono → PyPI and npm"
    assert [one.text for one in here.voice.questions if one.text.startswith("Prime")] == [
        "Prime this one at PyPI with placeholder 0.0.1?",
        "Prime this one at npm with placeholder 0.0.1?",
    ]
    first, second = (f"acme/mono → {one} of 2 registries)" for one in ("PyPI (1", "npm (2"))
    whole = outcome.plan.title
    assert here.voice.plans == [whole, first, second, first, whole, second]
    assert here.voice.stages == [
        "1 Packages",
        "2 Placeholder",
        "3 Token",
        "4 Upload",
        "5 Revoke",
        "1 Packages",
        "2 Placeholder",
        "3 Log in",
        "4 Upload",
        "5 Register",
        "6 Log out",
        "6 Register",
        "7 Confirm",
        "3 Log in",
        "6 Log out",
    ]


def test_a_run_that_has_only_publishers_to_register_logs_in_for_that_alone() -> None:
    there = two()
    first = sitting(there)
    first.voice.answers["Register these"] = ["leave"]
    first.walk()
    again = sitting(there)
    assert again.walk().plan.complete
    assert uploads(again) == []
    assert again.voice.stages[:4] == ["1 Packages", "3 Log in", "5 Register", "6 Log out"]


def test_the_clock_of_a_new_publisher_stands_in_the_plan_until_ci_publishes() -> None:
    here = sitting(two())
    here.voice.click = lambda page: None if "actions" in page else here.world.click(page)
    plan = here.walk().plan
    change = verdict(plan, "first-oidc-publish")
    assert isinstance(change, Todo)
    assert isinstance(change.change, Await)
    lapses = "npm drops the publisher 2026-11-23 14:02 UTC unless CI publishes first"
    assert change.change.words == f"nothing newer than 0.0.1; {lapses}"
    assert "; npm drops the publisher of @acme/" in here.voice.watched[-1]
    assert here.voice.watched[-1].endswith(" in 48 h 0 min")


def test_a_publisher_that_lapsed_is_removed_and_made_again_and_its_clock_starts_anew() -> None:
    there = managed(CORE)
    first = sitting(there)
    first.voice.click = lambda page: None if "actions" in page else there.click(page)
    first.walk()
    (old,) = there.site.trust["@acme/core"]
    there.eyes.time = NOW + timedelta(hours=49)
    again = sitting(there)
    assert again.walk().plan.complete
    (new,) = there.site.trust["@acme/core"]
    assert old["id"] != new["id"]
    seen = [one.lapses for one in there.eyes.entries if isinstance(one, PublisherSeen)]
    assert seen == [NOW + timedelta(hours=48), NOW + timedelta(hours=97)]


def test_what_is_served_late_is_waited_for_before_anything_is_registered() -> None:
    here = sitting(managed(CORE))
    here.hands.slow = True
    here.voice.meanwhile = here.hands.serve
    assert here.walk().plan.complete
    assert "npm does not show @acme/core yet" in here.voice.watched
    assert "seen: npm shows @acme/core" in here.voice.said


def test_what_is_not_served_in_time_is_said_and_found_by_the_next_run_without_another_upload() -> None:
    there = managed(CORE)
    first = sitting(there)
    first.hands.slow = True
    first.walk()
    assert references(first) == ["upload-not-shown"]
    assert "waits: npm has not shown all of it yet; the next run looks again" in first.voice.said
    again = sitting(there)
    again.hands.unserved = first.hands.unserved
    again.voice.meanwhile = again.hands.serve
    assert again.walk().plan.complete
    assert uploads(again) == []


def test_a_file_that_was_taken_is_not_sent_again_as_long_as_it_may_still_appear() -> None:
    there = managed(CORE)
    first = sitting(there)
    first.hands.slow = True
    first.walk()
    words = "npm took it 14:02 UTC, and may take until 14:32 UTC to show it"
    assert verdict(there.look(), "claimed") == Todo(Await(words))
    there.eyes.time = NOW + timedelta(minutes=31)
    again = sitting(there)
    again.walk()
    assert uploads(again) == [TARBALL]


def test_a_declined_upload_registers_nothing_and_logs_out() -> None:
    here = sitting(two())
    here.voice.answers["Upload them?"] = ["no"]
    here.walk()
    assert uploads(here) == []
    assert here.world.site.session == ""
    assert here.hands.slot is None


def test_a_refused_name_keeps_no_other_from_going_up() -> None:
    here = sitting(two())
    words = '{"error": "Package name too similar to existing package core"}'
    here.hands.answers[TARBALL] = [Answer(403, words)]
    here.walk()
    assert len(references(here)) == 1
    assert list(here.world.eyes.projects) == ["@acme/wire"]


def test_leaving_inside_the_session_ends_it_at_the_registry_too() -> None:
    here = sitting(two())
    here.hands.answers[TARBALL] = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        here.walk()
    assert (here.hands.slot, here.world.site.session) == (None, "")
    assert sitting(here.world).walk().plan.complete


def test_leaving_the_page_to_log_in_on_does_nothing_there() -> None:
    here = sitting(two())
    here.voice.watches.append(Key.LEAVE)
    here.walk()
    assert any(words.startswith("todo: not logged in to npm; if you did log in") for words in here.voice.said)
    assert [words for words in here.hands.log if words.startswith("record")] == []


def calls_of_a_whole_walk() -> int:
    here = sitting(managed(CORE))
    here.world.site.factor = 1
    here.walk()
    return len(here.hands.log)


@pytest.mark.parametrize("cut", range(calls_of_a_whole_walk()))
def test_a_walk_cut_off_anywhere_is_finished_by_the_next_with_nothing_done_twice(cut: int) -> None:
    there = managed(CORE)
    there.site.factor = 1
    killed = sitting(there)
    killed.hands.cut = cut
    with pytest.raises(Killed):
        killed.walk()
    again = sitting(there)
    again.hands.slot = killed.hands.slot
    assert again.walk().plan.complete
    assert set((killed.hands.uploads + again.hands.uploads).values()) == {1}
    assert all(len(publishers) == 1 for publishers in there.site.trust.values())
    assert again.hands.slot is None


def killed_while_uploading(there: World) -> Sitting:
    """The file went up; its answer, the journal's line and the log-out did not come about."""
    probe = sitting(managed(CORE))
    probe.walk()
    killed = sitting(there)
    killed.hands.cut = probe.hands.log.index(f"upload {TARBALL}")
    with pytest.raises(Killed):
        killed.walk()
    return killed


def test_the_session_of_a_killed_run_is_ended_by_the_next_one_and_asks_nobody() -> None:
    there = managed(CORE)
    killed = killed_while_uploading(there)
    assert there.site.session
    again = sitting(there)
    again.hands.slot = killed.hands.slot
    outcome = again.walk()
    assert "seen: npm refuses the token of 2026-11-21 14:02 UTC, of an earlier run" in again.voice.said
    assert outcome.plan.complete
    assert again.voice.shown_errands == []
    assert not [one for one in there.eyes.entries if isinstance(one, Declared)]


def test_a_session_that_cannot_be_ended_so_is_the_persons_errand() -> None:
    there = managed(CORE)
    killed_while_uploading(there)
    again = sitting(there)
    again.walk()
    (errand,) = again.voice.shown_errands
    assert errand.words.startswith("remove the token of 2026-11-21 14:02 UTC at npm")


@pytest.mark.parametrize("cut", [24, 34, 44])
def test_two_registries_survive_a_cut_as_well(cut: int) -> None:
    there = both()
    killed = sitting(there)
    killed.hands.cut = cut
    with pytest.raises(Killed):
        killed.walk()
    again = sitting(there)
    again.hands.slot = killed.hands.slot
    assert again.walk().plan.complete
    assert set((killed.hands.uploads + again.hands.uploads).values()) == {1}


def test_confirming_elsewhere_does_not_ask_for_a_session_that_nobody_there_remembers() -> None:
    there = managed(CORE)
    sitting(there).walk()
    assert confirmed(confirm(sitting(there).wizard(), 0))
    there.eyes.entries.clear()
    assert confirmed(confirm(sitting(there).wizard(), 0))


def test_confirming_says_no_while_a_session_of_a_killed_run_may_live() -> None:
    there = managed(CORE)
    sitting(there).walk()
    there.eyes.entries.append(TokenUsed("npm", Tombstone("left-over", ""), NOW, NOW))
    assert not confirmed(confirm(sitting(there).wizard(), 0))
