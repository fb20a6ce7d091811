"""The whole walk: from nothing to all facts done; a second walk; a walk cut off at every point."""

import pytest

from fakes.hands import Killed
from fakes.sitting import Sitting, World, sitting, world
from fakes.voice import FakeVoice
from made_up import package
from primer.core.evidence import Grade
from primer.core.memory import TokenSeenDead, TokenUsed, Uploaded
from primer.core.plan import Plan
from primer.core.problem import Missing, Stop
from primer.core.verdict import Done
from primer.ports.voice import Stage

PROTOS = package("acme-protos")
CORE = package("acme-core", requires=("acme-protos",))


def monorepo() -> World:
    return world(CORE, PROTOS)


def test_a_walk_goes_from_nothing_to_every_fact_done_and_seen() -> None:
    here = sitting(monorepo())
    outcome = here.walk()
    assert outcome.problems == ()
    assert outcome.plan.complete
    assert {grades(outcome.plan)} == {(Grade.OBSERVED,)}
    assert here.voice.problems == []


def grades(plan: Plan) -> tuple[Grade, ...]:
    found = {item.verdict.evidence.grade for item in plan.items if isinstance(item.verdict, Done)}
    return tuple(sorted(found))


def test_the_steps_come_in_the_order_of_the_screens() -> None:
    here = sitting(monorepo())
    here.walk()
    assert here.voice.stages == [
        "1 Packages",
        "2 Placeholder",
        "3 Token",
        "4 Upload",
        "5 Revoke",
        "6 Register",
        "7 Confirm",
    ]


def test_foundations_are_uploaded_first_and_sdists_before_wheels() -> None:
    here = sitting(monorepo())
    here.walk()
    assert [words for words in here.hands.log if words.startswith("upload")] == [
        "upload acme_protos-0.0.1.tar.gz",
        "upload acme_protos-0.0.1-py3-none-any.whl",
        "upload acme_core-0.0.1.tar.gz",
        "upload acme_core-0.0.1-py3-none-any.whl",
    ]


def test_the_keyring_is_proved_before_a_token_is_asked_for_and_empty_afterwards() -> None:
    here = sitting(monorepo())
    here.walk()
    assert here.hands.log.index("probe keyring") < here.hands.log.index("record TokenUsed")
    assert here.hands.log.index("record TokenUsed") < here.hands.log.index("lease at pypi")
    assert here.hands.slot is None


@pytest.mark.parametrize(
    "end", [KeyboardInterrupt(), Stop(Missing("no-keyring", "it is gone", "wait")), ValueError("a bug")]
)
def test_whatever_ends_it_a_token_that_may_still_live_is_named_once(end: BaseException) -> None:
    class Ended(FakeVoice):
        def stage(self, stage: Stage) -> None:
            if stage.name == "Revoke":
                raise end
            FakeVoice.stage(self, stage)

    here = sitting(monorepo())
    here.voice = Ended(click=here.voice.click, makes_token=here.voice.makes_token)
    with pytest.raises(type(end)):
        here.walk()
    page = "https://pypi.org/manage/account/#remove-API-token--00000001-1111-4222-8333-444455556666"
    assert [words for words in here.voice.said if "may still live" in words] == [
        f"todo: token 00000001… may still live at PyPI; remove it: {page}"
    ]


def test_a_second_walk_does_nothing_and_says_so() -> None:
    there = monorepo()
    sitting(there).walk()
    again = sitting(there)
    outcome = again.walk()
    assert outcome.plan.complete
    assert again.hands.log == ["clear leftovers"]
    assert again.voice.questions == []
    assert "seen: Everything is done; nothing was changed." in again.voice.said


def calls_of_a_whole_walk() -> int:
    here = sitting(monorepo())
    here.walk()
    return len(here.hands.log)


def journal(there: World) -> list[object]:
    return [entry for entry in there.eyes.entries if isinstance(entry, Uploaded)]


@pytest.mark.parametrize("cut", range(calls_of_a_whole_walk()))
def test_a_walk_cut_off_anywhere_is_finished_by_the_next_with_nothing_done_twice(cut: int) -> None:
    there = monorepo()
    killed = sitting(there)
    killed.hands.cut = cut
    with pytest.raises(Killed):
        killed.walk()
    again = finished(there, killed)
    assert set((killed.hands.uploads + again.hands.uploads).values()) == {1}
    assert there.look().complete
    assert again.hands.slot is None


def finished(there: World, killed: Sitting) -> Sitting:
    """The next sitting finds the keyring as the killed one left it."""
    again = sitting(there)
    again.hands.slot = killed.hands.slot
    assert again.walk().plan.complete
    return again


@pytest.mark.parametrize("filename", ["acme_protos-0.0.1.tar.gz", "acme_core-0.0.1-py3-none-any.whl"])
def test_an_upload_whose_answer_was_lost_is_found_by_its_bytes(filename: str) -> None:
    there = monorepo()
    first = sitting(there)
    first.hands.cut = first_call_after(there, filename)
    with pytest.raises(Killed):
        first.walk()
    again = finished(there, first)
    assert set((first.hands.uploads + again.hands.uploads).values()) == {1}


def first_call_after(there: World, filename: str) -> int:
    """The call right after an upload: the file is there, the journal does not know it."""
    probe = sitting(monorepo())
    probe.walk()
    assert there.made == 0
    return probe.hands.log.index(f"upload {filename}") + 1


def test_every_token_that_was_ever_used_is_seen_dead_in_the_end() -> None:
    there = monorepo()
    for cut in (8, 10):
        here = sitting(there)
        here.hands.cut = cut
        with pytest.raises(Killed):
            here.walk()
    sitting(there).walk()
    used = {one.tombstone.token_id for one in there.eyes.entries if isinstance(one, TokenUsed)}
    dead = {one.token_id for one in there.eyes.entries if isinstance(one, TokenSeenDead)}
    assert used == dead
    assert there.look().complete
