"""Which registries a command is about: the one that was named, or all that the packages call for."""

from collections.abc import Mapping

from primer.core.problem import Stop, YourInput
from primer.core.registry import Registry
from primer.core.repository import Repository
from primer.registries.addresses import HOMES, PYPI


def registries_named(
    name: str, repository: Repository, known: Mapping[str, Registry]
) -> tuple[Registry, ...]:
    """The registry of this name; without one the home of every kind of package that the repository has.

    PyPI where it has none at all. Raises Stop for a name that is not known.
    """
    if name:
        return (registry_named(name, known),)
    kinds = {package.ecosystem for package in repository.packages}
    homes = tuple(known.get(home.name, home) for kind, home in HOMES.items() if kind in kinds)
    return homes or (known[PYPI.name],)


def registry_named(name: str, known: Mapping[str, Registry]) -> Registry:
    """One registry by its name, PyPI without one; Stop names those there are."""
    wanted = name or PYPI.name
    if wanted not in known:
        raise Stop(_unknown(wanted, known))
    return known[wanted]


def _unknown(name: str, known: Mapping[str, Registry]) -> YourInput:
    from primer.cli.slips import meant

    like = meant(name, known)
    return YourInput(
        "unknown-registry",
        f"there is no registry named {name}{f'; did you mean {like}?' if like else ''}",
        hint=f"--registry takes {', '.join(sorted(known))}, or one of [tool.primer.registries]",
    )
