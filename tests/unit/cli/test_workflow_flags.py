"""Which flags of `primer workflow` go together."""

import pytest

from primer.cli.command_line import parse


def test_a_check_goes_with_fix_in_any_order() -> None:
    for words in (["--check", "--fix"], ["--fix", "--check"]):
        said = parse(["workflow", *words])
        assert said.fix
        assert said.check


@pytest.mark.parametrize(
    "words",
    [
        ["--check", "--print"],
        ["--print", "--check"],
        ["--check", "--sync-versions", "1.0"],
        ["--check", "--sync-versions", ""],
        ["--fix", "--print"],
        ["--fix", "--sync-versions", "1.0"],
        ["--print", "--sync-versions", "1.0"],
        ["--check", "--fix", "--print"],
    ],
)
def test_what_does_different_things_does_not(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(["workflow", *words])
    assert left.value.code == 2
    assert "not allowed with argument" in capsys.readouterr().err


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What is said of a command line that cannot be meant."""
    with pytest.raises(SystemExit) as left:
        parse(words)
    assert left.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("part", ["guard", "release-pr"])
def test_what_is_a_file_of_its_own_cannot_be_printed_beside_the_workflow(
    part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, "workflow", "--print", "--with", part)
    assert f"argument --print: not allowed with argument --with {part}" in said
    assert parse(["workflow", "--print", "--with", "attest"]).to_stdout


@pytest.mark.parametrize("words", [(), ("--print",), ("--yes",), ("--sync-versions", "1.0")])
def test_only_findings_have_a_form_for_machines(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "goes with --check or --fix" in refused(capsys, "workflow", "--format", "json", *words)
    assert parse(["workflow", "--format", "json", "--fix"]).format == "json"


@pytest.mark.parametrize("words", [("--foo",), ("--tags", "both"), ("--check", "--print")])
def test_a_mistake_is_told_in_two_lines_with_the_command_that_it_is_in(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    mistake, usage = refused(capsys, "workflow", *words).splitlines()
    assert usage.startswith("usage: primer workflow ")
    assert "primer workflow --help" in usage
    assert words[0] in mistake
