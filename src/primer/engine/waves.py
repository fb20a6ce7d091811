"""Which packages fit into one window of the quota, foundation packages first."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from primer.core.memory import QuotaSeen
from primer.core.registry import Registry


def waves(
    names: Sequence[str], registry: Registry, seen: QuotaSeen | None, now: datetime
) -> Mapping[str, int]:
    """The wave (from 1) of each name, in the order given; all are in the first where no quota is known."""
    limit = seen.limit if seen else registry.quota.projects if registry.quota else 0
    if limit <= 0:
        return dict.fromkeys(names, 1)
    first = seen.remaining if seen and seen.remaining > 0 and now < seen.resets else limit
    return {name: 1 + max(0, place - first + limit) // limit for place, name in enumerate(names)}


def quota_note(names: Sequence[str], registry: Registry, seen: QuotaSeen | None, now: datetime) -> str:
    """What the quota makes of so many new projects, as one sentence; empty where none is known."""
    if not names:
        return ""
    count = max(waves(names, registry, seen, now).values())
    if seen is not None:
        return _told(registry, seen, len(names), count, now)
    if registry.quota is None:
        return ""
    span = "a day" if registry.quota.window_seconds >= 86_400 else "an hour"
    fit = "all of these fit" if count == 1 else f"{len(names)} make {count} waves, {span} each"
    return f"quota: about {registry.quota.projects} new projects {span} (an estimate): {fit}"


def _told(registry: Registry, seen: QuotaSeen, names: int, count: int, now: datetime) -> str:
    from primer.core.countdown import moment

    fit = "all of these fit" if count == 1 else f"{names} make {count} waves"
    until = moment(seen.resets, now)
    if seen.limit <= 0:
        return "" if now >= seen.resets else f"quota: {registry.title} takes no new project before {until}"
    if now >= seen.resets:
        return f"quota: {seen.limit} new projects at a time, as {registry.title} said: {fit}"
    if seen.remaining <= 0:
        return f"quota: all {seen.limit} used; the next new project is possible {until}"
    return f"quota: {seen.remaining} of {seen.limit} new projects left until {until}: {fit}"
