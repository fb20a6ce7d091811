"""The screens of a plan for two registries, whole; the expected ones stand in `expected/several/`."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from primer.ports.voice import Card, Stage
from primer.terminal.ending import ending_blocks
from primer.terminal.found import found_blocks
from primer.terminal.lines import Blocks
from primer.terminal.offers import card_offers, offers_line
from primer.terminal.paper import plan_blocks
from primer.terminal.screens import card_blocks, card_name, header_blocks
from primer.terminal.surface import Surface
from screen.reference_plan import TODAY
from screen.reference_several import NAME, after, before, npm_publisher, released
from screen.test_screens import captured

EXPECTED = Path(__file__).parent / "expected" / "several"
SURFACES: Mapping[str, Surface] = {
    "wide": Surface(98),
    "plain-40": Surface(40),
    "ascii-80": Surface(80, ascii=True),
}


def packages() -> Blocks:
    """What was found."""
    return (*header_blocks(Stage(before().title, 1, "Packages")), *found_blocks(before()))


def plan_before() -> Blocks:
    """The plan while nothing is done."""
    return plan_blocks(before(), TODAY)


def plan_after() -> Blocks:
    """The plan before the first release."""
    return plan_blocks(after(), TODAY)


def ending() -> Blocks:
    """What is proven, and what is to come."""
    return ending_blocks(after(), TODAY)


def ending_released() -> Blocks:
    """The very end."""
    return ending_blocks(released(), TODAY)


def card() -> Blocks:
    """A form that no address fills in."""
    shown = Card(NAME, 1, 1, npm_publisher().form)
    header = header_blocks(Stage(after().title, 6, card_name(shown)))
    return (*header, *card_blocks(shown), offers_line(card_offers(shown, opened=False)))


SCREENS: tuple[Callable[[], Blocks], ...] = (
    packages,
    plan_before,
    plan_after,
    ending,
    ending_released,
    card,
)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_the_whole_screen_for_two_registries_is_as_expected(
    screen: Callable[[], Blocks], surface: str
) -> None:
    expected = (EXPECTED / f"{screen.__name__}.{surface}.txt").read_text("utf-8")
    assert captured(screen(), SURFACES[surface]) == expected


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_only_a_single_long_word_of_it_is_wider_than_the_window(screen: Callable[[], Blocks]) -> None:
    for line in captured(screen(), Surface(40)).splitlines():
        assert len(line) <= 40 or len(line.split()) == 1
