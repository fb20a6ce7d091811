"""The survey: what it looks at, in which order, and how many looks go out at once."""

import time
from _thread import LockType
from dataclasses import dataclass, field
from threading import Lock

import pytest

from fakes.eyes import FakeEyes
from made_up import observed
from primer.core.verdict import Done, FactId, Mend, Todo, Unseen, Verdict, Waits
from primer.engine.side_by_side import ALONE, AT_ONCE
from primer.engine.survey import survey
from primer.ports.eyes import Eyes

DONE = Done(observed("there"))
TODO = Todo(Mend("do it"))


@dataclass(slots=True)
class Fact:
    """A fact with a verdict of its own that counts its looks."""

    name: str
    verdict: Verdict = DONE
    before: tuple[str, ...] = ()
    looks: int = 0

    @property
    def id(self) -> FactId:
        return FactId(self.name)

    @property
    def title(self) -> str:
        return self.name.title()

    @property
    def after(self) -> tuple[FactId, ...]:
        return tuple(FactId(name) for name in self.before)

    def look(self, eyes: Eyes) -> Verdict:
        assert eyes.now().tzinfo is not None
        self.looks += 1
        return self.verdict


def verdicts(*facts: Fact) -> dict[str, Verdict]:
    return {item.id.fact: item.verdict for item in survey([facts], FakeEyes())}


def test_every_fact_is_an_item_with_its_title_and_its_section_of_the_checklist() -> None:
    (item,) = survey([(Fact("claimed"),)], FakeEyes())
    section = "guides/reference/checklist.md#claimed"
    assert (item.title, item.guide, item.verdict) == ("Claimed", section, DONE)


@pytest.mark.parametrize("open_one", [TODO, Waits((FactId("nothing"),))])
def test_a_fact_whose_predecessor_is_open_waits_and_costs_no_look(open_one: Verdict) -> None:
    later = Fact("later", before=("first",))
    assert verdicts(Fact("first", open_one), later)["later"] == Waits((FactId("first"),))
    assert later.looks == 0


@pytest.mark.parametrize("not_open", [DONE, Unseen("offline")])
def test_a_predecessor_that_is_done_or_unseen_holds_nothing_up(not_open: Verdict) -> None:
    assert verdicts(Fact("first", not_open), Fact("later", before=("first",)))["later"] == DONE


def test_a_predecessor_that_is_left_out_holds_nothing_up() -> None:
    assert verdicts(Fact("later", before=("first",)))["later"] == DONE


def test_waiting_is_handed_down() -> None:
    found = verdicts(Fact("a", TODO), Fact("b", before=("a",)), Fact("c", before=("b",)))
    assert found["c"] == Waits((FactId("b"),))


def test_the_items_keep_the_order_that_was_given() -> None:
    chains = [(Fact(f"{number}-a"), Fact(f"{number}-b")) for number in range(100)]
    items = survey(chains, FakeEyes())
    expected = [f"{number}-{letter}" for number in range(100) for letter in "ab"]
    assert [item.id.fact for item in items] == expected


@dataclass(slots=True)
class Crowd:
    """Counts how many look at the same time."""

    lock: LockType
    now: int = 0
    most: int = 0

    def step(self, by: int) -> None:
        with self.lock:
            self.now += by
            self.most = max(self.most, self.now)


@dataclass(slots=True)
class Slow(Fact):
    """A fact whose look takes a moment."""

    crowd: Crowd = field(default_factory=lambda: Crowd(Lock()))

    def look(self, eyes: Eyes) -> Verdict:  # noqa: ARG002
        self.crowd.step(1)
        time.sleep(0.005)
        self.crowd.step(-1)
        return DONE


def test_where_nobody_is_asked_the_looks_go_one_after_another_in_one_thread() -> None:
    crowd = Crowd(Lock())
    chains = [(Slow(f"{number}", crowd=crowd),) for number in range(5)]
    survey(chains, FakeEyes(), at_once=ALONE)
    assert crowd.most == 1


def test_looks_go_out_side_by_side_and_never_more_than_eight_at_once() -> None:
    crowd = Crowd(Lock())
    survey([(Slow(f"{number}", crowd=crowd),) for number in range(40)], FakeEyes())
    assert 1 < crowd.most <= AT_ONCE == 8
