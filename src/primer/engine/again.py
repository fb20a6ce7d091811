"""Back to the publishers while a first release is awaited: CI has shown that one of them is wrong, say."""

from collections.abc import Collection, Sequence

from primer.core.plan import Item, Plan, PlannedPublisher
from primer.core.verdict import FactId, Fill
from primer.engine.register import show_cards
from primer.engine.session import Session, logged_in
from primer.engine.trust import compare_all
from primer.engine.wizard import Wizard, manager_of
from primer.facts.publisher_registered import PublisherRegistered
from primer.registries.manager import Manager

ADVICE = (
    "These values have to equal what CI presents. From the log of the run, `primer diagnose` names the field "
    "that differs."
)


def register_again(wizard: Wizard, plan: Plan, releases: Collection[FactId]) -> bool:
    """The publishers of these releases once more, registry by registry; False when the person leaves.

    Where they are registered on pages the cards are shown, and elsewhere they are compared with what the
    registry lists, under a log-in of its own.
    """
    wizard.voice.tell(ADVICE)
    for registry in plan.registries:
        part = plan.of(registry)
        names = {release.package for release in releases if release.registry == registry.name}
        wanted = tuple(one for one in part.publishers if one.package in names)
        manager = manager_of(registry)
        if wanted and not (
            _shown(wizard, part, wanted) if manager is None else _compared(wizard, part, wanted, manager)
        ):
            return False
    return True


def _shown(wizard: Wizard, plan: Plan, wanted: Sequence[PlannedPublisher]) -> bool:
    forms = {one.package: one.form for one in wanted}
    return show_cards(
        wizard, plan, tuple((item, Fill(item.title, forms[name])) for name, item in _items(plan, forms))
    )


def _items(plan: Plan, names: Collection[str]) -> Sequence[tuple[str, Item]]:
    """The facts of these packages' publishers, in the plan's order."""
    of = [(item.id.package or "", item) for item in plan.items if item.id.fact == PublisherRegistered.NAME]
    return [(name, item) for name, item in of if name in names]


def _compared(wizard: Wizard, plan: Plan, wanted: Sequence[PlannedPublisher], manager: Manager) -> bool:
    """Nobody who wants no log-in is sent away: the waiting goes on."""
    with logged_in(wizard, plan, manager) as session:
        if not isinstance(session, Session):
            return True
        if session.manages:
            problems = compare_all(session, plan, wanted)
        else:
            problems, session.left = (), not _shown(wizard, plan, wanted)
        for problem in problems:
            wizard.voice.problem(problem)
    return not session.left
