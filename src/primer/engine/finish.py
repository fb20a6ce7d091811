"""The last steps: watching for the first release, and the pages where something is tidied up."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from primer.core.countdown import span
from primer.core.memory import Declared
from primer.core.plan import Item, Plan
from primer.core.verdict import Await, FactId, Todo, Unseen, Visit, Waits
from primer.engine.again import register_again
from primer.engine.wizard import Wizard, enter, manager_of, open_page, to_do, to_settle
from primer.facts.claimed import Claimed
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.no_tokens_on_github import NoTokensOnGitHub
from primer.facts.placeholder_retired import PlaceholderRetired
from primer.facts.publisher_current import PublisherCurrent
from primer.ports.signs import Mark
from primer.ports.voice import Arrived, Errand, Key, Page, Watch
from primer.registries.stages import Part

YANKING = "Yanking hides a version from everybody who does not ask for exactly it. It can be undone."
EVERY = 15.0
"""Seconds between two looks for a release; indexes cache for minutes anyway."""
NAMED = 2
"""So many packages are named of those that CI has not published yet."""


def await_release(wizard: Wizard, plan: Plan) -> bool:
    """Watches until every awaited release was seen; False when the person leaves.

    CI may show that a publisher is wrong, so there is a way back to them.
    """
    while awaited := to_release(plan):
        watched = watch_releases(wizard, plan, awaited, None, "the publishers")
        if watched is not Key.BACK:
            return isinstance(watched, Plan)
        plan = wizard.look()
        if not register_again(wizard, plan, [item.id for item in _waiting(plan, frozenset(awaited))]):
            return False
        plan = wizard.look()
    return True


def to_release(plan: Plan) -> tuple[FactId, ...]:
    """The first releases that can be set off now, none of them half way."""
    awaited = to_do(plan, Await, FirstOidcPublish.NAME)
    return tuple(item.id for item, change in awaited if change.commands)


def pending(plan: Plan) -> tuple[FactId, ...]:
    """Every first release that may still come, whoever registered its publisher."""
    return tuple(item.id for item in plan.items if item.id.fact == FirstOidcPublish.NAME and _pending(item))


def watch_releases(
    wizard: Wizard, plan: Plan, facts: tuple[FactId, ...], until: datetime | None, back: str = ""
) -> Plan | Key:
    """Watches these facts until none is pending; the plan that shows it, or the key that ended it before."""
    enter(wizard, plan, Part.CONFIRM)
    changes = [change for _, change in to_do(plan, Await, FirstOidcPublish.NAME)]
    for command in dict.fromkeys(command for change in changes for command in change.commands):
        wizard.voice.tell(f"The first release through CI:  {command}")
    address = next((change.page for change in changes if change.page), "")
    page = Page("where CI runs it", address) if address else None
    look = partial(_arrived, wizard, frozenset(facts))
    watch = Watch("Waiting for the first release through CI", look, EVERY, page, until, back)
    while (result := wizard.voice.watch(watch)) is Key.OPEN:
        open_page(wizard, page)
    if not isinstance(result, Arrived):
        return result
    _tell_seen(wizard, result.value, facts)
    return result.value


def _tell_seen(wizard: Wizard, plan: Plan, facts: tuple[FactId, ...]) -> None:
    proven = [item for item in plan.items if item.id in facts and item.done]
    if proven:
        seen = f"{len(proven)} of {len(facts)} first releases seen; their provenance equals the cards"
        words = seen if len(facts) > 1 else "the first release was seen; its provenance equals the card"
        wizard.voice.say(Mark.SEEN, words)


def _arrived(wizard: Wizard, facts: frozenset[FactId]) -> Arrived[Plan] | str:
    """Everything is looked at again: a release also settles the facts that waited for it."""
    plan = wizard.look()
    waiting = _waiting(plan, facts)
    if not waiting:
        return Arrived(plan)
    why = next((item.verdict.why for item in waiting if isinstance(item.verdict, Unseen)), "")
    parts = [f"{len(facts) - len(waiting)} of {len(facts)} releases seen{_missing(waiting, facts)}"]
    parts += [f"could not look: {why}"] if why else []
    return "; ".join((*parts, *_dropped_next(wizard, plan, waiting)))


def _waiting(plan: Plan, facts: frozenset[FactId]) -> Sequence[Item]:
    return [item for item in plan.items if item.id in facts and _pending(item)]


def _missing(waiting: Sequence[Item], facts: frozenset[FactId]) -> str:
    """Where CI has published some: which not, since that is where something went wrong."""
    if len(waiting) == len(facts):
        return ""
    names = [item.id.package or item.title for item in waiting]
    further = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f", not yet {', '.join(names[:NAMED])}{further}"


def _dropped_next(wizard: Wizard, plan: Plan, waiting: Sequence[Item]) -> Iterator[str]:
    """How long the registry still keeps the publisher that it drops first, of those that are waited for."""
    eyes = wizard.eyes()
    memory, now = eyes.memory(), eyes.now()
    seen = [memory.publisher(item.id.registry or "", item.id.package or "") for item in waiting]
    ends = [one for one in seen if one is not None and one.lapses is not None and one.lapses > now]
    if ends:
        first = min(ends, key=lambda one: one.lapses or now)
        title = next((one.title for one in plan.registries if one.name == first.registry), first.registry)
        yield f"{title} drops the publisher of {first.package} in {span((first.lapses or now) - now)}"


def _pending(item: Item) -> bool:
    """A look that failed ends no waiting; one that leaves it to the person's word does."""
    match item.verdict:
        case Waits() | Todo(Await()) | Unseen(settle=None):
            return True
        case _:
            return False


def retire(wizard: Wizard, plan: Plan) -> bool:
    """Sends the person to each page where a placeholder is retired; what was done is looked at afterwards."""
    visits = tuple(one for one in to_do(plan, Visit, PlaceholderRetired.NAME) if _is_on_pages(plan, one[0]))
    if visits:
        wizard.voice.tell(YANKING)
    return visit(wizard, visits)


def _is_on_pages(plan: Plan, item: Item) -> bool:
    """Whether the item's registry leaves it to the person; the others are tidied with requests."""
    return all(manager_of(one) is None for one in plan.registries if one.name == item.id.registry)


def create(wizard: Wizard, plan: Plan) -> bool:
    """Sends the person to the page where an organization's owner creates each project."""
    return visit(wizard, to_do(plan, Visit, Claimed.NAME))


def vouch(wizard: Wizard, plan: Plan) -> bool:
    """Asks for the person's word on releases without a proof, and on what strangers cannot see."""
    facts = (FirstOidcPublish.NAME, PublisherCurrent.NAME)
    return visit(wizard, tuple(entry for fact in facts for entry in to_settle(plan, fact)))


def to_vouch_last(plan: Plan) -> tuple[tuple[Item, Visit], ...]:
    """What the person vouches for last: secrets that may still be needed until every release is proven."""
    others = [item.verdict for item in plan.items if item.id.fact != NoTokensOnGitHub.NAME]
    if any(isinstance(verdict, Todo | Waits) for verdict in others):
        return ()
    return to_settle(plan, NoTokensOnGitHub.NAME)


def vouch_last(wizard: Wizard, plan: Plan) -> bool:
    """Asks for the person's word on stored secrets that nobody could look at, when nothing else is left."""
    return visit(wizard, to_vouch_last(plan))


def visit(wizard: Wizard, visits: tuple[tuple[Item, Visit], ...]) -> bool:
    """One errand for each item that is settled on a page; False when the person leaves."""
    for item, visit in visits:
        page = Page("its page", visit.page) if visit.page else None
        about = item.id.package or item.title
        key = _errand(wizard, Errand(f"{about}: {visit.words}", page, (Key.DONE, Key.LATER)))
        if key is Key.LEAVE:
            return False
        if key is Key.DONE and not visit.can_be_seen:
            wizard.hands.record(Declared(str(item.id), dict(visit.about), wizard.eyes().now()))
            wizard.voice.say(Mark.SAID, f"{about}: you said so")
    return True


def _errand(wizard: Wizard, errand: Errand) -> Key:
    while (key := wizard.voice.errand(errand)) is Key.OPEN:
        open_page(wizard, errand.page)
    return key
