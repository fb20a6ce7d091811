"""`primer guide` takes the flag of any command as the name of what is looked up."""

import pytest

from primer.cli.command_line import parse
from primer.cli.flags.commands import PLAN, every_parser
from primer.cli.guide_command import said_of
from primer.cli.sections import shown
from source_tree import ROOT

OWN = every_parser()["guide"].flags
OTHERS = sorted({PLAN, *(flag for one in every_parser().values() for flag in one.flags)} - OWN)
PAGES = {page.stem: shown(page.read_text("utf-8")) for page in sorted((ROOT / "guides").rglob("*.md"))}


def looked_up(line: str) -> tuple[str, bool]:
    """What is looked up, and whether words alone are wanted."""
    said = parse(["guide", *line.split()])
    assert said.command == "guide"
    return said.name, said.plain


@pytest.mark.parametrize("flag", OTHERS)
def test_a_flag_is_looked_up_and_something_is_written_about_it(flag: str) -> None:
    assert looked_up(flag) == looked_up(f"-- {flag}") == (flag, False)
    assert flag in said_of(PAGES, flag)


@pytest.mark.parametrize("flag", sorted(OWN))
def test_its_own_flags_are_looked_up_behind_two_dashes(flag: str) -> None:
    assert looked_up(f"-- {flag}") == (flag, False)
    assert flag in said_of(PAGES, flag)


def test_a_flag_may_come_with_its_value_and_beside_a_flag_of_the_guides_own() -> None:
    assert looked_up("--registry=testpypi") == ("--registry", False)
    assert looked_up("--registry --plain") == looked_up("--plain -- --registry") == ("--registry", True)


@pytest.mark.parametrize(
    ("line", "name"), [("", ""), ("--", ""), ("-- tokens", "tokens"), ("tokens --", "tokens")]
)
def test_two_dashes_alone_change_nothing(line: str, name: str) -> None:
    assert looked_up(line) == (name, False)


def test_help_stays_help(capsys: pytest.CaptureFixture[str]) -> None:
    for line in ("guide --help", "guide --registry -h"):
        with pytest.raises(SystemExit) as left:
            parse(line.split())
        assert left.value.code == 0
        assert "primer guide tutorial" in capsys.readouterr().out
