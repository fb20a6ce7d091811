"""A request to a registry's interface as a value; who carries it out adds the credential."""

from collections.abc import Mapping, Sequence

from primer.core.value import field, frozen

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

TOKEN = "{token}"  # noqa: S105 - the place, not the thing
"""Stands in a path for the leased token, which the value itself never holds."""


@frozen
class Call:
    """One request: `path` begins with a slash below the registry's own address; `body` is sent as JSON.

    `signed` is whether the leased token goes with it; header names are lower-case.
    """

    method: str
    path: str
    body: Json = None
    headers: Mapping[str, str] = field(default_factory=dict)
    signed: bool = True


@frozen
class Handover:
    """A page where a person approves something, and the address that hands over what came of it.

    Both were checked: the page is on the registry's web host, the address on the registry's own. Whoever has
    the address gets what it hands over, so it is shown nowhere.
    """

    page: str
    address: str = field(repr=False)
