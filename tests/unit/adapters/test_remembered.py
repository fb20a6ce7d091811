"""Answers that are asked for once."""

import pytest

from primer.adapters.web.remembered import Remembered


def test_the_first_answer_stays() -> None:
    answers = iter("ab")
    memory = Remembered[str]()
    assert [memory.once(("k",), lambda: next(answers)) for _ in range(3)] == ["a", "a", "a"]
    assert memory.once(("other",), lambda: next(answers)) == "b"


def test_a_look_that_breaks_off_is_not_remembered() -> None:
    def broken() -> str:
        raise KeyboardInterrupt

    memory = Remembered[str]()
    with pytest.raises(KeyboardInterrupt):
        memory.once(("k",), broken)
    assert memory.once(("k",), lambda: "a") == "a"
