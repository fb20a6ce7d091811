"""What one tag would publish of a plan's packages, at each registry that is rehearsed."""

from collections.abc import Callable, Mapping, Sequence

from primer.core.placeholder import Placeholder
from primer.core.plan import Plan
from primer.core.publisher import ActiveState, CircleCI, Google, Identity, OnPyPI
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Repository
from primer.rehearsal.forge.barriers import barriers
from primer.rehearsal.forge.ci import Build, Releases
from primer.rehearsal.npm.ci import NpmRun
from primer.rehearsal.npm.claims import OnNpm
from primer.rehearsal.npm.house import NpmHouse
from primer.rehearsal.pypi.warehouse import Accounts

FIRST_VERSION = "1.0.0"
"""What a run publishes of a package whose version only its build would know."""

Builder = Callable[[Ecosystem, str, str], Placeholder]


def on_pypi(plan: Plan, repository: Repository, registry: Registry, build: Builder) -> Releases:
    """What goes to a registry of PyPI's kind, in upload order."""
    known = _identities(plan, registry)
    identities: dict[str, OnPyPI] = {
        name: identity for name, identity in known.items() if not isinstance(identity, CircleCI)
    }
    barred = barriers(plan, registry, repository)
    return Releases(_versions(plan, registry), identities, _files(build, registry.ecosystem), barred)


def on_npm(
    plan: Plan,
    repository: Repository,
    registry: Registry,
    build: Builder,
    house: NpmHouse,
    accounts: Accounts,
) -> NpmRun:
    """What goes to a registry of npm's kind, in upload order."""
    known = _identities(plan, registry)
    identities: dict[str, OnNpm] = {
        name: identity for name, identity in known.items() if not isinstance(identity, Google | ActiveState)
    }
    barred = barriers(plan, registry, repository)
    files = _files(build, registry.ecosystem)
    return NpmRun(house, accounts, _versions(plan, registry), identities, files, barred)


def _versions(plan: Plan, registry: Registry) -> Mapping[str, str]:
    packages = [one.package for one in plan.packages if one.registry == registry.name]
    return {package.name: package.version or FIRST_VERSION for package in packages}


def _identities(plan: Plan, registry: Registry) -> Mapping[str, Identity]:
    """Who publishes each planned package, in the order of the packages."""
    known = {one.package: one.publisher.identity for one in plan.publishers if one.registry == registry.name}
    return {name: known[name] for name in _versions(plan, registry) if name in known}


def _files(build: Builder, kind: Ecosystem) -> Build:
    def files(name: str, version: str) -> Sequence[tuple[str, bytes]]:
        built = build(kind, name, version)
        return [(artifact.filename, artifact.path.read_bytes()) for artifact in built.artifacts]

    return files
