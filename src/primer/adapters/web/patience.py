"""Retry-After: how long a server asks to be left alone (RFC 9110, 10.2.3)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from primer.adapters.web.response import Response
from primer.core.project import Unlooked
from primer.core.value import frozen

LONGEST = 366 * 86_400.0


@frozen
class Wait:
    """A wait that was asked for, and the words for it."""

    seconds: float
    words: str


def asked_to_wait(answer: Response | Unlooked, now: datetime) -> Wait | None:
    """The wait that a 429 or 503 asks for; None for every other answer and where it names no time."""
    if isinstance(answer, Unlooked) or answer.status not in (429, 503):
        return None
    seconds = _seconds(answer.headers.get("retry-after", ""), now)
    if seconds is None:
        return None
    until = (now + timedelta(seconds=seconds)).astimezone(UTC)
    return Wait(seconds, f"it answered {answer.status}: not before {until:%Y-%m-%d %H:%M:%S} UTC")


def _seconds(value: str, now: datetime) -> float | None:
    if value.strip().isascii() and value.strip().isdigit():
        return min(float(value.strip()[:12]), LONGEST)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), LONGEST)
