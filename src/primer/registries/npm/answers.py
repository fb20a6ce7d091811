"""What an npm registry's answer means: to an upload, to a change, and where it asks for a second factor."""

from datetime import datetime, timedelta

from primer.core.call import Handover
from primer.core.problem import NeedsYou, Problem, TheirAnswer
from primer.core.registry import Registry
from primer.ports.hands import Answer
from primer.registries.interface import Accepted, QuotaReached, Refused, ToApprove, UploadMeaning
from primer.registries.naming import wizard_for
from primer.registries.npm.json_values import parsed, table
from primer.registries.npm.names import scope
from primer.registries.npm.pages import handover
from primer.registries.npm.refusals import OTHER_ADDRESS, of_change, of_upload
from primer.registries.npm.words import context, said
from primer.registries.quota import retry_after
from primer.registries.refusals import Refusal

ACCEPTED = frozenset({200, 201, 202, 204})
UNTOLD = timedelta(hours=1)
"""How long primer waits when it was told no time."""


def meaning(registry: Registry, package: str, answer: Answer, now: datetime) -> UploadMeaning:
    """What an answer to an upload means; what was accepted may not be served yet."""
    if answer.status in ACCEPTED:
        return Accepted()
    if answer.status == 429:
        return _too_often(registry, answer, now)
    asked = second_factor(registry, answer)
    if isinstance(asked, Handover):
        return ToApprove(asked)
    if asked is not None:
        return Refused(asked, stops_all=True)
    meant = of_upload(answer.status, said(answer))
    if answer.status == 401 and "ipaddress" in _wanted(answer):
        meant = OTHER_ADDRESS
    return Refused(_problem(meant, registry, package, answer), meant.stops_all)


def change_refused(registry: Registry, package: str, answer: Answer) -> Problem | None:
    """Why a change of publishers or of access was not taken; None where it was."""
    if answer.status in ACCEPTED:
        return None
    if answer.status == 429:
        return _problem(_OFTEN, registry, package, answer)
    if _asks_for_more(answer):
        return NeedsYou(
            "approval-needed",
            f"{registry.title} asked for another approval and got none",
            f"run `{wizard_for(registry)}` again and approve it on the page that opens",
            context=(context(answer),),
        )
    return _problem(of_change(answer.status), registry, package, answer)


def second_factor(registry: Registry, answer: Answer) -> Handover | Problem | None:
    """The page to approve something on; None where nothing of the kind is asked for.

    Problems: foreign-page, one-time-password.
    """
    if not _asks_for_more(answer):
        return None
    pages = table(parsed(answer.words))
    if "authUrl" in pages or "doneUrl" in pages:
        return handover(registry, pages.get("authUrl"), pages.get("doneUrl"))
    return NeedsYou(
        "one-time-password",
        f"{registry.title} asks for a one-time password and names no page to approve it on",
        "set up a security key for this account, or paste a token that needs no second factor",
        context=(context(answer),),
    )


def token_refused(answer: Answer) -> bool:
    """Whether an answer says that the token itself is no good, and not that it asks for more."""
    return answer.status == 401 and not _asks_for_more(answer) and "ipaddress" not in _wanted(answer)


_OFTEN = Refusal(
    TheirAnswer,
    "asked-too-often",
    "{title} was asked too often and takes nothing more for now",
    "run `{init}` again in an hour; it goes on from here",
)


def _too_often(registry: Registry, answer: Answer, now: datetime) -> QuotaReached:
    resets = retry_after(answer, now) or now + UNTOLD
    problem = TheirAnswer(
        "asked-too-often",
        f"{registry.title} was asked too often and takes nothing more for now",
        f"run `{wizard_for(registry)}` again after {resets:%Y-%m-%d %H:%M} UTC; it goes on from here",
        context=(context(answer),),
    )
    return QuotaReached(problem, resets)


def _asks_for_more(answer: Answer) -> bool:
    """A header says so; one of npm's answers has it in the body alone."""
    return answer.status == 401 and ("otp" in _wanted(answer) or "one-time pass" in said(answer).lower())


def _wanted(answer: Answer) -> frozenset[str]:
    """The words of `www-authenticate`."""
    parts = answer.headers.get("www-authenticate", "").lower().replace(",", " ").split()
    return frozenset(parts)


def _problem(meant: Refusal, registry: Registry, package: str, answer: Answer) -> Problem:
    where = scope(package) or "this account"
    return meant.problem(registry, package, answer, context(answer), scope=where)
