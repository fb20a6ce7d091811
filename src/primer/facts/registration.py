"""What is known of a registered publisher: seen in a list, or said; good for these values only."""

from datetime import datetime

from primer.core.memory import Declared, PublisherSeen
from primer.core.publisher import Form
from primer.facts.target import Target
from primer.ports.eyes import Eyes
from primer.registries.known import interface_of

NAME = "publisher-registered"


def values_of(form: Form) -> dict[str, str]:
    """The values that a declaration is about."""
    return {"provider": form.provider} | listed_values(form)


def listed_values(form: Form) -> dict[str, str]:
    """The values that a registry's list would show."""
    return {field.key: field.value for field in form.fields}


def registration(target: Target, eyes: Eyes) -> Declared | PublisherSeen | None:
    """What was last seen or said of today's values, lapsed or not; at the same moment a look counts more."""
    if not isinstance(target.form, Form):
        return None
    memory = eyes.memory()
    found = memory.publisher(target.registry.name, target.name)
    declared = memory.declared(str(target.fact(NAME)))
    known: list[Declared | PublisherSeen] = []
    if found is not None and dict(found.values) == listed_values(target.form):
        known.append(found)
    if declared is not None and dict(declared.values) == values_of(target.form):
        known.append(declared)
    return max(known, key=lambda one: one.at, default=None)


def lapses(target: Target, registered: Declared | PublisherSeen) -> datetime | None:
    """When the registry drops a publisher that nothing is published with; None where it never does."""
    if isinstance(registered, PublisherSeen):
        return registered.lapses
    manager = interface_of(target.registry).manager
    return None if manager is None else registered.at + manager.clocks.lapses
