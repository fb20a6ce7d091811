"""What the person said of a publisher: a word is good for the very values it was said about."""

from primer.core.memory import Declared
from primer.core.publisher import Form
from primer.facts.target import Target
from primer.ports.eyes import Eyes

NAME = "publisher-registered"


def values_of(form: Form) -> dict[str, str]:
    """The values that a declaration is about."""
    return {"provider": form.provider} | {field.key: field.value for field in form.fields}


def registration(target: Target, eyes: Eyes) -> Declared | None:
    """The person's newest word that the publisher is registered, if it was about the values of today."""
    declared = eyes.memory().declared(str(target.fact(NAME)))
    if declared is None or not isinstance(target.form, Form):
        return None
    return declared if dict(declared.values) == values_of(target.form) else None
