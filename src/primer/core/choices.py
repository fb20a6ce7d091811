"""What the person chose: the table [tool.primer], with flags laid over it."""

from collections.abc import Mapping
from enum import StrEnum

from primer.core.registry import Registry
from primer.core.source import Read, Source
from primer.core.value import field, frozen

PLACEHOLDER_VERSION = "0.0.1"


class Route(StrEnum):
    """How a project comes to be on its registry."""

    EXISTS = "exists"
    PRIME = "prime"
    PENDING = "pending"
    ORGANIZATION = "organization"


@frozen
class Way:
    """The route of one project, and whether it was seen to be on its registry already."""

    route: Route
    is_there: bool = False

    @property
    def is_pending(self) -> bool:
        """Whether its publisher waits on the account's page; the first release makes it the project's own."""
        return self.route is Route.PENDING and not self.is_there


@frozen
class PublisherChoice:
    """Chosen publisher attributes, by the name they have in the table; absent ones are read elsewhere.

    Keys: provider, owner, repository, workflow, environment, namespace, project, email, sub, organization,
    actor, organization-id, project-id, pipeline-id, origin, contexts (with commas between). An empty
    `environment` means that none is wanted.
    """

    values: Mapping[str, Read[str]] = field(default_factory=dict)


_NOTHING = PublisherChoice()


@frozen
class Choices:
    """Every choice with its default; `packages` and `exclude` are globs of folders.

    `publishers` maps a registry's name to its choice; the key `""` is the one for every registry.
    `accounts` maps a registry's name to the user name there. `registries` are further indexes.
    `file` is where the table stands or would be written: pyproject.toml or primer.toml. `version_locked` is
    where it is said that all packages have one version; None where it is not. `needs` maps a package's name
    to those of the other ecosystem that it needs, which no manifest can say.
    """

    packages: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    placeholder_version: str = PLACEHOLDER_VERSION
    route: Route = Route.PRIME
    publishers: Mapping[str, PublisherChoice] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    registries: tuple[Registry, ...] = ()
    file: str = "pyproject.toml"
    version_locked: Source | None = None
    needs: Mapping[str, tuple[Read[str], ...]] = field(default_factory=dict)

    def publisher(self, registry: str) -> PublisherChoice:
        """The choice for one registry: its own values over those for every registry."""
        common = self.publishers.get("", _NOTHING).values
        own = self.publishers.get(registry, _NOTHING).values
        return PublisherChoice({**common, **own})
