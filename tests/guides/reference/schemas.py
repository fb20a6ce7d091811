"""The JSON forms: what each schema that ships says of every property, and how to check a value against it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jsonschema import Draft202012Validator

from source_tree import SRC

FORMS = ("plan", "findings", "diagnosis", "exchange", "rehearsal")
MANY = 9
Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its path (`packages[].name`), the types it may have, and its meaning."""

    path: str
    types: str
    meaning: str


def table_of(value: object) -> dict[str, object]:
    """An object of JSON."""
    assert isinstance(value, dict)
    return {str(key): one for key, one in value.items()}


@lru_cache
def _text(form: str) -> str:
    (found,) = SRC.rglob(f"{form}.schema.json")
    return found.read_text(encoding="utf-8")


def schema_of(form: str) -> dict[str, object]:
    """The schema of one form, as it ships."""
    loaded: object = json.loads(_text(form))
    return table_of(loaded)


def errors(form: str, value: object) -> list[str]:
    """What is wrong with a value of this form; empty when it is as the schema says."""
    checks = Draft202012Validator(_whole(schema_of(form)))
    return [f"{error.json_path}: {error.message}" for error in checks.iter_errors(value)]


def _whole(node: Table) -> dict[str, object]:
    """A schema with the other form that it refers to in that one's place."""
    other = str(node.get("$ref", "")).removesuffix(".schema.json")
    if other in FORMS:
        return schema_of(other)
    return {name: _whole(table_of(one)) if isinstance(one, dict) else one for name, one in node.items()}


def properties(form: str) -> Sequence[Property]:
    """Every property of a form, outer before inner, in the order of its schema."""
    root = schema_of(form)
    return tuple(_below(root, root, ""))


def objects(node: object) -> Iterator[Table]:
    """Every schema inside a schema that lists properties."""
    if isinstance(node, dict):
        if "properties" in node and "type" in node:
            yield table_of(node)
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


def _below(root: Table, node: Table, path: str) -> Iterator[Property]:
    for name, value in table_of(node.get("properties", {})).items():
        inner = _resolved(root, table_of(value))
        here = f"{path}.{name}" if path else name
        yield Property(here, _types(inner), str(inner.get("description", "")))
        yield from _below(root, inner, here)
        if "items" in inner:
            yield from _below(root, _resolved(root, table_of(inner["items"])), f"{here}[]")


def _resolved(root: Table, node: Table) -> Table:
    """A node with what it refers to in this schema; another form is not looked into."""
    reference = str(node.get("$ref", ""))
    if not reference:
        return node
    if not reference.startswith("#/$defs/"):
        return {"type": "object", **node}
    known = table_of(table_of(root["$defs"])[reference.removeprefix("#/$defs/")])
    return {**known, **node}


def _types(node: Table) -> str:
    """The types or values in words; a long list of values is only counted."""
    if "const" in node:
        return _value(node["const"])
    if "enum" in node:
        values = node["enum"]
        assert isinstance(values, list)
        return ", ".join(map(_value, values)) if len(values) < MANY else f"string, one of {len(values)}"
    types = node.get("type")
    names = [str(one) for one in types] if isinstance(types, list) else [str(types)]
    return " or ".join(f"array of {_kind(node)}s" if name == "array" else name for name in names)


def _kind(node: Table) -> str:
    return str(table_of(node["items"]).get("type"))


def _value(value: object) -> str:
    return f"`{json.dumps(value)}`"
