"""Google Cloud: the values PyPI's form for a service account takes.

Source of the rules: warehouse, `oidc/forms/google.py`.
"""

from primer.core.publisher import Google
from primer.core.regex import regex
from primer.providers.refused import Refused, required, unless

_EMAIL = regex(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_SUBJECT = regex(r"\d*")


def refusal(identity: Google) -> Refused | None:
    """The first attribute that the form does not take, and why."""
    return (
        required("email", identity.email)
        or unless(_EMAIL.fullmatch(identity.email), "email", "is no e-mail address")
        or unless(_SUBJECT.fullmatch(identity.sub), "sub", "is no number, as Google's subjects are")
    )
