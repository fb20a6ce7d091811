"""Every command that a guide shows does what it may: it is run, or it is named among those that are not."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from guides.console import OTHERS, PLAYED, Command, commands, strays
from guides.fences import PAGES, Fence, fences, page_name
from guides.prompt import Ended, Prompt, prompt
from guides.scene_list import SCENES
from primer.cli.command_line import parse
from primer.cli.exits import DONE, INTERRUPTED, REMAINS, USAGE
from source_tree import ROOT

PAGE = pytest.mark.parametrize("page", PAGES, ids=page_name)
FINE = (DONE, REMAINS, INTERRUPTED)
"""How a command that a guide shows may end."""


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prompt]:
    with prompt(tmp_path_factory.mktemp("prompt") / "machine") as opened:
        yield opened


def consoles(page: Path) -> tuple[Fence, ...]:
    """The blocks of a page that a reader types from."""
    found = fences(page_name(page), page.read_text("utf-8"))
    return tuple(fence for fence in found if fence.language == "console")


def typed(page: Path) -> tuple[Command, ...]:
    """What the reader of a page types."""
    return tuple(command for fence in consoles(page) for command in commands(fence))


@PAGE
def test_a_console_holds_nothing_but_commands(page: Path) -> None:
    assert [stray for fence in consoles(page) for stray in strays(fence)] == []


@PAGE
def test_what_is_not_run_is_named_with_its_reason(page: Path) -> None:
    others = [command for command in typed(page) if not command.is_ours]
    unknown = [f"{one.place} {one.line}" for one in others if one.words[0] not in OTHERS]
    assert unknown == [], "run it, or say in OTHERS why it is not"


def test_nothing_is_excused_that_no_page_shows() -> None:
    shown = {one.words[0] for page in PAGES for one in typed(page) if not one.is_ours}
    assert set(OTHERS) - shown == set()


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        ("primer --plan  # first", ("--plan",)),
        ("uvx publish-primer init", ("init",)),
        ("primer --plan --format markdown | gh issue create -F -", ("--plan", "--format", "markdown")),
        ("primer --plan > 'a plan.md'", ("--plan",)),
        ("primer init --packages 'libs/*' --sub ''", ("init", "--packages", "libs/*", "--sub", "")),
    ],
)
def test_of_a_line_that_goes_on_primers_own_part_is_run(line: str, ours: tuple[str, ...]) -> None:
    assert Command("page:1", line).ours == ours


@PAGE
def test_every_shell_can_read_it(page: Path) -> None:
    lines = "\n".join(command.line for command in typed(page))
    done = subprocess.run(["bash", "-n", "-c", lines], capture_output=True, text=True, check=False)
    assert done.stderr == ""


@PAGE
def test_every_command_of_primer_ends_well(page: Path, shell: Prompt) -> None:
    ran = [(one, shell.run(one.ours)) for one in typed(page) if one.is_ours and not one.scene]
    assert [report(one, end) for one, end in ran if end.code not in FINE] == []
    assert [report(one, end) for one, end in ran if end.connections] == []


def report(command: Command, end: Ended) -> str:
    """Where it stands, how it ended and what it said."""
    return f"{command.place} {command.line}\nexit code {end.code} {end.connections}\n{end.said[-2000:]}"


@PAGE
def test_every_command_with_a_person_is_one_that_the_program_takes(page: Path) -> None:
    for command in typed(page):
        if command.is_ours and command.scene:
            assert parse(command.ours).command == command.ours[0], command.place


def test_every_command_with_a_person_is_played_by_a_scene() -> None:
    assert set(PLAYED.values()) <= set(SCENES)


def test_without_a_terminal_a_command_that_needs_one_says_so(shell: Prompt) -> None:
    """The control: a command that does not end well is seen."""
    ended = shell.run(("init",))
    assert (ended.code, "needs-a-terminal" in ended.said) == (USAGE, True)


def test_the_project_itself_takes_every_word_that_a_page_says_to_dev() -> None:
    help_text = (ROOT / "dev").read_text("utf-8")
    said = {one.words[2] for page in PAGES for one in typed(page) if one.words[:2] == ("python3", "dev")}
    assert [word for word in said if f"python3 dev {word}" not in help_text] == []
