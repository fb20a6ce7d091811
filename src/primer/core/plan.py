"""The plan: every fact with its verdict, and all that a reader needs beside it."""

from primer.core.choices import PLACEHOLDER_VERSION, Route
from primer.core.memory import TokenUsed
from primer.core.package import Package, Skipped
from primer.core.problem import Problem
from primer.core.publisher import Form, Publisher
from primer.core.question import Question
from primer.core.registry import Registry
from primer.core.repository import Remote
from primer.core.value import frozen, replace
from primer.core.verdict import Done, FactId, Verdict


@frozen
class Item:
    """One line of the checklist; `guide` is its section, relative to the documentation's root."""

    id: FactId
    title: str
    verdict: Verdict
    guide: str

    @property
    def done(self) -> bool:
        """Whether the fact is true, seen or said."""
        return isinstance(self.verdict, Done)


@frozen
class PlannedPackage:
    """A package with its place in the plan; `route` and `wave` are None where no registry of it is planned.

    `requires` are only those of this repository; `wave` counts from 1 and is None once it is claimed.
    """

    package: Package
    registry: str
    tier: int
    requires: tuple[str, ...]
    route: Route | None
    wave: int | None


@frozen
class PlannedPublisher:
    """The publisher of one package at one registry, as identity and as the registry's form."""

    package: str
    registry: str
    publisher: Publisher
    form: Form


@frozen
class OpenQuestion:
    """A choice nobody made yet: its dotted key under [tool.primer], and how to ask for it."""

    key: str
    question: Question


@frozen
class Plan:
    """The whole plan, in its deterministic order; `notes` are sentences that are no problems.

    `registries` are those it is for, at least one, in the order in which they are gone through.
    `placeholder` is the version of every placeholder; `questions` are the choices that are still open.
    `tokens` are all that were used at these registries, as far as the journal or the person names them.
    `among` are the registries of the whole plan where this is the part for one of several, else none.
    """

    repository: Remote | None
    registries: tuple[Registry, ...]
    packages: tuple[PlannedPackage, ...]
    skipped: tuple[Skipped, ...]
    publishers: tuple[PlannedPublisher, ...]
    items: tuple[Item, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    placeholder: str = PLACEHOLDER_VERSION
    tokens: tuple[TokenUsed, ...] = ()
    among: tuple[Registry, ...] = ()

    @property
    def registry(self) -> Registry:
        """The registry of a plan for one; the first of several."""
        return self.registries[0]

    def of(self, registry: Registry) -> "Plan":
        """The part that concerns one registry; what belongs to none stays out of it."""
        name = registry.name
        whole = self.among or self.registries
        return replace(
            self,
            registries=(registry,),
            among=whole if len(whole) > 1 else (),
            packages=tuple(one for one in self.packages if one.registry == name),
            publishers=tuple(one for one in self.publishers if one.registry == name),
            items=tuple(item for item in self.items if item.id.registry == name),
            questions=(),
            tokens=tuple(used for used in self.tokens if used.registry == name),
        )

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop something."""
        return tuple(problem for problem in self.problems if not problem.warning)

    @property
    def complete(self) -> bool:
        """Every fact done, and nothing in the way."""
        return all(item.done for item in self.items) and not self.errors

    @property
    def title(self) -> str:
        """`owner/name → PyPI`, the head of every face; the part for one of several says which of them."""
        where = self.repository.path if self.repository else "this repository"
        if self.among:
            place = f"{self.among.index(self.registry) + 1} of {len(self.among)} registries"
            return f"{where} → {self.registry.title} ({place})"
        return f"{where} → {' and '.join(registry.title for registry in self.registries)}"
