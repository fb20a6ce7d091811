"""A play of many seconds is played once, so that one failing screen costs no minutes."""

import pytest

from guides.remembered import Remembered


def test_what_came_of_it_is_kept() -> None:
    remembered = Remembered[int]()
    plays: list[int] = []

    def play() -> int:
        plays.append(1)
        return len(plays)

    assert [remembered.outcome(("rehearse",), play) for _ in range(3)] == [1, 1, 1]
    assert remembered.outcome(("rehearse", "--quota", "3"), play) == 2


def test_a_failure_is_told_again_without_another_play() -> None:
    remembered = Remembered[int]()
    plays: list[int] = []

    def play() -> int:
        plays.append(1)
        raise AssertionError("the person does not know what to do")

    for _ in range(3):
        with pytest.raises(AssertionError, match="does not know what to do"):
            remembered.outcome(("rehearse",), play)
    assert len(plays) == 1
