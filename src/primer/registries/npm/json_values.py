"""Values of an npm registry's JSON: parsed, and narrowed to what is expected."""

import json
from collections.abc import Mapping

from primer.core.call import Json

Table = Mapping[str, object]


def parsed(text: str) -> object:
    """The value of a JSON text; None for what is no JSON."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def table(value: object) -> Table:
    """An object; empty for anything else."""
    return {str(key): element for key, element in value.items()} if isinstance(value, dict) else {}


def text(value: object) -> str:
    """A text; empty for anything else."""
    return value if isinstance(value, str) else ""


def as_json(value: object) -> Json:
    """A parsed value as what a call can send; what is no JSON becomes its text."""
    match value:
        case None | str() | bool() | int() | float():
            return value
        case list():
            return [as_json(element) for element in value]
        case dict():
            return {str(key): as_json(element) for key, element in value.items()}
        case _:
            return str(value)
