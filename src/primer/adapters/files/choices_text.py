"""Choices written into TOML: what is not theirs stays byte for byte; imported only to write."""

import re
import tomllib
from collections.abc import Mapping, MutableMapping

import tomlkit
from tomlkit.exceptions import TOMLKitError

from primer.core.problem import Problem, Stop, YourInput
from primer.core.regex import regex
from primer.core.source import Source
from primer.reading.texts.lines import find_lines

Values = Mapping[str, object]

_LINE = regex(r"[^\n]*\n|[^\n]+")


def with_values(file: str, text: str, values: Values, under: tuple[str, ...]) -> str:
    """The text of a TOML file with values under a key: texts, lists of texts, tables of them.

    `under` is `("tool", "primer")`, or `()` where the file is nothing but choices. Raises Stop when they
    cannot be changed there without touching anything else.
    """
    newline = "\r\n" if "\r\n" in text and "\n" not in text.replace("\r\n", "") else "\n"
    begin, end = _span(text, under)
    try:
        part = _edited(text[begin:end], values, under)
        written = (
            text[:begin] + _gap(text[:begin], begin == end, newline) + _ended(part, newline) + text[end:]
        )
        if _others(written, under) == _others(text, under):
            return written
    except (TOMLKitError, tomllib.TOMLDecodeError, TypeError, KeyError):
        pass
    raise Stop(_not_writable(file, text, values, under))


def _span(text: str, under: tuple[str, ...]) -> tuple[int, int]:
    """The offsets of what has to be edited: the tables under the key, or the end, or everything."""
    found = find_lines(text)
    own = [number for number, (key, _) in enumerate(found.headers) if under and key[: len(under)] == under]
    if not own:
        is_elsewhere = not under or under in found.of
        return (0 if is_elsewhere else len(text)), len(text)
    if own[-1] - own[0] >= len(own):
        return 0, len(text)
    lines = _LINE.findall(text)
    first = found.headers[own[0]][1] - 1
    last = found.headers[own[-1] + 1][1] - 1 if own[-1] + 1 < len(found.headers) else len(lines)
    # Comments right before the next table belong to that one.
    while not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#"):
        last -= 1
    return len("".join(lines[:first])), len("".join(lines[:last]))


def _edited(text: str, values: Values, under: tuple[str, ...]) -> str:
    document = tomlkit.parse(text)
    table: MutableMapping[str, object] = document
    for name in under[:-1]:
        table = _table(table, name, is_super=True)
    for name in under[-1:]:
        table = _table(table, name)
    _fill(table, values)
    return tomlkit.dumps(document)


def _fill(table: MutableMapping[str, object], values: Values) -> None:
    for name, value in values.items():
        if isinstance(value, Mapping):
            only_tables = all(isinstance(inside, Mapping) for inside in value.values())
            _fill(_table(table, name, is_super=only_tables), value)
        elif table.get(name) != value:
            table[name] = value


def _table(
    table: MutableMapping[str, object], name: str, *, is_super: bool = False
) -> MutableMapping[str, object]:
    if name not in table:
        table[name] = tomlkit.table(is_super)
    inside = table[name]
    if not isinstance(inside, MutableMapping):
        raise TypeError(name)
    return inside


def _gap(before: str, is_new: bool, newline: str) -> str:
    """What stands between the file's last line and a new table."""
    if not is_new or not before:
        return ""
    return newline if before.endswith("\n") else newline * 2


def _ended(part: str, newline: str) -> str:
    return re.sub(r"(?<!\r)\n", "\r\n", part) if newline == "\r\n" else part


def _others(text: str, under: tuple[str, ...]) -> tuple[object, list[str]]:
    """All that is in a file besides the choices: its values, and its lines outside their tables."""
    data = tomllib.loads(text)
    if not under:
        return {}, []
    inside: object = data
    for name in under[:-1]:
        inside = inside.setdefault(name, {}) if isinstance(inside, dict) else {}
    if isinstance(inside, dict):
        inside.pop(under[-1], None)
    starts = {line: key[: len(under)] == under for key, line in find_lines(text).headers}
    is_own, lines = False, []
    for number, line in enumerate(_LINE.findall(text), start=1):
        is_own = starts.get(number, is_own)
        if not is_own and line.strip():
            lines.append(line.rstrip("\r\n"))
    return data, lines


def _not_writable(file: str, text: str, values: Values, under: tuple[str, ...]) -> Problem:
    wanted = _edited("", values, under)
    return YourInput(
        "choices-not-writable",
        f"the choices in {file} stand where primer cannot change them and leave the rest as it is",
        "write these lines yourself",
        context=tuple(line for line in wanted.splitlines() if line),
        source=Source(file, find_lines(text).line(*under)),
    )
