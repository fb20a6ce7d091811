"""Which facts a target has, in the order of the checklist; what does not apply to its route is left out."""

from collections.abc import Mapping

from primer.core.choices import Route
from primer.facts.claimed import Claimed
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.name_allowed import NameAllowed
from primer.facts.placeholder_retired import PlaceholderRetired
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.target import Target
from primer.facts.workflow_publishes import WorkflowPublishes
from primer.ports.step import Step

KINDS: tuple[
    type[
        NameAllowed
        | WorkflowPublishes
        | Claimed
        | PublisherRegistered
        | FirstOidcPublish
        | PlaceholderRetired
    ],
    ...,
] = (
    NameAllowed,
    WorkflowPublishes,
    Claimed,
    PublisherRegistered,
    FirstOidcPublish,
    PlaceholderRetired,
)

LEFT_OUT: Mapping[Route, frozenset[type]] = {
    Route.PRIME: frozenset(),
    Route.PENDING: frozenset({Claimed, PlaceholderRetired}),
    Route.ORGANIZATION: frozenset({PlaceholderRetired}),
    Route.EXISTS: frozenset({PlaceholderRetired}),
}


def chain(target: Target) -> tuple[Step, ...]:
    """The facts of one target."""
    return tuple(kind(target) for kind in KINDS if kind not in LEFT_OUT[target.route])
