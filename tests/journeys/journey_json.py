"""Reading what primer prints as JSON: checked against the schema it ships, and narrowed step by step."""

import json
from collections.abc import Mapping, Sequence

import jsonschema

from primer.terminal.schemas import schema

Row = Mapping[str, object]


def parsed(text: str) -> Row:
    """A text that is one JSON object."""
    value: object = json.loads(text)
    return as_row(value)


def checked_plan(value: object) -> Row:
    """A plan that is as the shipped schema says."""
    plan = as_row(value)
    known: object = json.loads(schema("plan"))
    jsonschema.validate(plan, dict(as_row(known)))
    return plan


def as_row(value: object) -> Row:
    """An object of JSON."""
    assert isinstance(value, dict)
    return {str(key): one for key, one in value.items()}


def rows(value: object) -> Sequence[Row]:
    """A list of objects of JSON."""
    assert isinstance(value, list)
    return [as_row(one) for one in value]


def verdicts(plan: Row) -> dict[str, str]:
    """Each fact's verdict, with the grade of its evidence where it is done."""
    found = {}
    for fact in rows(plan["facts"]):
        evidence = fact["evidence"]
        grade = f" {as_row(evidence)['grade']}" if evidence else ""
        found[str(fact["id"])] = f"{fact['verdict']}{grade}"
    return found


def references(plan: Row) -> list[str]:
    """The references of the plan's problems."""
    return [str(one["reference"]) for one in rows(plan["problems"])]
