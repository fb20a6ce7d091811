"""Where every value of a JSON document stands, objects and arrays too, so that members can be put in.

The texts alone, decoded, are in `json_members`.
"""

import json
import re
from collections.abc import Mapping

from primer.core.regex import regex
from primer.core.value import frozen, mutable

_WORD = regex(r'"(?:\\.|[^"\\])*"|[{}\[\],:]|[^\s"{}\[\],:]+', re.DOTALL)

Key = tuple[str | int, ...]


@frozen
class JsonValue:
    """A value's characters from `start` up to `end`, quotes and brackets included.

    `key` is where its key begins, the value itself for an element; `last` is the path of the last one in an
    object or array, None where it is empty.
    """

    key: int
    start: int
    end: int
    last: Key | None = None

    def line(self, text: str) -> int:
        """The line of its key in the document, from 1."""
        return text.count("\n", 0, self.key) + 1


def json_values(text: str, deepest: int = 2) -> Mapping[Key, JsonValue]:
    """Every value of a document by its path, down to a depth; of members of one name the last one counts.

    What is no JSON has none.
    """
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return {}
    scan = _Scan(deepest)
    for match in _WORD.finditer(text):
        scan.take(match)
    return scan.found


@mutable
class _Open:
    """An object or array that is not closed yet."""

    path: Key
    key: int
    start: int
    member: str | int
    key_at: int | None = None
    last: Key | None = None


class _Scan:
    """A walk over words that keeps what is open; no recursion, so that depth cannot hurt."""

    def __init__(self, deepest: int) -> None:
        self.found: dict[Key, JsonValue] = {}
        self._deepest = deepest
        self._open: list[_Open] = []

    def take(self, match: re.Match[str]) -> None:
        """Moves along by one word."""
        word, around = match.group(), self._open[-1] if self._open else None
        if word in "{[":
            self._begin(match.start(), "" if word == "{" else 0)
        elif word in "}]":
            self._end(match.end())
        elif word == ",":
            self._next()
        elif around is not None and isinstance(around.member, str) and around.key_at is None:
            around.member, around.key_at = _decoded(word), match.start()
        elif word != ":":
            start, end = match.span()
            self._put(self._path(), JsonValue(self._key_at(start), start, end))

    def _begin(self, start: int, member: str | int) -> None:
        path, key = self._path(), self._key_at(start)
        if path in self.found:
            self.found = {one: value for one, value in self.found.items() if one[: len(path)] != path}
        self._open.append(_Open(path, key, start, member))

    def _end(self, end: int) -> None:
        closed = self._open.pop()
        self._put(closed.path, JsonValue(closed.key, closed.start, end, closed.last))

    def _next(self) -> None:
        around = self._open[-1]
        if isinstance(around.member, int):
            around.member += 1
        around.key_at = None

    def _put(self, path: Key, value: JsonValue) -> None:
        if len(path) <= self._deepest:
            self.found[path] = value
        if self._open:
            self._open[-1].last = path

    def _path(self) -> Key:
        return (*self._open[-1].path, self._open[-1].member) if self._open else ()

    def _key_at(self, start: int) -> int:
        key = self._open[-1].key_at if self._open else None
        return start if key is None else key


def _decoded(word: str) -> str:
    value: object = json.loads(word, strict=False) if "\\" in word else word[1:-1]
    return value if isinstance(value, str) else ""
