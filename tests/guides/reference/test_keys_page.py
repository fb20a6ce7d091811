"""guides/reference/keys.md against the program: each place offers the keys of its rows, and no others."""

import re
from collections.abc import Iterator, Mapping

import pytest
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys

from guides.reference.made_tables import FOLDER
from primer.core.publisher import Form, FormField
from primer.core.question import BACK, Choice, Question
from primer.core.value import replace
from primer.ports.voice import Card, Errand, Key, Page
from primer.terminal.board import board_of
from primer.terminal.choosing import _bindings as of_a_list
from primer.terminal.lines import Style
from primer.terminal.offers import PAGES, Offers, card_offers, errand_offers, offers_line, watch_offers
from primer.terminal.pad import _bindings as of_a_pad
from primer.terminal.voice import LETTERS

TEXT = (FOLDER / "keys.md").read_text(encoding="utf-8")
EVERYWHERE = frozenset({"Ctrl-C", "Ctrl-D"})
SPELT: Mapping[str, str] = {
    " ": "space",
    "c-c": "Ctrl-C",
    "c-d": "Ctrl-D",
    "c-i": "Tab",
    "c-m": "Enter",
    "down": "arrows",
    "end": "End",
    "home": "Home",
    "up": "arrows",
}
"""Keys as the page calls them, by prompt_toolkit's names; letters and digits are called what they are."""

UNPRESSED = frozenset({"<any>", "<sigint>"})
"""What is bound, and is no key: any other one, which the question looks at itself, and a signal."""

FORM = Form("github", (FormField("Owner", "owner", "acme"),) * 9, "https://pypi.example.org/form")
CARD = Card("acme-core", 2, 3, FORM)
ERRAND = Errand("go", Page("there", "https://pypi.example.org/page"), (Key.DONE, Key.LATER))


def documented(where: str) -> set[str]:
    """The keys of a place, from all its rows; `1` to `9` are nine."""
    return {key for place, keys in _rows() if place == where for key in _named(keys)}


def _rows() -> Iterator[tuple[str, str]]:
    place = ""
    for where, keys in re.findall(r"^\|(.*?)\| (.+?) \|.+\|$", TEXT.partition("## Keys")[2], re.MULTILINE):
        place = where.strip() or place
        yield place, keys


def _named(keys: str) -> Iterator[str]:
    for first, last, code, word in re.findall(
        r"`(\d)` to `(\d)`|`(.)`|(arrows|space|[A-Z][\w-]+)", keys.replace("Enter alone", "Enter")
    ):
        yield from map(str, range(int(first), int(last) + 1)) if first else [code or word]


def offered(offers: Offers) -> set[str]:
    """The keys that a pad shows, the digits of its fields, and Enter where it does something."""
    signs = [span.text.strip("[]") for span in offers_line(offers).words if span.style is Style.KEY]
    digits = {str(number) for number, _ in enumerate(offers.fields, 1)}
    shown = {sign for sign in signs if "-" not in sign}
    return shown | digits | ({"Enter"} if offers.enter else set())


def bound(bindings: KeyBindings) -> set[str]:
    """The keys that do something, as the page calls them."""
    pressed = {key.value if isinstance(key, Keys) else key for one in bindings.bindings for key in one.keys}
    return {SPELT.get(key, key) for key in pressed - UNPRESSED}


def test_a_list_has_its_keys() -> None:
    one = Question("Which?", "--which", "a", (Choice("a", "this"), Choice("b", "that")))
    several = bound(of_a_list(board_of(replace(one, several=True))))
    alone = bound(of_a_list(board_of(one)))
    assert alone == documented("a list") | EVERYWHERE
    assert several - alone == documented("several of a list")


def test_a_question_has_its_keys() -> None:
    assert documented("a question") == {BACK, "Enter"}


def test_the_token_has_its_keys() -> None:
    assert documented("the token") == LETTERS


@pytest.mark.parametrize(
    ("where", "offers"),
    [
        ("a publisher's card", card_offers(CARD, opened=False)),
        ("something to do on a page", errand_offers(ERRAND, opened=False)),
        ("waiting", watch_offers(page=True, back="the publishers")),
        ("the end of a page", PAGES),
    ],
)
def test_a_place_has_its_keys(where: str, offers: Offers) -> None:
    assert offered(offers) == documented(where)
    assert bound(of_a_pad(offers)) == {"Enter"} | EVERYWHERE


def test_everywhere_the_same_keys_leave() -> None:
    assert documented("everywhere") == EVERYWHERE


def test_every_place_and_every_letter_is_looked_at() -> None:
    places = {"a list", "several of a list", "a question", "the token", "a publisher's card"}
    places |= {"something to do on a page", "waiting", "the end of a page", "everywhere"}
    assert {place for place, _ in _rows()} - {"where", "---"} == places
    assert {key.value for key in Key} <= {key for place in places for key in documented(place)}
