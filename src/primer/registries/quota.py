"""The quota for new projects, as RateLimit headers say it (draft-ietf-httpapi-ratelimit-headers)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from primer.core.memory import QuotaSeen
from primer.core.regex import regex
from primer.core.registry import Registry
from primer.core.value import frozen
from primer.ports.hands import Answer

POLICY = "project.create"
UNTOLD = timedelta(days=1)
"""How long primer waits when it was told no time: people who kept trying stayed locked out for days."""

LONGEST = 400 * 86_400
ITEM = regex(r'"(?P<name>[^"]*)"(?P<parameters>(?:\s*;\s*[^,;"]*(?:"[^"]*")?)*)')


@frozen
class _Limit:
    quota: int
    remaining: int
    seconds: int


def quota_seen(registry: Registry, answer: Answer, now: datetime) -> QuotaSeen | None:
    """The tightest limit on new projects that an answer names; None where it names none."""
    limits = _limits(answer)
    if not limits:
        return None
    tightest = min(limits, key=lambda limit: (limit.remaining, -limit.seconds))
    resets = now + timedelta(seconds=tightest.seconds)
    return QuotaSeen(registry.name, tightest.quota, tightest.remaining, resets, now)


def resets_after(answer: Answer, now: datetime) -> datetime:
    """When a refused creation may be tried again: as told, otherwise not within 24 hours."""
    spent = [limit.seconds for limit in _limits(answer) if limit.remaining == 0]
    told = [now + timedelta(seconds=max(spent))] if spent else []
    patience = retry_after(answer, now)
    if patience is not None:
        told.append(patience)
    return max(told, default=now + UNTOLD)


def _limits(answer: Answer) -> list[_Limit]:
    policies = _items(answer.headers.get("ratelimit-policy", ""))
    states = _items(answer.headers.get("ratelimit", ""))
    found = []
    for name, state in states.items():
        remaining, seconds = state.get("r"), state.get("t")
        policy = policies.get(name, {})
        if not name.startswith(POLICY) or remaining is None:
            continue
        window = seconds if seconds is not None else policy.get("w")
        if window is not None:
            found.append(_Limit(max(policy.get("q", remaining), remaining), remaining, min(window, LONGEST)))
    return found


def _items(header: str) -> dict[str, dict[str, int]]:
    return {match["name"]: _numbers(match["parameters"]) for match in ITEM.finditer(header)}


def _numbers(parameters: str) -> dict[str, int]:
    pairs = (part.strip().partition("=") for part in parameters.split(";"))
    return {
        key.strip(): int(value.strip())
        for key, _, value in pairs
        if value.strip().isascii() and value.strip().isdigit() and len(value.strip()) < 12
    }


def retry_after(answer: Answer, now: datetime) -> datetime | None:
    """When an answer says that the request may be tried again; None where it does not."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return now + timedelta(seconds=min(int(text[:12]), LONGEST))
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    told = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max(now, told), now + timedelta(seconds=LONGEST))
