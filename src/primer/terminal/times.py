"""Times as each reader needs them: the person's own clock, UTC on paper that travels, ISO for machines."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

When = Callable[[datetime], str]


def local(now: datetime | None = None, zone: tzinfo | None = None, seconds: bool = False) -> When:
    """The person's time, with the date when it is not today's; None means this machine's clock and zone."""

    def say(at: datetime) -> str:
        here = at.astimezone(zone)
        today = (now or datetime.now(UTC)).astimezone(zone).date()
        clock = f"{here:%H:%M:%S}" if seconds else f"{here:%H:%M}"
        return clock if here.date() == today else f"{here:%Y-%m-%d} {clock}"

    return say


def utc(at: datetime) -> str:
    """For people in any place: `2026-11-21 14:01 UTC`."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def iso(at: datetime) -> str:
    """For machines: `2026-11-21T14:01:00Z`."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
