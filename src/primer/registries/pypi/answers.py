"""What a registry's answer to an upload means: accepted, refused because, or the quota is reached."""

from datetime import datetime

from primer.core.countdown import moment
from primer.core.problem import TheirAnswer
from primer.core.registry import Registry
from primer.ports.hands import Answer
from primer.registries.interface import Accepted, QuotaReached, Refused, UploadMeaning
from primer.registries.naming import wizard_for
from primer.registries.quota import quota_seen, resets_after
from primer.registries.refusals import refusal
from primer.registries.words import plain

# 200 for identical bytes is PyPI's and devpi's; only devpi says so.
ACCEPTED = frozenset({200, 201, 202, 204})


def meaning(registry: Registry, package: str, answer: Answer, now: datetime) -> UploadMeaning:
    """What the answer means, with cause and remedy; the answer's own words are always in the context."""
    words = plain(answer.words)
    if answer.status in ACCEPTED:
        return Accepted(already="identical" in words.lower())
    if answer.status == 429 or "too many new projects" in words.lower():
        return _quota_reached(registry, answer, now)
    meant = refusal(answer.status, words)
    return Refused(meant.problem(registry, package, answer, _said(answer)), meant.stops_all)


def _quota_reached(registry: Registry, answer: Answer, now: datetime) -> QuotaReached:
    resets = resets_after(answer, now)
    seen = quota_seen(registry, answer, now)
    used = "" if seen is None else f"{seen.limit - seen.remaining} of {seen.limit} used; "
    problem = TheirAnswer(
        "creation-quota",
        f"{registry.title} allows no further new project for now",
        f"run `{wizard_for(registry)}` again after {resets:%Y-%m-%d %H:%M} UTC; it goes on from here",
        context=(
            f"{used}the next is possible at {moment(resets, now)}. Attempts before that count too.",
            _said(answer),
        ),
    )
    return QuotaReached(problem, resets)


def _said(answer: Answer) -> str:
    words = plain(answer.words)
    return f"it answered {answer.status}" + (f": {words}" if words else " and nothing else")
