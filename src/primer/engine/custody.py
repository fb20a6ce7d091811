"""Asking for a token, reading it offline, narrowing it; the pasted one is forgotten here."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from primer.core.plan import Plan
from primer.core.problem import Problem, YourInput
from primer.core.project import TokenState, Unlooked
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.core.token import TokenReading, Tombstone
from primer.core.value import frozen
from primer.engine.copying import copy
from primer.engine.wizard import Wizard, open_page
from primer.ports.signs import STEP, Mark
from primer.ports.voice import Key, Page, TokenRequest
from primer.registries.known import interface_of

CLOCK_SKEW = timedelta(minutes=2)
"""How far this machine's clock may run ahead of the registry's."""


@frozen
class Held:
    """A token fit for the lease; `known` is when the registry said it knew it, None if it could not say."""

    token: Secret
    tombstone: Tombstone
    ends: datetime
    known: datetime | None


def ask_token(wizard: Wizard, plan: Plan, names: tuple[str, ...], keyring: str) -> Held:
    """Asks until a token can serve; what cannot serve is explained and asked for again."""
    request = _request(wizard, plan, names, keyring)
    while True:
        pasted, reading = paste(wizard, plan, request)
        state = _control(wizard, plan, reading)
        if state is not TokenState.GONE:
            return _narrowed(wizard, plan, names, pasted, reading, state)
        wizard.voice.problem(unknown_token(plan))


def _request(wizard: Wizard, plan: Plan, names: tuple[str, ...], keyring: str) -> TokenRequest:
    where = plan.repository.name if plan.repository else "repository"
    return TokenRequest(
        _explanation(plan.registry, names, wizard.minutes, keyring),
        Page(_way(plan.registry), interface_of(plan.registry).token_page(plan.registry)),
        f"primer-{where}-{wizard.eyes().now():%Y-%m-%d}",
        "Entire account (a project's token cannot create projects)",
    )


def _explanation(registry: Registry, names: tuple[str, ...], minutes: int, keyring: str) -> str:
    """Nothing is promised of an index of which nobody knows what kind of tokens it makes."""
    count = "this name" if len(names) == 1 else f"these {len(names)} names"
    narrowing = f"on this machine, to {count} and the next {minutes} minutes"
    if registry.trusted:
        return (
            f"{registry.title}'s tokens never expire. primer narrows the one you paste, {narrowing}, keeps "
            f"only that in your keyring ({keyring}), and forgets what you pasted."
        )
    return (
        f"If the token is of PyPI's kind, primer narrows it, {narrowing}. Any other kind cannot be narrowed: "
        f"it is kept as it is, for {minutes} minutes at most. It is only ever in your keyring ({keyring}), "
        f"and is sent to {urlsplit(registry.upload_url).netloc} alone."
    )


def _way(registry: Registry) -> str:
    if registry.trusted:
        return STEP.join((registry.title, "Account settings", "Add API token"))
    return f"where {registry.title} makes tokens, if its pages are like PyPI's"


def paste(wizard: Wizard, plan: Plan, request: TokenRequest) -> tuple[Secret, TokenReading]:
    """Asks until what is pasted can serve at the plan's registry, as far as can be read off it."""
    while True:
        pasted = _paste(wizard, request)
        reading = interface_of(plan.registry).read_token(plan.registry, pasted, wizard.eyes().now())
        if isinstance(reading, TokenReading):
            return pasted, reading
        wizard.voice.problem(reading)


def _paste(wizard: Wizard, request: TokenRequest) -> Secret:
    while True:
        answer = wizard.voice.token(request)
        if isinstance(answer, Secret):
            return answer
        if answer is Key.OPEN:
            open_page(wizard, request.page)
        elif answer is Key.COPY:
            copy(wizard, request.name, "the name was", f"the name is {request.name}")


def _control(wizard: Wizard, plan: Plan, reading: TokenReading) -> TokenState | Unlooked:
    """The positive control: a refusal after revocation proves something only if it was known before."""
    if not reading.tombstone.text:
        return Unlooked("this token has no powerless shadow to ask with")
    with wizard.voice.working(f"asking whether {plan.registry.title} knows the token"):
        return wizard.eyes().token(plan.registry, reading.tombstone)


def say_erased(wizard: Wizard) -> None:
    """Says that the lease was emptied, once it was."""
    wizard.voice.say(
        Mark.SEEN, f"erased from this machine (keyring empty, {wizard.eyes().now():%H:%M:%S} UTC)"
    )


def unknown_token(plan: Plan) -> Problem:
    """The registry refuses the token before anything was done with it."""
    return YourInput(
        "dead-token",
        f"{plan.registry.title} does not know this token: it was removed, or mistyped",
        hint="make a new one and paste it whole",
    )


def _narrowed(
    wizard: Wizard,
    plan: Plan,
    names: tuple[str, ...],
    pasted: Secret,
    reading: TokenReading,
    state: TokenState | Unlooked,
) -> Held:
    now = wizard.eyes().now()
    ends = now + timedelta(minutes=wizard.minutes)
    known = now if state is TokenState.KNOWN else None
    if isinstance(state, Unlooked):
        wizard.voice.say(
            Mark.UNSEEN, f"whether {plan.registry.title} knows it could not be seen: {state.why}"
        )
    if not reading.is_macaroon:
        wizard.voice.say(
            Mark.UNSEEN, f"this token cannot be narrowed: it is kept as it is, until {ends:%H:%M} UTC at most"
        )
        return Held(pasted, reading.tombstone, ends, known)
    narrow = interface_of(plan.registry).narrow(pasted, names, now - CLOCK_SKEW, ends)
    wizard.voice.say(
        Mark.SEEN,
        f"from {plan.registry.title}, {_scope(reading)} · narrowed to {len(names)} "
        f"{'name' if len(names) == 1 else 'names'} until {ends:%H:%M} UTC",
    )
    return Held(narrow, reading.tombstone, ends, known)


def _scope(reading: TokenReading) -> str:
    return f"{len(reading.projects)} projects" if reading.projects else "whole account"
