"""Which flags of `primer workflow` go together."""

import pytest

from primer.cli.arguments import parse


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
