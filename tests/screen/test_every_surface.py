"""Rules that every screen keeps, at every width, on every kind of terminal."""

import re
from collections.abc import Callable, Mapping

import pytest

from primer.core.value import replace
from primer.terminal.lines import Blocks
from primer.terminal.surface import BOXES, SIGNS, Surface
from screen import (
    test_diagnosis_screens,
    test_exchange_screens,
    test_findings_screens,
    test_screens,
    test_several_registries,
)
from screen.test_screens import captured

WIDTHS = (40, 80, 100)
"""The last is what a window of 200 columns gets: longer lines are hard to read."""
KINDS: Mapping[str, Surface] = {
    "colour": Surface(colour=True, animated=True),
    "no colour": Surface(animated=True),
    "ascii": Surface(ascii=True),
    "aloud": Surface(plain=True),
    "ascii aloud": Surface(plain=True, ascii=True),
}
SCREENS = {
    **{screen.__name__: screen for screen in test_screens.SCREENS},
    **{f"several {screen.__name__}": screen for screen in test_several_registries.SCREENS},
    **{screen.__name__: screen for screen in test_diagnosis_screens.SCREENS},
    **{screen.__name__: screen for screen in test_exchange_screens.SCREENS},
    **{screen.__name__: screen for screen in test_findings_screens.SCREENS},
}
COLOUR = re.compile("␛\\[[0-9;]*m")
UNWRAPPED = (60, 10_000)
"""The widest list, and a width at which nothing is wrapped."""

every_screen = pytest.mark.parametrize("screen", SCREENS.values(), ids=list(SCREENS))
every_kind = pytest.mark.parametrize("kind", KINDS)


def text_on(screen: Callable[[], Blocks], width: int, kind: str) -> str:
    return captured(screen(), replace(KINDS[kind], width=width))


@every_kind
@every_screen
def test_no_line_is_wider_than_the_window_but_for_a_word_that_is(
    screen: Callable[[], Blocks], kind: str
) -> None:
    for width in WIDTHS:
        for line in COLOUR.sub("", text_on(screen, width, kind)).splitlines():
            assert len(line) <= width or len(line.split()) == 1, line
            assert line == line.rstrip()


@every_kind
@every_screen
def test_no_word_is_broken(screen: Callable[[], Blocks], kind: str) -> None:
    whole = {word for width in UNWRAPPED for word in COLOUR.sub("", text_on(screen, width, kind)).split()}
    for width in WIDTHS:
        assert set(COLOUR.sub("", text_on(screen, width, kind)).split()) <= whole


@every_kind
@every_screen
def test_only_colour_is_an_escape_sequence_and_only_where_there_is_colour(
    screen: Callable[[], Blocks], kind: str
) -> None:
    text = text_on(screen, WIDTHS[0], kind)
    assert "␛" not in (COLOUR.sub("", text) if KINDS[kind].colour else text)
    assert "ascii" not in kind or text.isascii()


@every_screen
def test_read_aloud_every_mark_is_a_word(screen: Callable[[], Blocks]) -> None:
    text = text_on(screen, WIDTHS[0], "aloud")
    assert not (set(SIGNS.values()) - {"?", "…"} | set("→·»▓░")) & set(text)
    assert not [box for box in BOXES.values() if box in text]


@every_screen
def test_colour_takes_no_words_away(screen: Callable[[], Blocks]) -> None:
    for width in WIDTHS:
        coloured = COLOUR.sub("", text_on(screen, width, "colour"))
        assert coloured == text_on(screen, width, "no colour")
