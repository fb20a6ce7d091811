"""Revoking: the page opened on that very token, and its shadow asked until the registry knows it no more."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from primer.core.memory import Declared, TokenSeenDead, TokenUsed
from primer.core.plan import Plan
from primer.core.problem import Stop
from primer.core.project import TokenState, Unlooked
from primer.core.registry import Registry
from primer.core.value import mutable, replace
from primer.core.verdict import Done, FactId, Verdict
from primer.engine.wizard import Wizard, enter, manager_of, open_page
from primer.facts.token_revoked import NAME, called, look_at, removal, tokens_used
from primer.ports.hands import Lease
from primer.ports.signs import Mark
from primer.ports.voice import Arrived, Errand, Key, Page, Watch
from primer.registries.known import interface_of
from primer.registries.naming import registry_flag
from primer.registries.stages import Part

EVERY = 5.0
"""Seconds between two questions to the registry about one token."""

ENDING = timedelta(minutes=2)
"""How long a registry is given to refuse a session that was ended, before the person is asked to look."""

Ask = Callable[[], TokenState | Unlooked]


def revoke(wizard: Wizard, plan: Plan) -> bool:
    """Goes through every token that is not dead; False when the person leaves, and another run goes on."""
    eyes = wizard.eyes()
    tokens = tokens_used(plan.registry, _named(wizard, plan.registry), eyes)
    alive = [used for used in tokens if not isinstance(_verdict(wizard, plan.registry, used), Done)]
    if alive:
        enter(wizard, plan, Part.END)
    return all(_removed(wizard, plan, used) for used in alive)


def _named(wizard: Wizard, registry: Registry) -> tuple[TokenUsed, ...]:
    return tuple(used for used in wizard.named if used.registry == registry.name)


def _removed(wizard: Wizard, plan: Plan, used: TokenUsed) -> bool:
    if not used.tombstone.text:
        return _declare(wizard, plan.registry, used)
    return _until_dead(wizard, _Removal(plan.registry, used), partial(_ask, wizard, plan.registry, used))


def remind(wizard: Wizard, plan: Plan) -> None:
    """Names every token that was used and not seen dead to a person whose run ends here; asks nobody."""
    for registry, used in _not_seen_dead(wizard, plan):
        page = interface_of(registry).removal_page(registry, used.tombstone)
        words = f"{called(registry, used)} may still live at {registry.title}; remove it: {page}"
        wizard.voice.say(Mark.TODO, words)


def remember_deaths(wizard: Wizard, plan: Plan) -> None:
    """Writes down when a token was first seen dead, whoever looked."""
    for registry, used in _not_seen_dead(wizard, plan):
        asked = used.known is not None and used.tombstone.text
        if asked and _ask(wizard, registry, used) is TokenState.GONE:
            record_death(wizard, registry, used)


def _not_seen_dead(wizard: Wizard, plan: Plan) -> Iterator[tuple[Registry, TokenUsed]]:
    memory = wizard.eyes().memory()
    for registry in plan.registries:
        for used in memory.tokens(registry.name):
            if memory.seen_dead(registry.name, used.tombstone.token_id) is None:
                yield registry, used


def control_leased(wizard: Wizard, registry: Registry, used: TokenUsed, lease: Lease) -> TokenUsed | None:
    """The positive control of a token without a shadow; None when the registry does not know it."""
    state = wizard.hands.probe_leased(registry, lease)
    if state is TokenState.GONE:
        record_death(wizard, registry, used)
        return None
    if state is TokenState.KNOWN:
        return record_known(wizard, used)
    return used


def revoke_leased(wizard: Wizard, plan: Plan, used: TokenUsed, lease: Lease) -> None:
    """The same for a token without a shadow, as long as its lease lasts."""
    enter(wizard, wizard.look().of(plan.registry), Part.END)
    if used.known is None:
        _declare(wizard, plan.registry, used)
        return
    removal_ = _Removal(plan.registry, used, lease.ends)
    _until_dead(wizard, removal_, lambda: wizard.hands.probe_leased(plan.registry, lease))


def log_out(wizard: Wizard, registry: Registry, used: TokenUsed, lease: Lease) -> bool:
    """Ends a session as long as its lease lasts; only the refusal that is seen afterwards counts.

    False when the person leaves while it may still live.
    """
    _end(wizard, registry, lease)
    if used.known is None:
        return _declare(wizard, registry, used)
    ask = partial(_probed, wizard, registry, lease)
    until = min(lease.ends, wizard.eyes().now() + ENDING)
    page = Page(_way(registry), interface_of(registry).removal_page(registry, used.tombstone))
    look = partial(_look, wizard, _Removal(registry, used), ask)
    words = f"Waiting until {registry.title} refuses {called(registry, used)}"
    dead = ask() is TokenState.GONE or _watched(wizard, Watch(words, look, EVERY, page, until))
    if not dead:
        goes_on = _declare(wizard, registry, used)
        if ask() is not TokenState.GONE:
            return goes_on
    record_death(wizard, registry, used)
    wizard.voice.say(Mark.SEEN, f"{registry.title} refuses {called(registry, used)}")
    return True


def end_quietly(wizard: Wizard, registry: Registry, used: TokenUsed, lease: Lease) -> None:
    """The same on the way out of the program: asks nobody, and gives up at the first thing that fails.

    What was seen of its end is said in one line, as far as there is still somebody to read it; that it may
    still live is left to `remind`.
    """
    if wizard.eyes().memory().seen_dead(registry.name, used.tombstone.token_id) is not None:
        return
    with suppress(Stop, OSError):
        if _ended_quietly(wizard, registry, used, lease):
            wizard.voice.say(Mark.SEEN, f"{registry.title} refuses {called(registry, used)}")


def _ended_quietly(wizard: Wizard, registry: Registry, used: TokenUsed, lease: Lease) -> bool:
    """Whether the registry was seen to refuse what it was seen to know before."""
    _end(wizard, registry, lease)
    if used.known is None or _probed(wizard, registry, lease) is not TokenState.GONE:
        return False
    record_death(wizard, registry, used)
    return True


def end_left_over(wizard: Wizard, registry: Registry) -> None:
    """Ends the session of a run that was killed, as long as its token is still in the keyring."""
    if manager_of(registry) is None:
        return
    until = wizard.eyes().now() + ENDING
    with wizard.hands.left_over(registry, until) as lease:
        if lease is None:
            return
        _end_once_more(wizard, registry, lease)
    words = "a token left over from an earlier run was removed from the keyring"
    wizard.voice.say(Mark.SEEN, f"{words} ({registry.title})")


def _end_once_more(wizard: Wizard, registry: Registry, lease: Lease) -> None:
    was = _probed(wizard, registry, lease)
    _end(wizard, registry, lease)
    used = _newest_alive(wizard, registry)
    if used is None or _probed(wizard, registry, lease) is not TokenState.GONE:
        return
    used = record_known(wizard, used) if was is TokenState.KNOWN and used.known is None else used
    if used.known is not None:
        record_death(wizard, registry, used)
        wizard.voice.say(Mark.SEEN, f"{registry.title} refuses {called(registry, used)}, of an earlier run")


def _newest_alive(wizard: Wizard, registry: Registry) -> TokenUsed | None:
    """The one that was leased last; what is in a slot is its token."""
    memory = wizard.eyes().memory()
    tokens = memory.tokens(registry.name)
    alive = [one for one in tokens if memory.seen_dead(registry.name, one.tombstone.token_id) is None]
    return max(alive, key=lambda one: one.at, default=None)


def _end(wizard: Wizard, registry: Registry, lease: Lease) -> None:
    manager = manager_of(registry)
    if manager is not None:
        with suppress(Stop):
            wizard.hands.call(registry, manager.log_out(), lease)


def _probed(wizard: Wizard, registry: Registry, lease: Lease) -> TokenState | Unlooked:
    """A lease that is over is no answer."""
    try:
        return wizard.hands.probe_leased(registry, lease)
    except Stop as stop:
        return Unlooked(stop.problem.message)


@mutable
class _Removal:
    """One token on its way out; `used` gains the time at which the registry was seen to know it."""

    registry: Registry
    used: TokenUsed
    until: datetime | None = None

    @property
    def label(self) -> str:
        return called(self.registry, self.used)


def _verdict(wizard: Wizard, registry: Registry, used: TokenUsed) -> Verdict:
    return look_at(registry, used, used in wizard.named, wizard.eyes())


def _ask(wizard: Wizard, registry: Registry, used: TokenUsed) -> TokenState | Unlooked:
    return wizard.eyes().token(registry, used.tombstone)


def _until_dead(wizard: Wizard, removal: _Removal, ask: Ask) -> bool:
    """False when it may still live and the person left."""
    title = removal.registry.title
    url = interface_of(removal.registry).removal_page(removal.registry, removal.used.tombstone)
    page = Page(_way(removal.registry), url)
    look = partial(_look, wizard, removal, ask)
    words = f"Remove {removal.label} at {title}"
    if not _watched(wizard, Watch(words, look, EVERY, page, removal.until)):
        command = f"primer confirm{registry_flag([removal.registry])}"
        wizard.voice.say(Mark.TODO, f"{removal.label} may still live; `{command}` looks again")
        return False
    if removal.used.known is None:
        return _declare(wizard, removal.registry, removal.used)
    record_death(wizard, removal.registry, removal.used)
    wizard.voice.say(Mark.SEEN, f"{title} no longer knows {removal.label}")
    return True


def _way(registry: Registry) -> str:
    if manager_of(registry) is not None:
        return f"where {registry.title} lists your tokens"
    if registry.trusted:
        return "the removal dialog of exactly this token"
    return f"where {registry.title} removes tokens, if its pages are like PyPI's"


def _look(wizard: Wizard, removal: _Removal, ask: Ask) -> Arrived[TokenState] | str:
    state = ask()
    if state is TokenState.GONE:
        return Arrived(state)
    if isinstance(state, Unlooked):
        return f"could not ask: {state.why}"
    if removal.used.known is None:
        removal.used = record_known(wizard, removal.used)
    return f"{removal.registry.title} still knows {removal.label}"


def _watched(wizard: Wizard, watch: Watch[TokenState]) -> bool:
    while (result := wizard.voice.watch(watch)) is Key.OPEN:
        open_page(wizard, watch.page)
    return isinstance(result, Arrived)


def record_known(wizard: Wizard, used: TokenUsed) -> TokenUsed:
    """Writes down that the registry was seen to know it."""
    known = replace(used, known=wizard.eyes().now())
    wizard.hands.record(known)
    return known


def record_death(wizard: Wizard, registry: Registry, used: TokenUsed) -> None:
    """Writes down that the registry was seen to refuse it."""
    now = wizard.eyes().now()
    wizard.hands.record(TokenSeenDead(registry.name, used.tombstone.token_id, now))


def _declare(wizard: Wizard, registry: Registry, used: TokenUsed) -> bool:
    """All that is left for a token that cannot be seen to be gone: the person's word; False for leaving."""
    visit = removal(registry, used, "primer cannot see whether it is gone")
    errand = Errand(visit.words, Page("where this token can be removed", visit.page), (Key.DONE, Key.LATER))
    while (key := wizard.voice.errand(errand)) is Key.OPEN:
        open_page(wizard, errand.page)
    if key is Key.DONE:
        fact = str(FactId(NAME, registry.name))
        wizard.hands.record(Declared(fact, dict(visit.about), wizard.eyes().now()))
        wizard.voice.say(Mark.SAID, f"{called(registry, used)} removed, you said so")
    return key is not Key.LEAVE
