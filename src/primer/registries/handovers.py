"""What an address says that hands over a log-in's token or an approval: wait, here it is, or neither."""

import json
from collections.abc import Mapping

from primer.core.project import Unlooked
from primer.core.value import field, frozen

PAUSE = 3.0
"""Seconds between two questions where the registry names none."""
LONGEST = 30.0


@frozen
class Handed:
    """The secret itself; shown nowhere."""

    token: str = field(repr=False)


def handed(status: int, body: str, headers: Mapping[str, str]) -> Handed | float | Unlooked:
    """202 waits as long as `retry-after` says, 200 brings `{"token": …}`."""
    if status == 202:
        return _pause(headers.get("retry-after", ""))
    if status != 200:
        return Unlooked(f"it answered {status}")
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        return Unlooked("it answered no JSON")
    token = value.get("token") if isinstance(value, dict) else None
    return Handed(token) if isinstance(token, str) and token else Unlooked("its answer holds no token")


def _pause(text: str) -> float:
    try:
        return min(LONGEST, max(1.0, float(text)))
    except ValueError:
        return PAUSE
