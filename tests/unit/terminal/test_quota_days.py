"""The first screen tells of the quota what the planner says of it."""

from primer.core.value import replace
from primer.terminal.found import found_blocks
from primer.terminal.layout import as_text
from primer.terminal.surface import Surface
from screen.reference_plan import before


def test_the_planners_sentence_is_told_and_no_other_note() -> None:
    plan = replace(
        before(), notes=("casing not looked up: offline", "quota: 4 a day: 3 days (4, then 4, then 1)")
    )
    screen = as_text(found_blocks(plan), Surface(80))
    assert "  quota     4 a day: 3 days (4, then 4, then 1)\n" in screen
    assert "casing" not in screen


def test_without_one_there_is_no_line() -> None:
    assert "quota" not in as_text(found_blocks(replace(before(), notes=())), Surface(80))
