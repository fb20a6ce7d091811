"""Which facts a target has, in the order of the checklist; what does not apply to its route is left out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from primer.core.choices import Route
from primer.facts.claimed import Claimed
from primer.facts.closed_to_tokens import ClosedToTokens
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.name_allowed import NameAllowed
from primer.facts.placeholder_retired import PlaceholderRetired
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.target import Target
from primer.facts.version_agrees import VersionAgrees
from primer.facts.version_new import VersionNew
from primer.facts.workflow_publishes import WorkflowPublishes
from primer.ports.step import Step

if TYPE_CHECKING:
    from primer.facts.builds import Builds
    from primer.facts.newest_by_oidc import NewestByOidc
    from primer.facts.publisher_current import PublisherCurrent

    Kind: TypeAlias = type[
        NameAllowed
        | WorkflowPublishes
        | Claimed
        | PublisherRegistered
        | NewestByOidc
        | PublisherCurrent
        | VersionNew
        | VersionAgrees
        | Builds
        | FirstOidcPublish
        | PlaceholderRetired
        | ClosedToTokens
    ]

LEFT_OUT: Mapping[Route, frozenset[type]] = {
    Route.PRIME: frozenset(),
    Route.PENDING: frozenset({Claimed, PlaceholderRetired}),
    Route.ORGANIZATION: frozenset({PlaceholderRetired}),
    Route.EXISTS: frozenset({PlaceholderRetired}),
}


def chain(target: Target, *, build: bool = False) -> tuple[Step, ...]:
    """The facts of one target; that it builds is one only where somebody asks for it."""
    return tuple(kind(target) for kind in kinds(target.route, build=build) if kind.concerns(target))


def kinds(route: Route, *, build: bool) -> "tuple[Kind, ...]":
    """The facts that a route can have."""
    asked = every_kind(audit=route is Route.EXISTS, build=build)
    return tuple(kind for kind in asked if kind not in LEFT_OUT[route])


def every_kind(*, audit: bool = True, build: bool = True) -> "tuple[Kind, ...]":
    """All facts, with or without those that are asked only of a project that was there before primer came."""
    return (
        NameAllowed,
        WorkflowPublishes,
        Claimed,
        PublisherRegistered,
        *(_audit() if audit else ()),
        VersionNew,
        VersionAgrees,
        *(_build() if build else ()),
        FirstOidcPublish,
        PlaceholderRetired,
        ClosedToTokens,
    )


def _audit() -> "tuple[Kind, ...]":
    from primer.facts.newest_by_oidc import NewestByOidc
    from primer.facts.publisher_current import PublisherCurrent

    return NewestByOidc, PublisherCurrent


def _build() -> "tuple[Kind, ...]":
    from primer.facts.builds import Builds

    return (Builds,)
