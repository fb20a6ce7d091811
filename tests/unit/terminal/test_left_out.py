"""How packages are listed that take no part."""

from primer.core.package import Skipped
from primer.terminal.left_out import left_out

CHOSEN = "excluded by `exclude` of [tool.primer]"


def excluded(count: int) -> list[Skipped]:
    return [Skipped(f"examples/{number}", f"kit-{number}", CHOSEN) for number in range(count)]


def test_a_few_have_a_line_each() -> None:
    assert list(left_out([*excluded(2), Skipped("tools", "", "it has no name")])) == [
        ("kit-0", CHOSEN),
        ("kit-1", CHOSEN),
        ("tools", "it has no name"),
    ]


def test_many_for_one_reason_share_a_line_and_other_reasons_keep_theirs() -> None:
    app = Skipped("app", "app", '"private": true')
    assert list(left_out([*excluded(30), app, *excluded(9)])) == [
        ("kit-0 and 38 more", f"{CHOSEN}; `primer --plan --format json` names each"),
        ("app", '"private": true'),
    ]


def test_nothing_left_out_is_nothing_said() -> None:
    assert list(left_out([])) == []
