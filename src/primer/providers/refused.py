"""Why an attribute of an identity cannot be what it is; what every provider's rules answer."""

from primer.core.value import frozen


@frozen
class Refused:
    """The attribute (as `[tool.primer.publisher]` names it) and, after its value, why not."""

    attribute: str
    why: str


def unless(fits: object, attribute: str, why: str) -> Refused | None:
    """Refused where the value does not fit."""
    return None if fits else Refused(attribute, why)


def required(attribute: str, value: str) -> Refused | None:
    """Refused where nothing is there."""
    return unless(value.strip(), attribute, "is empty, and it is needed")
