"""Every screen whole, on every kind of terminal; the expected ones stand in `expected/`."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from primer.core.placeholder import Artifact, Placeholder
from primer.core.problem import TheirAnswer, YourInput
from primer.core.publisher import Form, FormField
from primer.core.question import Choice, Question
from primer.core.source import Source
from primer.ports.signs import STEP, Mark
from primer.ports.voice import Card, Errand, Key, Page, Stage, TokenRequest
from primer.terminal.board import board_of
from primer.terminal.ending import ending_blocks
from primer.terminal.found import found_blocks
from primer.terminal.lines import Blocks
from primer.terminal.offers import card_offers, offers_line
from primer.terminal.paper import plan_blocks
from primer.terminal.printing import show
from primer.terminal.problems import problem_blocks
from primer.terminal.screens import (
    card_blocks,
    card_name,
    errand_blocks,
    header_blocks,
    placeholder_blocks,
    said_blocks,
    token_blocks,
    told_blocks,
)
from primer.terminal.surface import Surface
from screen.reference_plan import NAMES, NOON, TODAY, after, before, every_verdict, form

EXPECTED = Path(__file__).parent / "expected"

SURFACES: Mapping[str, Surface] = {
    "paper": Surface(98, boxes=True),
    "plain-80": Surface(80),
    "plain-40": Surface(40),
    "ascii-80": Surface(80, ascii=True),
    "colour-80": Surface(80, colour=True, animated=True),
    "colour-40": Surface(40, colour=True, animated=True),
    "aloud-80": Surface(80, plain=True),
}


def packages() -> Blocks:
    """Screen 1."""
    return (*header_blocks(Stage(before().title, 1, "Packages")), *found_blocks(before()))


def placeholder() -> Blocks:
    """Screen 2."""
    members = (("adk_sim_protos/__init__.py", "says what this is and where the source lives"),)
    wheel = Artifact(Path("adk_sim_protos-0.0.1-py3-none-any.whl"), 1612, "0" * 64, members)
    readme = "# adk-sim-protos\n\nadk-sim-protos 0.0.1 is a placeholder.\n\nAsk at its repository.\n"
    one = Placeholder("adk-sim-protos", "0.0.1", (wheel,), readme)
    return (*placeholder_blocks((one,)), *placeholder_blocks((one, one)))


def token() -> Blocks:
    """Screen 3."""
    way = STEP.join(("PyPI", "Account settings", "Add API token"))
    page = Page(way, "https://pypi.example/manage/account/token/")
    explanation = (
        "PyPI's tokens never expire. primer narrows the one you paste, on this machine, to these 4 names and "
        "the next 30 minutes, keeps only that in your keyring (Secret Service), and forgets what you pasted."
    )
    scope = "Entire account (a project's token cannot create projects)"
    request = TokenRequest(explanation, page, "primer-adk-agent-sim-2026-11-21", scope)
    return (*header_blocks(Stage(before().title, 3, "Token")), *token_blocks(request))


def upload() -> Blocks:
    """Screen 4, with the checklist of the steps above it."""
    names = ("Packages", "Placeholder", "Token", "Upload", "Revoke", "Register", "Confirm")
    steps = tuple((Mark.SEEN if place < 3 else Mark.TODO, name) for place, name in enumerate(names))
    for_good = "To PyPI, for good: 8 files of 4 packages, 0.0.1. A version once used can never be used again."
    choices = (
        Choice("no", "no: nothing goes up, and the token is erased here"),
        Choice("yes", "yes"),
        Choice("show", "show them"),
    )
    question = Question("Upload them?", "", "no", choices, until=NOON + timedelta(minutes=24))
    return (
        *header_blocks(Stage(before().title, 4, "Upload", 7, steps)),
        *told_blocks(f"{', '.join(NAMES)}\n{for_good}"),
        *board_of(question).blocks(Surface(), NOON),
    )


def revoke() -> Blocks:
    """Screen 5."""
    page = Page("the removal dialog of exactly this token", "https://pypi.example/manage/account/")
    errand = Errand("Remove the token on its page.", page, (Key.DONE,), ("PyPI asks for your password.",))
    marks = (
        (Mark.SEEN, "erased from this machine (keyring empty, 14:05:02)"),
        (Mark.TODO, "PyPI still knows token 21394af6…"),
        (Mark.SAID, "removed, you said so"),
        (Mark.WAITS, "waits for the first release"),
        (Mark.UNSEEN, "PyPI did not answer"),
        (Mark.PROBLEM, "the keyring could not be emptied"),
    )
    said = (block for mark, words in marks for block in said_blocks(mark, words))
    return (*said, *errand_blocks(errand))


def card() -> Blocks:
    """Screen 6."""
    shown = Card("adk-sim-server", 3, 4, form("adk-sim-server"), "Delete a stale pending publisher first.")
    header = header_blocks(Stage(before().title, 6, card_name(shown)))
    return (*header, *card_blocks(shown), offers_line(card_offers(shown, opened=False)))


def pending_card() -> Blocks:
    """Screen 6 on the way of pending publishers, whose page nobody can fill in beforehand."""
    filled = form("adk-sim-server")
    name = FormField("PyPI Project Name", "project_name", "adk-sim-server", "server/pyproject.toml:2")
    page = "https://pypi.example/manage/account/publishing/"
    shown = Card("adk-sim-server", 1, 1, Form("github", (name, *filled.fields), page, prefilled=False))
    header = header_blocks(Stage(before().title, 2, card_name(shown)))
    return (*header, *card_blocks(shown), offers_line(card_offers(shown, opened=False)))


def ending() -> Blocks:
    """Screen 7."""
    return ending_blocks(after(), TODAY)


def plan_before() -> Blocks:
    """The plan while nothing is done."""
    return plan_blocks(before(), TODAY)


def plan_after() -> Blocks:
    """The plan before the first release."""
    return plan_blocks(after(), TODAY)


def plan_marks() -> Blocks:
    """Every mark of a plan, with the places where values were read."""
    return plan_blocks(every_verdict(), TODAY, sources=True)


def problem() -> Blocks:
    """Two problems, the second a warning."""
    quota = TheirAnswer(
        "creation-quota",
        "PyPI allows no fifth new project today",
        hint="run `primer init` again after 23:41; it goes on from here",
        context=(
            "4 of 4 used; the next is possible at 23:41 (in 9 h 20 min). Attempts before that count too.",
            "done  adk-sim-protos, adk-sim-testing       left  adk-cli",
        ),
    )
    called = YourInput(
        "publish-in-called-workflow",
        "the publishing job is in a file that is only called",
        hint="name that file",
        source=Source(".github/workflows/publish.yaml", 41),
        warning=True,
    )
    return (*problem_blocks(quota), *problem_blocks(called))


SCREENS: tuple[Callable[[], Blocks], ...] = (
    packages,
    placeholder,
    token,
    upload,
    revoke,
    card,
    ending,
    plan_before,
    plan_after,
    plan_marks,
    problem,
)


def captured(blocks: Blocks, surface: Surface) -> str:
    """What the stream gets; escape characters are shown, and the ends of lines are marked."""
    stream = StringIO()
    show(blocks, stream, surface)
    return stream.getvalue().replace("\x1b", "␛")


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_the_whole_screen_is_as_expected(screen: Callable[[], Blocks], surface: str) -> None:
    expected = (EXPECTED / f"{screen.__name__}.{surface}.txt").read_text("utf-8")
    assert captured(screen(), SURFACES[surface]) == expected


def test_a_pending_card_promises_no_filled_form_and_gives_the_name_to_copy() -> None:
    shown = captured(pending_card(), Surface(80))
    assert "[o] open the form's page (Enter)   [1-5] copy one   [c] copy all" in " ".join(shown.split("\n"))
    assert re.search(r"1 +PyPI Project Name +adk-sim-server +server/pyproject.toml:2\n +2 +Owner ", shown)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_a_wide_window_gives_the_same_words_in_lines_of_at_most_its_width(
    screen: Callable[[], Blocks],
) -> None:
    wide = captured(screen(), Surface(200))
    assert sorted(wide.split()) == sorted(captured(screen(), Surface(80)).split())
    assert all(len(line) <= 200 for line in wide.splitlines())


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_only_a_single_long_word_is_wider_than_the_window(screen: Callable[[], Blocks]) -> None:
    for line in captured(screen(), Surface(40)).splitlines():
        assert len(line) <= 40 or len(line.split()) == 1


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_colour_adds_no_words_and_takes_none_away(screen: Callable[[], Blocks]) -> None:
    coloured = re.sub("␛\\[[0-9;]*m", "", captured(screen(), Surface(80, colour=True)))
    assert coloured == captured(screen(), Surface(80))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_an_ascii_stream_gets_ascii_only(screen: Callable[[], Blocks]) -> None:
    assert captured(screen(), Surface(80, ascii=True)).isascii()
