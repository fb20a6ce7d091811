"""Acts that handle a secret: their errors come out without the frames they passed."""

import secrets
import traceback
from collections.abc import Callable
from typing import NoReturn

import pytest

from primer.adapters.custody.sealed import sealed
from primer.core.problem import Missing, Problem, Stop


def judge(error: Exception) -> Problem:
    return Missing("judged", type(error).__name__, "try again")


def raising(error: BaseException, value: str) -> Callable[[], NoReturn]:
    def act() -> NoReturn:
        kept = value
        raise error if kept else AssertionError

    return act


def raised(error: BaseException, value: str = "x") -> BaseException:
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - whatever comes is looked at
        sealed(raising(error, value), judge)
    return caught.value


def test_a_result_is_given_back() -> None:
    assert sealed(lambda: 7, judge) == 7


def test_an_error_becomes_the_problem_that_the_judge_makes_of_it() -> None:
    stop = raised(OSError("disk"))
    assert isinstance(stop, Stop)
    assert stop.problem.message == "OSError"


def test_a_stop_keeps_its_problem() -> None:
    problem = Missing("gone", "It is gone", "look elsewhere")
    stop = raised(Stop(problem))
    assert isinstance(stop, Stop)
    assert stop.problem is problem


def test_leaving_stays_leaving() -> None:
    assert isinstance(raised(KeyboardInterrupt()), KeyboardInterrupt)
    leaving = raised(SystemExit(143))
    assert isinstance(leaving, SystemExit)
    assert leaving.code == 143


@pytest.mark.parametrize(
    "error", [ValueError(), Stop(judge(ValueError())), KeyboardInterrupt(), SystemExit(1)]
)
def test_no_local_of_the_act_is_in_any_traceback(error: BaseException) -> None:
    value = secrets.token_hex(20)
    with pytest.raises(type(error) if not isinstance(error, ValueError) else Stop) as caught:
        sealed(raising(error, value), judge)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert "act" not in [frame.name for frame in frames]
