"""Acts that handle a secret: whatever they raise is replaced, so that no traceback leads to their frames."""

from collections.abc import Callable
from typing import Generic, TypeVar

from primer.core.problem import Problem, Stop
from primer.core.value import frozen

T = TypeVar("T")


@frozen
class _Raised:
    error: BaseException


@frozen
class _Given(Generic[T]):
    value: T


def sealed(act: Callable[[], T], judge: Callable[[Exception], Problem]) -> T:
    """The act's result, or Stop with what `judge` makes of its error; leaving stays leaving.

    The error raised here has no cause and no context: an exception keeps the frames it passed, and theirs
    hold the secret as a local or in a request's headers.
    """
    outcome = _attempt(act, judge)
    if isinstance(outcome, _Raised):
        raise outcome.error
    return outcome.value


def _attempt(act: Callable[[], T], judge: Callable[[Exception], Problem]) -> _Given[T] | _Raised:
    try:
        return _Given(act())
    except Stop as stop:
        return _Raised(Stop(stop.problem))
    except Exception as error:  # noqa: BLE001 - whatever it is, its frames hold the secret
        return _Raised(Stop(judge(error)))
    except KeyboardInterrupt:
        return _Raised(KeyboardInterrupt())
    except SystemExit as leaving:
        return _Raised(SystemExit(leaving.code))
