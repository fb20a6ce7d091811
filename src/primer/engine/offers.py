"""Where a pending publisher would need no token at all, and where it cannot serve."""

from collections.abc import Sequence

from primer.core.choices import Route
from primer.core.problem import Problem, YourInput
from primer.core.publisher import Unsupported
from primer.core.value import replace
from primer.engine.targets import identities
from primer.facts.target import Target

SLOTS = 3
"""How many pending publishers one user may have at once on PyPI."""


def pending_offer(unclaimed: Sequence[Target]) -> str:
    """One sentence where the person could do without a token; empty where not."""
    prime = [target for target in unclaimed if target.route is Route.PRIME]
    if not 0 < len(prime) <= SLOTS:
        return ""
    offer = "without a token: pending publishers could do it (--route pending)"
    if all(len(names) == 1 for names in identities(prime).values()):
        return f"{offer}; they reserve no name"
    return f"{offer}, each package with its own environment, or its own workflow file, merged afterwards"


def pending_problems(targets: Sequence[Target]) -> tuple[Problem, ...]:
    """Why the route of pending publishers cannot be walked as it is chosen."""
    return tuple(_not_unique(names) for names in _shared(targets))


def without_shared(targets: Sequence[Target]) -> list[Target]:
    """The same targets, where those that would share a pending publisher have no form to fill."""
    shared = {name: names for names in _shared(targets) for name in names}
    return [_formless(target, shared[target.name]) if target.name in shared else target for target in targets]


def _shared(targets: Sequence[Target]) -> list[list[str]]:
    pending = [target for target in targets if target.way.is_pending]
    return [names for names in identities(pending).values() if len(names) > 1]


def _formless(target: Target, names: Sequence[str]) -> Target:
    others = ", ".join(name for name in names if name != target.name)
    return replace(target, form=Unsupported(f"it would share its pending publisher with {others}"))


def _not_unique(names: Sequence[str]) -> YourInput:
    return YourInput(
        "pending-publisher-not-unique",
        f"{', '.join(names)} would share one pending publisher, which is taken once only",
        hint="give each package its own environment, or prime them (--route prime)",
        context=("A pending publisher is unique on owner, repository, workflow and environment.",),
    )


def slots_note(targets: Sequence[Target]) -> str:
    """How often the person has to come back when there are more pending publishers than slots."""
    pending = [target for target in targets if target.way.is_pending]
    if len(pending) <= SLOTS:
        return ""
    return f"{len(pending)} pending publishers, {SLOTS} at once: register the next when one is used up"
