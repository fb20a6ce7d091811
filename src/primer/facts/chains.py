"""Which facts a target has, in the order of the checklist; what does not apply to its route is left out."""

from collections.abc import Mapping

from primer.core.choices import Route
from primer.facts.builds import Builds
from primer.facts.claimed import Claimed
from primer.facts.closed_to_tokens import ClosedToTokens
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.name_allowed import NameAllowed
from primer.facts.newest_by_oidc import NewestByOidc
from primer.facts.placeholder_retired import PlaceholderRetired
from primer.facts.publisher_current import PublisherCurrent
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.target import Target
from primer.facts.version_agrees import VersionAgrees
from primer.facts.version_new import VersionNew
from primer.facts.workflow_publishes import WorkflowPublishes
from primer.ports.step import Step

KINDS: tuple[
    type[
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
    ],
    ...,
] = (
    NameAllowed,
    WorkflowPublishes,
    Claimed,
    PublisherRegistered,
    NewestByOidc,
    PublisherCurrent,
    VersionNew,
    VersionAgrees,
    Builds,
    FirstOidcPublish,
    PlaceholderRetired,
    ClosedToTokens,
)

AUDIT = frozenset({NewestByOidc, PublisherCurrent})
"""What is asked of a project that was there before primer came."""

LEFT_OUT: Mapping[Route, frozenset[type]] = {
    Route.PRIME: AUDIT,
    Route.PENDING: AUDIT | {Claimed, PlaceholderRetired},
    Route.ORGANIZATION: AUDIT | {PlaceholderRetired},
    Route.EXISTS: frozenset({PlaceholderRetired}),
}


def chain(target: Target, *, build: bool = False) -> tuple[Step, ...]:
    """The facts of one target; that it builds is one only where somebody asks for it."""
    left_out = LEFT_OUT[target.route] | (frozenset() if build else {Builds})
    return tuple(kind(target) for kind in KINDS if kind not in left_out and kind.concerns(target))
