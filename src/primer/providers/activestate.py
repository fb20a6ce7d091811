"""ActiveState: the values PyPI's form for it takes; its releases carry no attestations.

Source of the rules: warehouse, `oidc/forms/activestate.py`.
"""

import re

from primer.core.publisher import ActiveState
from primer.core.regex import regex
from primer.providers.refused import Refused, required, unless

_NAME = regex(r"[a-zA-Z0-9-_.]+", re.ASCII)


def refusal(identity: ActiveState) -> Refused | None:
    """The first attribute that the form does not take, and why."""
    return (
        _name_refusal("organization", identity.organization)
        or _name_refusal("project", identity.project)
        or required("actor", identity.actor)
    )


def _name_refusal(attribute: str, value: str) -> Refused | None:
    return required(attribute, value) or unless(
        _NAME.fullmatch(value), attribute, "is no name that ActiveState gives"
    )
