"""Whom a CI run can speak for: the packages of a plan whose publisher is this very identity."""

from collections.abc import Mapping, Sequence

from primer.core.plan import Plan, PlannedPublisher
from primer.core.publisher import GitHubActions, GitLabCI, Identity
from primer.core.value import frozen
from primer.providers.claims import Compared, compare
from primer.providers.identity_tokens import provider_of


@frozen
class Field:
    """One line of a publisher's form beside what the run presents; `key` is the form's own name of it."""

    label: str
    key: str
    presented: str
    planned: str
    equal: bool


@frozen
class Other:
    """A package that this run cannot speak for, and what of its publisher is another's."""

    package: str
    why: str


@frozen
class Standing:
    """`own` are published by this identity, `others` are not, `open` have no decided publisher.

    `fields` compare the run with its own publisher, or with the nearest one where it is nobody's; `nearest`
    are the packages of that one.
    """

    own: tuple[PlannedPublisher, ...] = ()
    others: tuple[Other, ...] = ()
    open: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    nearest: tuple[PlannedPublisher, ...] = ()


def standing(plan: Plan, claims: Mapping[str, str]) -> Standing:
    """Every package of the plan's registry in its place."""
    publishers = [one for one in plan.publishers if one.registry == plan.registry.name]
    own = _most_particular([one for one in publishers if _fits(one, claims)])
    nearest = own or _nearest(publishers, claims)
    decided = {one.package for one in publishers}
    return Standing(
        own,
        tuple(Other(one.package, _why(one, claims)) for one in publishers if one not in own),
        tuple(one for one in _packages(plan) if one not in decided),
        fields(nearest[0], claims) if nearest else (),
        nearest,
    )


def fields(one: PlannedPublisher, claims: Mapping[str, str]) -> tuple[Field, ...]:
    """A publisher's form beside a run's claims, in the form's order; another provider is the first field."""
    provider = provider_of(claims)
    if provider != one.form.provider:
        return (Field("Provider", "provider", provider, one.form.provider, equal=False),)
    rows = compare(one.publisher.identity, claims)
    # Attributes and form fields name the same things in the same order; only the names differ.
    return tuple(
        Field(shown.label, shown.key, row.presented or "", row.expected, _meets(row))
        for shown, row in zip(one.form.fields, rows, strict=True)
    )


def _meets(row: Compared) -> bool:
    """What the run does not say cannot be what is wanted."""
    return row.equal and (row.presented is not None or not row.expected)


def _fits(one: PlannedPublisher, claims: Mapping[str, str]) -> bool:
    return all(field.equal for field in fields(one, claims))


def _most_particular(fitting: Sequence[PlannedPublisher]) -> tuple[PlannedPublisher, ...]:
    """A registry takes the publisher that names the run's environment before one that takes any."""
    named = tuple(one for one in fitting if _environment(one.publisher.identity))
    return named or tuple(fitting)


def _nearest(
    publishers: Sequence[PlannedPublisher], claims: Mapping[str, str]
) -> tuple[PlannedPublisher, ...]:
    """Those of the publisher that differs in the fewest fields; the first of equals."""
    groups: dict[Identity, list[PlannedPublisher]] = {}
    for one in publishers:
        groups.setdefault(one.publisher.identity, []).append(one)
    if not groups:
        return ()
    nearest = min(groups.values(), key=lambda group: _differing(group[0], claims))
    return tuple(nearest)


def _differing(one: PlannedPublisher, claims: Mapping[str, str]) -> int:
    found = fields(one, claims)
    return sum(not field.equal for field in found) + (len(one.form.fields) if len(found) == 1 else 0)


def _why(one: PlannedPublisher, claims: Mapping[str, str]) -> str:
    differing = [field for field in fields(one, claims) if not field.equal]
    if not differing:
        return "its publisher names no environment, and the one that names this run's comes first"
    return ", ".join(f"{field.label} {field.planned or '(none)'}" for field in differing)


def _environment(identity: Identity) -> str:
    return identity.environment if isinstance(identity, GitHubActions | GitLabCI) else ""


def _packages(plan: Plan) -> tuple[str, ...]:
    kind = plan.registry.ecosystem
    return tuple(one.package.name for one in plan.packages if one.package.ecosystem is kind)
