"""How each project comes to be on its registry: it exists, or the chosen route."""

from primer.core.choices import Choices, Route, Way
from primer.core.package import Package
from primer.core.project import Project
from primer.core.registry import Registry
from primer.facts.claimed import Claimed
from primer.facts.ours import compare
from primer.facts.publisher_registered import PublisherRegistered
from primer.placeholders.versions import written
from primer.ports.eyes import Eyes
from primer.registries.known import interface_of


def way_of(package: Package, registry: Registry, choices: Choices, eyes: Eyes) -> Way:
    """A project that is there without our placeholder, and that no step of the chosen route made, exists."""
    project = eyes.project(registry, package.name)
    # Where there are no pending publishers, the package has to be there first.
    chosen = choices.route if interface_of(registry).manager is None else Route.PRIME
    if not isinstance(project, Project):
        return Way(chosen)
    return Way(_found(project, chosen, registry, choices, eyes), is_there=True)


def _found(project: Project, chosen: Route, registry: Registry, choices: Choices, eyes: Eyes) -> Route:
    if chosen is Route.PRIME:
        return Route.PRIME if _primed(project, registry, choices, eyes) else Route.EXISTS
    begun = _declared(PublisherRegistered.NAME, project, registry, eyes)
    if chosen is Route.ORGANIZATION:
        begun = begun or not project.files or _declared(Claimed.NAME, project, registry, eyes)
    return chosen if begun else Route.EXISTS


def _primed(project: Project, registry: Registry, choices: Choices, eyes: Eyes) -> bool:
    """A genuine release may have the placeholder's version, so its bytes are compared."""
    if eyes.memory().uploads(registry.name, project.name):
        return True
    compared = compare(registry, project, written(choices.placeholder_version, registry.ecosystem), eyes)
    return bool(compared.ours or compared.unlooked)


def _declared(fact: str, project: Project, registry: Registry, eyes: Eyes) -> bool:
    return eyes.memory().declared(f"{fact}:{registry.name}:{project.name}") is not None
