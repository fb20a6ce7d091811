"""Numbers that a flag takes, within their bounds."""

from argparse import ArgumentTypeError

DAY = 24 * 60
"""Minutes."""


def positive(text: str) -> int:
    """A whole number from 1 on."""
    try:
        number = int(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a whole number") from None
    if number < 1:
        raise ArgumentTypeError("must be at least 1")
    return number


def lease(text: str) -> int:
    """The minutes that a token may be good for."""
    number = positive(text)
    if number > DAY:
        raise ArgumentTypeError(f"a day at most: {DAY}")
    return number


def minutes(text: str) -> float:
    """Minutes to wait; part of one may be meant."""
    try:
        number = float(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no number of minutes") from None
    if not 0 <= number <= DAY:
        raise ArgumentTypeError(f"between 0 and {DAY}")
    return number
