"""Back to the publishers while the first release is awaited, since CI may show that one is wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from fakes.sitting import Sitting, World, managed, sitting, world
from fakes.voice import FakeVoice
from made_up import package
from primer.core.registry import Ecosystem
from primer.core.value import replace
from primer.engine.walk import walk
from primer.engine.wizard import Outcome
from primer.ports.voice import Arrived, Key, Watch

T = TypeVar("T")
CORE = package("@acme/core", ecosystem=Ecosystem.JAVASCRIPT)
PROTOS = package("acme-protos")


@dataclass(slots=True)
class Doubter(FakeVoice):
    """Goes back so often while a release is awaited; something happens before each time."""

    happens: Callable[[], None] = lambda: None
    times: int = 1
    ways: list[str] = field(default_factory=list)

    def watch(self, watch: Watch[T]) -> Arrived[T] | Key:
        if not watch.words.startswith("Waiting for the first release"):
            return FakeVoice.watch(self, watch)
        self.ways.append(watch.back)
        if len(self.ways) <= self.times:
            self.happens()
            return Key.BACK
        return FakeVoice.watch(self, watch)


def walked(there: World, voice: Doubter) -> Outcome:
    """A whole walk with this person."""
    here: Sitting = sitting(there)
    voice.makes_token, voice.click = there.make_token, there.click
    return walk(replace(here.wizard(), voice=voice))


def test_the_cards_come_again_and_then_the_waiting() -> None:
    voice = Doubter()
    assert walked(world(PROTOS), voice).plan.complete
    assert voice.ways == ["the publishers", "the publishers"]
    assert [card.package for card in voice.shown_cards] == ["acme-protos", "acme-protos"]
    assert voice.stages[-4:] == ["6 Register", "7 Confirm", "6 Register", "7 Confirm"]
    assert any("`primer diagnose`" in words for words in voice.said)


def test_what_was_released_meanwhile_is_not_gone_through_again() -> None:
    there = world(PROTOS, package("acme-core"))

    def one_is_released() -> None:
        registered, there.registered = there.registered, ["acme-core"]
        there.release()
        there.registered = registered

    voice = Doubter(happens=one_is_released)
    assert walked(there, voice).plan.complete
    assert [card.package for card in voice.shown_cards] == ["acme-core", "acme-protos", "acme-protos"]


def test_who_leaves_at_a_card_leaves() -> None:
    voice = Doubter(cards=[Key.DONE, Key.LEAVE])
    assert not walked(world(PROTOS), voice).plan.complete
    assert len(voice.ways) == 1


def test_a_publisher_that_primer_registered_is_held_against_the_list_and_replaced() -> None:
    there = managed(CORE)

    def somebody_changes_it() -> None:
        (one,) = there.site.trust["@acme/core"]
        claims = one["claims"]
        assert isinstance(claims, dict)
        one["claims"] = {**claims, "environment": "other"}

    voice = Doubter(happens=somebody_changes_it, answers={"Replace": ["yes"]})
    assert walked(there, voice).plan.complete
    assert [question.text for question in voice.questions].count("Log in to npm?") == 3
    (one,) = there.site.trust["@acme/core"]
    assert "other" not in str(one)


def test_a_publisher_that_is_right_is_said_to_be_there() -> None:
    voice = Doubter()
    assert walked(managed(CORE), voice).plan.complete
    assert any("publisher was there already" in words for words in voice.said)


def test_without_a_log_in_the_waiting_goes_on() -> None:
    voice = Doubter(answers={"Log in": ["yes", "leave", "yes"]})
    assert walked(managed(CORE), voice).plan.complete
    assert len(voice.ways) == 2
