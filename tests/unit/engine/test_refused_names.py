"""A name that the registry can never take: said before the person answers anything."""

from dataclasses import dataclass, field

from fakes.sitting import managed, sitting
from fakes.voice import FakeVoice
from made_up import package
from primer.core.question import Question
from primer.core.registry import Ecosystem
from primer.core.value import replace
from primer.engine.walk import walk

CORE = package("@acme/core", ecosystem=Ecosystem.JAVASCRIPT)
REFUSED = package("Acme_Wire", ecosystem=Ecosystem.JAVASCRIPT)


@dataclass(slots=True)
class Witness(FakeVoice):
    """Remembers what had been said when the first question came."""

    before: list[str] = field(default_factory=list)

    def ask(self, question: Question) -> str:
        if not self.questions:
            self.before = [problem.reference for problem in self.problems]
        return FakeVoice.ask(self, question)


def test_a_name_that_npm_never_takes_is_said_once_and_before_anything_is_asked() -> None:
    there = managed(REFUSED, CORE)
    there.read(())
    voice = Witness()
    walk(replace(sitting(there).wizard(), voice=voice))
    assert voice.questions[0].text == "Workflow of the publisher?"
    assert voice.before == ["name-refused"]
    assert [problem.reference for problem in voice.problems] == ["name-refused"]


def test_where_no_choice_is_open_it_stands_below_the_packages_and_above_the_first_question() -> None:
    voice = Witness()
    walk(replace(sitting(managed(REFUSED, CORE)).wizard(), voice=voice))
    assert voice.questions[0].text == "Prime this one with placeholder 0.0.1?"
    assert voice.before == ["name-refused"]
