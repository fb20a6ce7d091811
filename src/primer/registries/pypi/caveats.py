"""What a token's caveats say, in PyPI's words (JSON) and in devpi's (`key=value`).

PyPI: warehouse/macaroons/caveats/__init__.py (the objects are its older form).
devpi: devpi_tokens/restrictions.py.
devpi 1.1 takes PyPI's caveats and then fails on them with a 500, so each token keeps its own words.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum

from primer.core.value import frozen


class Dialect(StrEnum):
    """Whose words a token's caveats are written in."""

    PYPI = "pypi"
    DEVPI = "devpi"


@frozen
class Limits:
    """One or more caveats taken together; None where nothing limits, times in seconds since the epoch.

    `to_existing` is True when the token names projects by their id, so that it can create none.
    `actions` and `indexes` are devpi's.
    """

    projects: frozenset[str] | None = None
    expires: int | None = None
    not_before: int | None = None
    to_existing: bool = False
    actions: frozenset[str] | None = None
    indexes: frozenset[str] | None = None

    def also(self, other: "Limits") -> "Limits":
        """Both limits at once."""
        return Limits(
            _both(self.projects, other.projects),
            min((t for t in (self.expires, other.expires) if t is not None), default=None),
            max((t for t in (self.not_before, other.not_before) if t is not None), default=None),
            self.to_existing or other.to_existing,
            _both(self.actions, other.actions),
            _both(self.indexes, other.indexes),
        )


def limits(caveats: Iterable[bytes]) -> Limits:
    """What all caveats allow together; one that is not understood limits nothing that is known."""
    together = Limits()
    for caveat in caveats:
        together = together.also(_limit(caveat.decode("utf-8", errors="replace")))
    return together


def narrowing(
    dialect: Dialect, names: Sequence[str], not_before: datetime, ends: datetime
) -> tuple[bytes, ...]:
    """The caveats for these normalised names from `not_before` until `ends` (to the second)."""
    first, last = int(not_before.timestamp()), int(ends.timestamp())
    if dialect is Dialect.DEVPI:
        texts = [f"projects={','.join(names)}", f"expires={last}", f"not_before={first}"]
    else:
        texts = [json.dumps(caveat, separators=(",", ":")) for caveat in ([1, list(names)], [0, last, first])]
    return tuple(text.encode() for text in texts)


def moment(seconds: int) -> datetime:
    """A time of a caveat; far futures that no calendar holds become its last day."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return datetime.max.replace(tzinfo=UTC) if seconds > 0 else datetime.min.replace(tzinfo=UTC)


def _limit(text: str) -> Limits:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return _devpi_limit(text)
    if isinstance(value, list):
        return _tagged_limit(value)
    if isinstance(value, dict):
        return _older_limit(value)
    return Limits()


def _tagged_limit(parts: list[object]) -> Limits:
    match parts:
        case [0, int(expires), int(not_before)]:
            return Limits(expires=expires, not_before=not_before)
        case [1, list(names)]:
            return Limits(projects=_texts(names))
        case [2 | 4, *_]:
            return Limits(to_existing=True)
        case _:
            return Limits()


def _older_limit(parts: dict[object, object]) -> Limits:
    match parts:
        case {"nbf": int(not_before), "exp": int(expires)}:
            return Limits(expires=expires, not_before=not_before)
        case {"permissions": {"projects": list(names)}}:
            return Limits(projects=_texts(names))
        case _:
            return Limits()


def _devpi_limit(text: str) -> Limits:
    key, _, value = text.partition("=")
    several = frozenset(part.strip() for part in value.split(",") if part.strip())
    match key:
        case "expires" | "not_before" if value.isascii() and value.isdigit():
            seconds = int(value[:18])
            return Limits(expires=seconds) if key == "expires" else Limits(not_before=seconds)
        case "projects":
            return Limits(projects=several)
        case "allowed":
            return Limits(actions=several)
        case "indexes":
            return Limits(indexes=several)
        case _:
            return Limits()


def _texts(values: list[object]) -> frozenset[str]:
    return frozenset(value for value in values if isinstance(value, str))


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return one if other is None else other
    return one & other
