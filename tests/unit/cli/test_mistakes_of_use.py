"""A command line that cannot be meant: one line says what is wrong, one how it is said; exit code 2."""

import pytest

from primer.cli.command_line import parse

CASES = {
    "init --hlep": "there is no flag --hlep; did you mean --help?",
    "init --bogus": "there is no flag --bogus",
    "init --sourcs": "there is no flag --sourcs; did you mean primer --plan --sources?",
    "init --offline=yes": (
        "--offline belongs to `primer --plan`, `primer confirm`, `primer workflow` and `primer diagnose`,"
        " not to `primer init`"
    ),
    "confirm --auto": "--auto belongs to `primer rehearse`, not to `primer confirm`",
    "--plan --version": "--version stands alone: `primer --version`",
    "rehearse --auto -V": "-V stands alone: `primer -V`",
    "init a b": "`primer init` does not take b: it takes one PATH",
    "guide tokens npm": "`primer guide` does not take npm: it takes one NAME",
    "guide --registy": "there is no flag --registy; did you mean primer guide --registry?",
    "guide --bogus": "there is no flag --bogus",
    "guide --registry pypi": "`primer guide` does not take pypi: it takes one NAME",
    "guide --offline -- --registry": "`primer guide` does not take --registry: it takes one NAME",
    "guide --version": "--version stands alone: `primer --version`",
    "--plan --off": "there is no flag --off; did you mean --offline?",
    "intt": "there is no command intt; did you mean primer init?",
    "Plan": "there is no command Plan; did you mean primer plan?",
    "version": "there is no command version; did you mean primer --version?",
    "dance": "there is no command dance",
    ".": ". is a folder, and no command: `primer --plan .` looks at it",
    "libs/core": "libs/core is a folder, and no command: `primer --plan libs/core` looks at it",
    "--sources": "--sources needs a command before it: `primer --plan` and `primer confirm`",
    "--auto=1 rehearse": "--auto needs a command before it: `primer rehearse`",
    "--pln": "there is no flag --pln without a command; did you mean primer --plan?",
    "--bogus": "there is no flag --bogus without a command",
    "init --plan": "--plan is a command of its own: `primer --plan` looks, `primer init` does not take it",
    "help intt": "there is no help about intt; did you mean primer help init?",
    "help tokens": "there is no help about tokens; is it a guide? `primer guide tokens`",
    "--plan --format yaml": (
        "argument --format: invalid choice: 'yaml' (choose from 'text', 'markdown', 'json')"
    ),
    "--plan --registry": "argument --registry: expected one argument",
    "rehearse --quota none": "argument --quota: 'none' is not a whole number",
    "rehearse --quota 0": "argument --quota: must be at least 1",
    "init --token-minutes 1441": "argument --token-minutes: a day at most: 1440",
    "confirm --wait soon": "argument --wait: 'soon' is no number of minutes",
    "confirm --wait nan": "argument --wait: between 0 and 1440",
    "completion": "the following arguments are required: SHELL",
}


def said_of(line: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    with pytest.raises(SystemExit) as left:
        parse(line.split())
    printed = capsys.readouterr()
    assert (left.value.code, printed.out) == (2, "")
    return printed.err.splitlines()


@pytest.mark.parametrize("line", CASES)
def test_a_mistake_is_named(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    what, how = said_of(line, capsys)
    # Python 3.14 names the choices without quotes.
    assert what.replace("'", "") == f"error: {CASES[line]}".replace("'", "")
    assert how.startswith("usage: primer ")
    assert "--help`" in how


@pytest.mark.parametrize(
    ("line", "command"),
    [("init a b", "init"), ("--plan --bogus", "--plan"), ("plan --bogus", "--plan"), ("guide a b", "guide")],
)
def test_the_second_line_is_of_the_command_that_was_meant(
    line: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, how = said_of(line, capsys)
    assert how.startswith(f"usage: primer {command} ")
    assert f"`primer {command} --help`" in how


def test_without_a_word_primer_says_what_it_is_and_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said_of("", capsys)
    assert len(lines) <= 12
    assert [line.split()[1] for line in lines if line.startswith("  primer ")] == [
        "rehearse",
        "--plan",
        "init",
    ]
