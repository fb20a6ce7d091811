"""What counts as longer than the window."""

import pytest

from primer.terminal.lines import Words, plain
from primer.terminal.paging import is_longer
from primer.terminal.surface import Surface

WINDOW = Surface(width=20, height=5)


def page(*lines: str) -> tuple[Words, ...]:
    return tuple(plain(line) for line in lines)


@pytest.mark.parametrize(
    ("lines", "longer"),
    [
        (page("a", "", "b", "c"), False),
        (page("a", "", "b", "c", "d"), True),
        (page("a", "x" * 20, "b", "c"), False),
        (page("a", "x" * 21, "b", "c"), True),
        (page("a", "東" * 11, "b", "c"), True),
        ((), False),
    ],
    ids=["it fits", "no row for the prompt", "as wide", "a word too wide", "wide letters", "nothing"],
)
def test_a_screen_is_longer_when_it_leaves_no_row_below_it(lines: tuple[Words, ...], longer: bool) -> None:
    assert is_longer(lines, WINDOW) == longer


def test_where_nothing_scrolls_away_nothing_is_longer() -> None:
    assert not is_longer(page(*"abcdefgh"), Surface(height=0))
