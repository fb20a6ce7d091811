"""The plan's side of a comparison: which package is to be published by whom."""

from collections.abc import Mapping, Sequence

from primer.core.package import Package
from primer.core.publisher import GitHubActions, GitLabCI, Publisher
from primer.core.registry import Registry
from primer.core.repository import Repository
from primer.core.tiers import tiers
from primer.core.value import frozen, replace
from primer.providers import github
from primer.reading.publishers.decided import publisher_for
from primer.reading.publishers.home import chosen_home


@frozen
class Grounds:
    """What the log is held against: the repository, if there is one, and every registry by its name.

    `registry` is the one that was asked for; the log may name another.
    """

    repository: Repository | None
    registry: Registry
    registries: Mapping[str, Registry]

    def spoken_to(self, host: str) -> Registry:
        """The registry of this host, the one that was asked for where the host is unknown."""
        hosts = {self.registry.name: self.registry, **self.registries}
        for registry in hosts.values():
            if host and host in (registry.host, registry.upload_url.partition("//")[2].partition("/")[0]):
                return registry
        return self.registry


@frozen
class Planned:
    """One package with the publisher that the plan registers for it."""

    package: str
    publisher: Publisher


def planned_at(registry: Registry, repository: Repository) -> tuple[Planned, ...]:
    """The packages in the plan's order with their publishers, as far as they are decided."""
    found = ((one.name, publisher_for(one, registry, repository)) for one in in_order(registry, repository))
    return tuple(Planned(name, decided) for name, decided in found if isinstance(decided, Publisher))


def in_order(registry: Registry, repository: Repository) -> Sequence[Package]:
    """The repository's packages of the registry's kind, foundation first."""
    own = [one for one in repository.packages if one.ecosystem is registry.ecosystem]
    order = tiers(own).of
    return sorted(own, key=lambda one: (order[one.name], one.name))


def as_presented(repository: Repository, claims: Mapping[str, str], registry: Registry) -> Repository:
    """The repository with owner and name in the letters of the run, which are those of its host.

    git takes any casing; that alone is no difference.
    """
    home = chosen_home(repository.choices.publisher(registry.name), repository.remote)
    path = claims.get("repository", "")
    if home is None or home.host != github.HOST or home.path.lower() != path.lower():
        return replace(repository, remote=home)
    return replace(repository, remote=replace(home, path=path, canonical=True))


def of_the_same_kind(planned: Sequence[Planned], claims: Mapping[str, str]) -> tuple[Planned, ...]:
    """Those that a run with these claims could be meant for."""
    kind = GitLabCI if "project_path" in claims or "ci_config_ref_uri" in claims else GitHubActions
    return tuple(one for one in planned if isinstance(one.publisher.identity, kind))
