"""`primer guide`: the list, a page, what is written under one name, on any terminal."""

from pathlib import Path

import pytest

from journeys.journey_runs import CHECKOUT, Machine, new_machine
from journeys.journey_terminal import Desk
from primer.cli.sections import shown

PAGES = {page.stem: page.read_text(encoding="utf-8") for page in (CHECKOUT / "guides").rglob("*.md")}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


def test_every_guide_is_listed_on_one_line_of_80_columns(machine: Machine) -> None:
    listed = machine.run("guide")
    assert listed.code == 0
    rows = [line for line in listed.out.splitlines() if line.startswith("  ")]
    assert sorted(row.split()[0] for row in rows) == sorted(PAGES.keys() - {"README"})
    assert max(len(line) for line in listed.out.splitlines()) <= 80
    assert "…" not in listed.out


def test_the_name_of_a_folder_lists_its_pages(machine: Machine) -> None:
    listed = machine.run("guide", "explanation")
    assert listed.code == 0
    names = {line.split()[0] for line in listed.out.splitlines() if line.startswith("  ")}
    assert names == {page.stem for page in (CHECKOUT / "guides" / "explanation").glob("*.md")}


def test_a_page_and_what_several_say_of_one_name_are_shown(machine: Machine) -> None:
    for name in ("checklist", "tutorial"):
        page = machine.run("guide", name)
        assert (page.code, page.out) == (0, shown(PAGES[name]))
    section = machine.run("guide", "creation-quota")
    assert (section.code, section.out.partition("\n")[0]) == (0, "## creation-quota")
    assert "(from the guide diagnose)" in section.out
    assert "(from the guide problems)" in section.out
    only = machine.run("guide", "not-live")
    assert (only.code, only.out.count("## not-live"), "(from" in only.out) == (0, 1, False)


def test_in_a_terminal_a_section_is_set_for_the_window(machine: Machine) -> None:
    with Desk(machine).primer("guide", "unknown-guide", columns=50) as terminal:
        assert terminal.wait_for_end() == 0
    assert [row.rstrip() for row in terminal.rows[:6]] == [
        "unknown-guide",
        "",
        "- Cause: `primer guide` knows no guide, problem or",
        "  fact of this name.",
        "- Remedy: `primer guide` lists them.",
        "- Safe: nothing was done.",
    ]


def test_words_alone_are_words_in_a_file_too(machine: Machine) -> None:
    said = machine.run("guide", "workflow", "--plain").out
    assert "Settings, then Repository, then Protected tags" in " ".join(said.split())
    assert [sign for sign in ("**", "](", "→", "|--") if sign in said] == []


def test_an_unknown_name_is_a_mistake_of_use(machine: Machine) -> None:
    nope = machine.run("guide", "toknes")
    assert (nope.code, nope.out) == (2, "")
    assert "did you mean tokens" in nope.err


@pytest.mark.parametrize("name", ["", "options", "tutorial"])
def test_a_terminal_without_signs_shows_guides_too(name: str, tmp_path: Path) -> None:
    plain = new_machine(tmp_path / "machine", PYTHONIOENCODING="ascii").run("guide", *filter(None, [name]))
    assert (plain.code, plain.err) == (0, "")
    assert plain.out.isascii()
