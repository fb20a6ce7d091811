"""Registering: one card a package; later, back and leaving."""

import pytest

from fakes.sitting import Sitting, sitting, world
from made_up import NOW, form, hashes, package, project, release
from primer.core.choices import Route
from primer.core.memory import Declared
from primer.core.publisher import FormField
from primer.engine.register import STALE, register
from primer.facts.registration import values_of
from primer.ports.hands import Copied
from primer.ports.voice import Key


def seated(count: int = 3) -> Sitting:
    names = [f"acme-{number}" for number in range(count)]
    here = sitting(world(*map(package, names)))
    for name in names:
        here.world.eyes.projects[name] = project(release("0.0.1", name), name=name)
        here.world.eyes.hashes[name, "0.0.1"] = hashes(name=name)
    return here


def registered(here: Sitting, *keys: Key | FormField) -> bool:
    here.voice.cards.extend(keys)
    return register(here.wizard(), here.world.look())


def words(here: Sitting) -> list[str]:
    return [entry.fact for entry in here.world.eyes.entries if isinstance(entry, Declared)]


def test_each_package_is_one_card_in_order() -> None:
    here = seated()
    assert registered(here)
    assert [(card.package, card.number, card.of) for card in here.voice.shown_cards] == [
        ("acme-0", 1, 3),
        ("acme-1", 2, 3),
        ("acme-2", 3, 3),
    ]
    shown = here.voice.shown_cards[0].form
    assert (shown.link, values_of(shown)) == (form("acme-0").link, values_of(form("acme-0")))


def test_a_word_is_bound_to_the_values_on_the_card() -> None:
    here = seated(1)
    registered(here)
    fact = "publisher-registered:pypi:acme-0"
    assert here.world.eyes.entries == [Declared(fact, values_of(form("acme-0")), NOW)]
    assert here.voice.said == ["said: acme-0 registered, you said so; the first release will prove it"]


def test_later_goes_on_and_says_nothing() -> None:
    here = seated()
    assert registered(here, Key.LATER, Key.DONE, Key.LATER)
    assert words(here) == ["publisher-registered:pypi:acme-1"]


def test_back_goes_back_and_not_before_the_first() -> None:
    here = seated(2)
    registered(here, Key.BACK, Key.LATER, Key.BACK, Key.DONE, Key.DONE)
    assert [card.package for card in here.voice.shown_cards] == [
        "acme-0",
        "acme-0",
        "acme-1",
        "acme-0",
        "acme-1",
    ]
    assert words(here) == ["publisher-registered:pypi:acme-0", "publisher-registered:pypi:acme-1"]


def test_leaving_keeps_what_was_said_and_leaves_the_rest_of_the_walk() -> None:
    here = seated()
    here.voice.cards.extend((Key.DONE, Key.LEAVE))
    here.walk()
    assert words(here) == ["publisher-registered:pypi:acme-0"]
    assert here.voice.watched == []
    assert len(here.voice.endings) == 1


def test_open_and_copy_stay_on_the_card() -> None:
    here = seated(1)
    registered(here, Key.OPEN, Key.COPY, Key.DONE)
    assert here.hands.pages == [form("acme-0").link]
    assert here.hands.copied == [
        "Owner: acme\nRepository name: mono\nWorkflow name: publish.yaml\nEnvironment name: pypi"
    ]


def test_one_field_is_copied_as_it_is_and_an_empty_one_is_not() -> None:
    here = seated(1)
    empty = FormField("Environment name", "environment", "")
    registered(here, form("acme-0").fields[1], empty, Key.DONE)
    assert here.hands.copied == ["mono"]
    assert here.voice.said[:2] == [
        "seen: Repository name, mono, was sent to your clipboard",
        "Environment name stays empty; nothing was copied.",
    ]


def test_what_the_terminal_may_have_dropped_has_no_mark() -> None:
    here = seated(1)
    here.hands.clipboard = Copied.TERMINAL
    registered(here, Key.COPY, Key.DONE)
    assert here.voice.said[0] == (
        "All 4 values were sent to your terminal's clipboard; if nothing pastes, select it above."
    )


def test_later_leaves_a_trace_on_the_screen() -> None:
    here = seated(1)
    registered(here, Key.LATER)
    assert here.voice.said == ["todo: acme-0: later; the next run shows this form again"]


def test_without_a_clipboard_the_values_are_told() -> None:
    here = seated(1)
    here.hands.clipboard = Copied.NOWHERE
    registered(here, Key.COPY, Key.DONE)
    assert here.voice.said[0].startswith("No clipboard here; to copy by hand:\nOwner: acme\n")


@pytest.mark.parametrize("route", [Route.PRIME, Route.PENDING])
def test_a_stale_pending_publisher_is_warned_of_once_and_not_where_one_is_being_made(route: Route) -> None:
    here = seated(2 if route is Route.PRIME else 1)
    if route is Route.PENDING:
        here.world.eyes.projects.clear()
        here.world.kept["route"] = "pending"
    registered(here)
    notes = [card.note for card in here.voice.shown_cards]
    assert notes == ([STALE, ""] if route is Route.PRIME else [""])


def test_the_card_of_a_pending_publisher_has_every_line_of_a_page_that_is_empty() -> None:
    here = seated_pending()
    name = FormField("PyPI Project Name", "project_name", "acme-0", "packages/acme-0/pyproject.toml:2")
    registered(here, Key.OPEN, name, Key.DONE)
    shown = here.voice.shown_cards[0].form
    assert (shown.page, shown.link) == ("the form's page", "https://pypi.org/manage/account/publishing/")
    assert shown.fields[0] == name
    assert [one.value for one in shown.fields[1:]] == ["acme", "mono", "publish.yaml", "pypi"]
    assert here.hands.copied == ["acme-0"]


def test_the_next_publisher_of_a_project_that_a_pending_one_made_is_registered_on_its_page() -> None:
    here = seated_pending()
    other = {**values_of(form("acme-0")), "workflow_filename": "release.yaml"}
    here.world.eyes.entries.append(Declared("publisher-registered:pypi:acme-0", other, NOW))
    here.world.eyes.projects["acme-0"] = project(release("0.2.0", "acme-0"), name="acme-0")
    registered(here)
    (card,) = here.voice.shown_cards
    assert (card.form.link, values_of(card.form)) == (form("acme-0").link, values_of(form("acme-0")))


def test_what_is_said_of_a_pending_publisher_is_about_its_values_alone() -> None:
    here = seated_pending()
    registered(here)
    said = here.world.eyes.memory().declared("publisher-registered:pypi:acme-0")
    assert said is not None
    assert dict(said.values) == values_of(form("acme-0"))


def seated_pending() -> Sitting:
    here = sitting(world(package("acme-0")))
    here.world.kept["route"] = "pending"
    return here


def test_what_is_registered_is_not_shown_again() -> None:
    here = seated()
    registered(here)
    again = sitting(here.world)
    assert registered(again)
    assert again.voice.shown_cards == []
