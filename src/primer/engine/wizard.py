"""What every part of the wizard is given."""

from collections.abc import Callable
from typing import TypeVar

from primer.core.memory import TokenUsed
from primer.core.plan import Item, OpenQuestion, Plan
from primer.core.problem import Problem
from primer.core.registry import Registry
from primer.core.value import field, frozen
from primer.core.verdict import Await, Fill, Mend, Todo, Unseen, Upload, Visit
from primer.engine.steps import needed, standing
from primer.ports.eyes import Eyes
from primer.ports.hands import Hands
from primer.ports.voice import Page, Stage, Voice
from primer.registries.known import interface_of
from primer.registries.manager import Manager
from primer.registries.stages import Part, stages

C = TypeVar("C", Upload, Fill, Visit, Await, Mend)


@frozen
class Wizard:
    """The ports of one run.

    `look` reads the repository anew and looks at everything again; `eyes` gives eyes that remember nothing.
    `registries` are all whose keyring slots may be left over; `minutes` is how long a token is leased;
    `named` are the tokens that the person named by their identifiers; `asked` fills with the open questions
    that were asked, so that a person can go back to them.
    """

    look: Callable[[], Plan]
    eyes: Callable[[], Eyes]
    hands: Hands
    voice: Voice
    registries: tuple[Registry, ...]
    minutes: int
    named: tuple[TokenUsed, ...] = ()
    asked: list[OpenQuestion] = field(default_factory=list)


@frozen
class Outcome:
    """How a walk ended: the last plan, and the problems that kept it from going further."""

    plan: Plan
    problems: tuple[Problem, ...] = ()


def enter(wizard: Wizard, plan: Plan, part: Part, name: str = "") -> None:
    """Says which of the steps begins, as the plan's registries call it, or by a `name` that fits better."""
    names = needed(plan, stages(plan.registries), part)
    names = {**names, part: name or names[part]}
    steps = tuple((standing(plan, one, part), called) for one, called in names.items())
    wizard.voice.stage(Stage(plan.title, list(names).index(part) + 1, names[part], len(names), steps))


def to_do(plan: Plan, kind: type[C], fact: str = "") -> tuple[tuple[Item, C], ...]:
    """The open items whose change is of one kind, with it, in order; only of one fact where one is named."""
    return tuple(
        (item, item.verdict.change)
        for item in plan.items
        if isinstance(item.verdict, Todo)
        and isinstance(item.verdict.change, kind)
        and fact in ("", item.id.fact)
    )


def to_settle(plan: Plan, fact: str = "") -> tuple[tuple[Item, Visit], ...]:
    """The items that could not be seen and for which the person's word can stand in."""
    return tuple(
        (item, item.verdict.settle)
        for item in plan.items
        if isinstance(item.verdict, Unseen) and item.verdict.settle and fact in ("", item.id.fact)
    )


def manager_of(registry: Registry) -> Manager | None:
    """How a registry is managed with requests; None where people do it on its pages."""
    return interface_of(registry).manager


def open_page(wizard: Wizard, page: Page | None) -> None:
    """Opens a page, or says its address where there is no browser."""
    if page is not None and not wizard.hands.open(page.url):
        wizard.voice.tell(f"No browser here; the page is {page.url}")
