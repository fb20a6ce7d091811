"""Which goals a run of the benchmarks holds primer to."""

from benchmarks.priming import goals
from benchmarks.table import compared, markdown


def test_twenty_placeholders_are_to_take_a_tenth_of_uvs_time_and_no_longer_to_the_index() -> None:
    assert goals(quick=False) == (0.1, 1.0)


def test_the_few_of_a_quick_run_are_held_to_no_goal() -> None:
    assert goals(quick=True) == (None, None)


def test_a_row_without_a_goal_misses_none() -> None:
    row = compared("building 3 placeholders", 0.4, "`uv build`", 2.4, 0.17)
    assert row.met is None
    assert markdown([row]).endswith("| building 3 placeholders | 400 ms | `uv build`: 2.4 s | 0.17 |  |\n")


def test_a_goal_that_is_missed_says_so() -> None:
    row = compared("building 20 placeholders", 2.0, "`uv build`", 10.0, 0.2, 0.1)
    assert row.met is False
    assert markdown([row]).endswith("| 0.20 | at most 0.1: missed |\n")
