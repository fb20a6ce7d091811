"""How long something still takes, in the words of a countdown."""

from datetime import datetime, timedelta


def span(time: timedelta) -> str:
    """A length of time: `9 h 20 min`, `24 min`, `5 s`."""
    seconds = max(0, round(time.total_seconds()))
    minutes, hours = seconds // 60, seconds // 3600
    if seconds < 60:
        return f"{seconds} s"
    return f"{minutes} min" if minutes < 60 else f"{hours} h {minutes % 60} min"


def moment(at: datetime, now: datetime) -> str:
    """A time to come and how far it is: `2026-11-21 23:41 UTC (in 9 h 20 min)`; one that is past alone."""
    told = f"{at:%Y-%m-%d %H:%M} UTC"
    return f"{told} (in {span(at - now)})" if at > now else told
