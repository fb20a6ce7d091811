"""One command may be said in several ways; all mean the same."""

import pytest

from primer.cli.arguments import Arguments
from primer.cli.command_line import parse


def said(line: str) -> dict[str, object]:
    return {**vars(Arguments), **vars(parse(line.split()))}


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("--plan --offline libs", "plan --offline libs"),
        ("--plan --offline libs", "--offline --plan libs"),
        ("--plan --offline libs", "libs --plan --offline"),
        ("--plan --offline libs", "plan libs --offline"),
        ("--plan --offline libs", "--plan --offline -- libs"),
        ("--plan --format json", "plan --format=json"),
        ("workflow a b --check", "workflow a --check b"),
        ("diagnose run.log --offline", "diagnose --offline run.log"),
    ],
)
def test_words_may_stand_in_any_order(line: str, same: str) -> None:
    one, other = said(line), said(same)
    assert {key: one[key] for key in one if key[0] != "_"} == {
        key: other[key] for key in other if key[0] != "_"
    }


def test_a_folder_may_be_called_like_a_command() -> None:
    assert str(parse(["--plan", "init"]).path) == "init"
    assert str(parse(["plan", "plan"]).path) == "plan"
    assert str(parse(["init", "help"]).path) == "help"


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("help init", "init --help"),
        ("help init", "init -h"),
        ("help init", "--help init"),
        ("help plan", "--plan --help"),
        ("help plan", "--help --plan"),
        ("help --plan", "plan -h"),
        ("help", "--help"),
        ("help help", "-h"),
        ("help choices", "help choices --help"),
        ("--version", "-V"),
    ],
)
def test_a_page_may_be_asked_for_in_several_ways(
    line: str, same: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printed(line, capsys) == printed(same, capsys) != ""


def printed(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as left:
        parse(line.split())
    assert left.value.code in (0, None)
    return capsys.readouterr().out
