"""`--help` teaches: examples first, then flags in groups, plain and narrow enough for every terminal."""

import re

import pytest

from cli.help_pages import NAMES, pages
from primer.cli.flags.commands import COMMANDS, every_parser
from primer.cli.help_lines import is_choice

PAGE = pytest.mark.parametrize("name", NAMES, ids=lambda name: name or "primer")
COMMAND = pytest.mark.parametrize("name", [name for group in COMMANDS.values() for name in group])


def test_there_is_a_page_for_every_command() -> None:
    assert sorted(pages(80)) == sorted(NAMES)
    assert set(every_parser()) < set(NAMES)


@PAGE
def test_a_page_fits_80_columns_and_a_wide_terminal_makes_it_no_wider(name: str) -> None:
    assert [line for line in pages(80)[name].splitlines() if len(line) > 80] == []
    assert pages(200)[name] == pages(80)[name]


@PAGE
def test_a_page_fits_40_columns_but_for_a_command_that_nothing_can_part(name: str) -> None:
    wide = [line for line in pages(40)[name].splitlines() if len(line) > 40]
    assert [line for line in wide if len(line.split()) > 1] == []


@PAGE
def test_a_page_is_plain_whatever_the_terminal_can_do(name: str) -> None:
    text = pages(80)[name]
    assert text.isascii()
    assert text.isprintable() or set(text) - {"\n"} == {sign for sign in text if sign.isprintable()}
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@PAGE
def test_examples_come_before_everything_that_is_listed(name: str) -> None:
    if name == "start":
        return
    headings = re.findall(r"^([a-z][\w ,]+):$", pages(80)[name], re.MULTILINE)
    assert headings[0] == "examples"


@COMMAND
def test_primer_help_lists_every_command_and_fits_40_lines(name: str) -> None:
    assert re.search(rf"^    {re.escape(name)}  +\w", pages(80)[""], re.MULTILINE)
    assert len(pages(80)[""].splitlines()) <= 40


@pytest.mark.parametrize("name", every_parser())
def test_a_page_names_every_flag_of_its_command_and_explains_each_in_place(name: str) -> None:
    text, parser = pages(80)[name], every_parser()[name]
    choices = pages(80)["choices"]
    for action in parser.actions:
        shown = choices if is_choice(action.dest) else text
        written = action.option_strings or [str(action.metavar)]
        assert re.search(rf"^  {re.escape(', '.join(written))}\b", shown, re.MULTILINE), written
        assert all(flag in text for flag in action.option_strings)


@pytest.mark.parametrize("name", every_parser())
def test_every_flag_says_what_it_does_in_words_without_a_full_stop(name: str) -> None:
    for action in every_parser()[name].actions:
        help_text = action.help or ""
        assert help_text, action.dest
        assert not help_text.endswith("."), help_text
        assert help_text[0].islower() or re.match(
            r"[A-Z]\w*[A-Z]|GitHub|GitLab|Google|ActiveState", help_text
        )


@pytest.mark.parametrize("name", every_parser())
def test_what_exit_code_3_means_is_said_where_there_is_one(name: str) -> None:
    assert ("3 " in pages(80)[name].rpartition("exit codes:")[2]) == bool(every_parser()[name].page.remains)


def test_help_after_a_command_and_help_before_it_are_the_same_page() -> None:
    assert pages(80)["help"] == pages(80)[""]
