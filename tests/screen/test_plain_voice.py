"""The voice where nobody can answer."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest

from primer.core.problem import Missing, Stop
from primer.core.question import Question
from primer.ports.signs import Mark
from primer.ports.voice import Arrived, Card, Errand, Key, Page, Stage, TokenRequest, Voice, Watch
from primer.terminal.plain import PlainVoice
from primer.terminal.surface import Surface
from screen.reference_plan import NAMES, TODAY, after, form


def the_surface(_: object) -> Surface:
    return Surface(80, boxes=True)


def a_voice(stream: StringIO) -> PlainVoice:
    return PlainVoice(stream, the_surface, TODAY, pause=lambda _: None)


def test_it_is_a_voice_as_the_engine_knows_it() -> None:
    voice: Voice = a_voice(StringIO())
    assert voice is not None


def test_a_conversation_is_plain_lines() -> None:
    stream = StringIO()
    voice = a_voice(stream)
    voice.stage(Stage("acme/mono → PyPI", 4, "Upload"))
    voice.tell("To PyPI, for good:\n8 files.")
    with voice.uploading(2, datetime.now(UTC)) as progress:
        progress.begin("mono", "mono-0.0.1.tar.gz")
        progress.finish("mono", "mono-0.0.1.tar.gz", "uploaded")
        progress.finish("mono", "mono-0.0.1-py3-none-any.whl", "was there")
    voice.say(Mark.SEEN, "all there")
    voice.problem(Missing("no-keyring", "no keyring was found", hint="install one"))
    assert stream.getvalue() == (
        "\n"
        "primer · acme/mono → PyPI                                         4 of 7  Upload\n"
        "\n"
        "  To PyPI, for good:\n"
        "  8 files.\n"
        "  [x] mono  mono-0.0.1.tar.gz  uploaded  (1 of 2)\n"
        "  [x] mono  mono-0.0.1-py3-none-any.whl  was there  (2 of 2)\n"
        "  [x] all there\n"
        "\n"
        "[!] no keyring was found                                              no-keyring\n"
        "  → install one\n"
        "  more  primer guide no-keyring\n"
    )


def test_the_plan_and_the_ending_are_told_whole() -> None:
    stream = StringIO()
    voice = a_voice(stream)
    voice.packages(after())
    voice.plan(after())
    voice.ending(after())
    assert all(name in stream.getvalue() for name in NAMES)
    assert "You said so\n  [~] 4 publishers registered; the first release will prove it" in stream.getvalue()


def test_a_question_stops_and_names_its_flag() -> None:
    with pytest.raises(Stop) as stopped:
        a_voice(StringIO()).ask(Question("Which environment?", "--environment", "pypi"))
    assert stopped.value.problem.reference == "needs-a-terminal"
    assert "--environment" in stopped.value.problem.hint


def test_what_needs_a_person_is_shown_and_stops_naming_the_plan() -> None:
    stream = StringIO()
    voice = a_voice(stream)
    page = Page("the page", "https://pypi.example/page")
    for ask in (
        lambda: voice.token(TokenRequest("why", page, "a-name", "Entire account")),
        lambda: voice.card(Card("adk-sim-server", 1, 1, form("adk-sim-server"))),
        lambda: voice.errand(Errand("Yank it.", page, (Key.DONE,))),
        lambda: voice.watch(Watch("waiting", lambda: Arrived("never asked"), 1, page)),
    ):
        with pytest.raises(Stop) as stopped:
            ask()
        assert stopped.value.problem.reference == "needs-a-terminal"
        assert "primer --plan" in stopped.value.problem.hint
    for words in ("a-name", "Workflow name", "Yank it.", "https://pypi.example/page"):
        assert words in stream.getvalue()


def test_a_watch_with_an_end_is_waited_for_and_each_answer_is_told_once() -> None:
    stream = StringIO()
    answers = iter(("not yet", "not yet", "nearly"))

    def look() -> Arrived[int] | str:
        return next(answers, None) or Arrived(7)

    until = datetime.now(UTC) + timedelta(minutes=5)
    assert a_voice(stream).watch(Watch("waiting for CI", look, 1, until=until)) == Arrived(7)
    assert stream.getvalue() == "  waiting for CI\n  [.] not yet\n  [.] nearly\n"


def test_a_watch_whose_end_has_passed_looks_once_and_leaves() -> None:
    looks: list[str] = []

    def look() -> Arrived[int] | str:
        looks.append("once")
        return "not yet"

    until = datetime.now(UTC) - timedelta(seconds=1)
    assert a_voice(StringIO()).watch(Watch("waiting", look, 1, until=until)) is Key.LEAVE
    assert looks == ["once"]
