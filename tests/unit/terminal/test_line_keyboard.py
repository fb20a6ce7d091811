"""Answers by the line, for terminals that cannot move a cursor."""

from io import StringIO

import pytest

from primer.core.question import BACK, Choice, Question
from primer.core.value import replace
from primer.ports.voice import Key
from primer.terminal.line_keyboard import LineKeyboard
from primer.terminal.offers import watch_offers
from primer.terminal.surface import Surface

UPLOAD = Question("Upload them?", "--yes", "no", (Choice("no", "no"), Choice("yes", "yes, upload")))
NAMES = tuple(Choice(name, name) for name in ("protos", "testing"))
SEVERAL = Question("Which packages?", "--packages", "protos", NAMES, several=True)


def answered(question: Question, typed: str) -> str:
    return LineKeyboard(StringIO(), Surface, StringIO(typed)).answer(question)


@pytest.mark.parametrize(
    ("typed", "answer"), [("2\n", "yes"), ("YES\n", "yes"), ("y\n", "yes"), ("\n", "no")]
)
def test_a_choice_is_named_by_its_number_its_key_or_its_beginning(typed: str, answer: str) -> None:
    assert answered(UPLOAD, typed) == answer


def test_what_is_no_choice_is_asked_again() -> None:
    assert answered(UPLOAD, "3\nperhaps\n1\n") == "no"


@pytest.mark.parametrize(
    ("typed", "answer"), [("1 2\n", "protos testing"), ("testing testing\n", "testing"), ("\n", "protos")]
)
def test_several_are_named_with_spaces_between(typed: str, answer: str) -> None:
    assert answered(SEVERAL, typed) == answer


def test_text_is_stripped_and_empty_is_the_default() -> None:
    asked = Question("Which environment?", "--environment", "pypi")
    assert (answered(asked, " release \n"), answered(asked, "\n")) == ("release", "pypi")


def test_the_end_of_the_input_is_leaving() -> None:
    with pytest.raises(KeyboardInterrupt):
        answered(UPLOAD, "")


def test_the_question_shows_its_choices_its_flag_and_what_enter_does() -> None:
    stream = StringIO()
    LineKeyboard(stream, Surface, StringIO("1\n")).answer(UPLOAD)
    assert stream.getvalue() == (
        "? Upload them?\n"
        "  1. no           (Enter)\n"
        "  2. yes, upload\n"
        "  (--yes) A number, then Enter. Ctrl-C leaves.\n"
        "  > "
    )


@pytest.mark.parametrize(
    ("default", "told"), [("pypi", "Enter alone is pypi."), ("", "Enter alone leaves it open.")]
)
def test_a_question_for_a_line_says_what_enter_alone_does_and_how_to_leave(default: str, told: str) -> None:
    stream = StringIO()
    asked = Question("Which environment?", "--environment", default)
    LineKeyboard(stream, Surface, StringIO("x\n")).answer(asked)
    assert stream.getvalue().splitlines()[1] == f"  (--environment) {told} Ctrl-C leaves."


def test_where_one_may_go_back_the_sign_for_it_is_an_answer() -> None:
    for asked in (UPLOAD, Question("Which environment?", "--environment", "pypi")):
        assert answered(replace(asked, back=True), f" {BACK} \n") == BACK


def test_a_key_is_waited_for_until_it_is_one_of_those_offered() -> None:
    stream = StringIO()
    keyboard = LineKeyboard(stream, Surface, StringIO("o\n\nq\n"))
    assert keyboard.key(watch_offers(page=False)) is Key.LEAVE
    told = [line for line in stream.getvalue().splitlines() if "Not one" in line]
    assert told == ["  >   Not one of these: o", "  >   Not one of these: Enter alone"]
