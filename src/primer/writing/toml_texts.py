"""Texts inside a TOML file replaced, everything else byte for byte as it was; imports tomlkit to do it."""

import copy
import tomllib
from collections.abc import Mapping, MutableMapping, MutableSequence

from primer.reading.texts.lines import find_lines
from primer.reading.versions.spot import Key


class NotWritable(ValueError):
    """The texts cannot be replaced without touching anything else."""


def with_texts(text: str, values: Mapping[Key, str]) -> str:
    """The file with new texts in the places of old ones, by their keys; raises NotWritable."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        for key, value in values.items():
            _replace(document, key, value)
        written = tomlkit.dumps(document)
        if _means(written, text, values) and _elsewhere(written, text, values):
            return written
    except (TOMLKitError, tomllib.TOMLDecodeError, TypeError, KeyError, IndexError):
        pass
    raise NotWritable


def _replace(document: object, key: Key, value: str) -> None:
    around, last = _at(document, key[:-1]), key[-1]
    match around:
        case MutableMapping():
            around[last] = _like(around[last], value)
        case MutableSequence() if isinstance(last, int):
            around[last] = _like(around[last], value)


def _at(value: object, key: Key) -> object:
    for part in key:
        match value:
            case MutableMapping():
                value = value[part]
            case MutableSequence() if isinstance(part, int):
                value = value[part]
            case _:
                raise TypeError(key)
    return value


def _like(before: object, value: str) -> object:
    """The value between the quotes that were there."""
    import tomlkit
    from tomlkit.items import String

    raw = before.as_string() if isinstance(before, String) else '"'
    return tomlkit.string(value, literal=raw.startswith("'"))


def _means(written: str, before: str, values: Mapping[Key, str]) -> bool:
    expected = copy.deepcopy(tomllib.loads(before))
    for key, value in values.items():
        around, last = _at(expected, key[:-1]), key[-1]
        if isinstance(around, dict):
            around[str(last)] = value
        elif isinstance(around, list) and isinstance(last, int):
            around[last] = value
    return tomllib.loads(written) == expected


def _elsewhere(written: str, before: str, values: Mapping[Key, str]) -> bool:
    """Whether every line that holds none of the keys is the same."""
    found = find_lines(before)
    own = {found.line(*key) for key in values}
    old, new = before.split("\n"), written.split("\n")
    same = all(
        one == other for at, (one, other) in enumerate(zip(old, new, strict=False), 1) if at not in own
    )
    return len(old) == len(new) and same
