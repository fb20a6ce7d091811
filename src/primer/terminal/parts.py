"""A plan's parts by what they belong to, so that no face searches for them."""

from collections import Counter
from collections.abc import Mapping

from primer.core.plan import Item, Plan, PlannedPackage, PlannedPublisher
from primer.core.value import frozen

PUBLISHER_FACT = "publisher-registered"

Whose = tuple[str | None, str | None]
"""A registry's name and a package's: names are unique within a registry only."""


@frozen
class Parts:
    """`items` by registry and package; `publishers` by package and registry.

    `beside` are the items of no package; `repeated` are the facts that several registries have of those.
    `titles` are the registries' titles by their names, none in a plan for one; `twins` are names of packages
    that are planned at several.
    """

    items: Mapping[Whose, tuple[Item, ...]]
    beside: tuple[Item, ...]
    publishers: Mapping[tuple[str, str], PlannedPublisher]
    titles: Mapping[str, str]
    repeated: frozenset[str]
    twins: frozenset[str]

    def of(self, one: PlannedPackage) -> tuple[Item, ...]:
        """The facts of one package at its registry, in their order."""
        return self.items.get((one.registry, one.package.name), ())

    def fact(self, one: PlannedPackage, name: str) -> Item | None:
        """One fact of one package."""
        return next((item for item in self.of(one) if item.id.fact == name), None)

    def publisher(self, item: Item) -> PlannedPublisher | None:
        """The publisher whose registration an item is about."""
        if item.id.fact != PUBLISHER_FACT or item.id.package is None or item.id.registry is None:
            return None
        return self.publishers.get((item.id.package, item.id.registry))

    def where(self, one: PlannedPackage) -> str:
        """The title of a package's registry in a plan for several; empty in a plan for one."""
        return self.titles.get(one.registry, "")

    def title(self, item: Item) -> str:
        """An item's title; with the registry where several have this fact of no package."""
        registry = self.titles.get(item.id.registry or "", "")
        told = item.id.package is None and item.id.fact in self.repeated
        return f"{item.title}, {registry}" if told and registry else item.title


def parts_of(plan: Plan) -> Parts:
    """Everything of a plan in its place."""
    items: dict[Whose, list[Item]] = {}
    for item in plan.items:
        items.setdefault((item.id.registry, item.id.package), []).append(item)
    beside = tuple(item for item in plan.items if item.id.package is None)
    facts = Counter(item.id.fact for item in beside)
    several = len(plan.registries) > 1
    return Parts(
        {whose: tuple(group) for whose, group in items.items()},
        beside,
        {(one.package, one.registry): one for one in plan.publishers},
        {registry.name: registry.title for registry in plan.registries} if several else {},
        frozenset(fact for fact, number in facts.items() if number > 1),
        _twins(plan) if several else frozenset(),
    )


def _twins(plan: Plan) -> frozenset[str]:
    planned = {item.id.registry for item in plan.items}
    names = Counter(one.package.name for one in plan.packages if one.registry in planned)
    return frozenset(name for name, number in names.items() if number > 1)


def listed_only(plan: Plan) -> tuple[PlannedPackage, ...]:
    """The packages that have no fact."""
    with_facts = {(item.id.registry, item.id.package) for item in plan.items}
    return tuple(one for one in plan.packages if (one.registry, one.package.name) not in with_facts)
