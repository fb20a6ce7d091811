"""Where the texts of a JSON document stand, which no JSON parser of the standard library tells."""

import json
import re
from collections.abc import Mapping

from primer.core.regex import regex
from primer.core.value import frozen

_WORD = regex(r'"(?:\\.|[^"\\])*"|[{}\[\],:]|[^\s"{}\[\],:]+', re.DOTALL)

Key = tuple[str | int, ...]


@frozen
class JsonText:
    """One text value: what it says, its line from 1, and its characters there, without the quotes."""

    value: str
    line: int
    start: int
    end: int


def json_texts(text: str, deepest: int = 4) -> Mapping[Key, JsonText]:
    """Every text value of a document by its path, down to a depth; a later member of one name wins.

    What is no JSON has none.
    """
    scan = _Scan(deepest)
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return {}
    for match in _WORD.finditer(text):
        scan.take(match, text)
    return scan.found


class _Scan:
    """A walk over words that keeps the path to where it is; no recursion, so that depth cannot hurt."""

    def __init__(self, deepest: int) -> None:
        self.found: dict[Key, JsonText] = {}
        self._deepest = deepest
        self._path: list[str | int] = []
        self._is_key = False
        self._line = 1
        self._upto = 0

    def take(self, match: re.Match[str], text: str) -> None:
        """Moves along by one word."""
        word = match.group()
        if word == "{":
            self._path.append("")
            self._is_key = True
        elif word == "[":
            self._path.append(0)
            self._is_key = False
        elif word in "}]":
            self._path.pop()
            self._is_key = False
        elif word == ",":
            self._next()
        elif word == ":":
            self._is_key = False
        elif word.startswith('"'):
            self._text(match, text)

    def _next(self) -> None:
        here = self._path[-1]
        if isinstance(here, int):
            self._path[-1] = here + 1
        else:
            self._is_key = True

    def _text(self, match: re.Match[str], text: str) -> None:
        if self._is_key:
            self._path[-1] = _decoded(match.group())
        elif len(self._path) <= self._deepest:
            self._line += text.count("\n", self._upto, match.start())
            self._upto = match.start()
            value = _decoded(match.group())
            self.found[tuple(self._path)] = JsonText(value, self._line, match.start() + 1, match.end() - 1)


def _decoded(word: str) -> str:
    value: object = json.loads(word, strict=False) if "\\" in word else word[1:-1]
    return value if isinstance(value, str) else ""
