"""A plan's parts by what they belong to, so that no face searches for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from primer.core.plan import Item, Plan, PlannedPublisher

PUBLISHER_FACT = "publisher-registered"


@dataclass(frozen=True, slots=True)
class Parts:
    """`items` by package, None for those that belong to none; `publishers` by package and registry."""

    items: Mapping[str | None, tuple[Item, ...]]
    publishers: Mapping[tuple[str, str], PlannedPublisher]

    def of(self, package: str | None) -> tuple[Item, ...]:
        """The facts of one package, in their order."""
        return self.items.get(package, ())

    def fact(self, package: str, name: str) -> Item | None:
        """One fact of one package."""
        return next((item for item in self.of(package) if item.id.fact == name), None)

    def publisher(self, item: Item) -> PlannedPublisher | None:
        """The publisher whose registration an item is about."""
        if item.id.fact != PUBLISHER_FACT or item.id.package is None or item.id.registry is None:
            return None
        return self.publishers.get((item.id.package, item.id.registry))


def parts_of(plan: Plan) -> Parts:
    """Everything of a plan in its place."""
    items: dict[str | None, list[Item]] = {}
    for item in plan.items:
        items.setdefault(item.id.package, []).append(item)
    return Parts(
        {package: tuple(group) for package, group in items.items()},
        {(one.package, one.registry): one for one in plan.publishers},
    )
