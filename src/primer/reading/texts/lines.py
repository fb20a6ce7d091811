"""The lines on which TOML values stand, which no TOML parser of the standard library tells.

It reads texts that `tomllib` has accepted; what it cannot follow is left without a line, never guessed.
"""

import re
from collections.abc import Mapping

from primer.core.regex import regex
from primer.core.value import frozen

Key = tuple[str | int, ...]

_WORD = regex(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{},=.\n]"
    r"""|[^\s"'#\[\]{},=.]+""",
    re.DOTALL,
)
_ESCAPES = regex(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_LETTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


@frozen
class Lines:
    """Where keys stand: `of` maps a key's path (array positions as numbers, from 0) to its line, from 1.

    `headers` are the table headers in their order, with their lines.
    """

    of: Mapping[Key, int]
    headers: tuple[tuple[Key, int], ...] = ()

    def line(self, *key: str | int) -> int | None:
        """The line of a key, or of the nearest table around it that has one."""
        while key:
            if key in self.of:
                return self.of[key]
            key = key[:-1]
        return None


def find_lines(text: str) -> Lines:
    """The lines of every key, table and array element of a TOML text."""
    scan = _Scan(text)
    try:
        scan.statements()
    except (IndexError, RecursionError):
        # Only a text that tomllib refuses ends in the middle of a value.
        return Lines(scan.found, tuple(scan.headers))
    return Lines(scan.found, tuple(scan.headers))


class _Scan:
    def __init__(self, text: str) -> None:
        self.words = _words(text)
        self.at = 0
        self.found: dict[Key, int] = {}
        self.headers: list[tuple[Key, int]] = []
        self.counts: dict[Key, int] = {}
        self.prefix: Key = ()

    def statements(self) -> None:
        while self.at < len(self.words):
            word, _ = self.words[self.at]
            if word == "\n" or word.startswith("#"):
                self.at += 1
            elif word == "[":
                self.header()
            else:
                self.pair(self.prefix)

    def header(self) -> None:
        line = self.words[self.at][1]
        several = self.words[self.at + 1][0] == "["
        self.at += 2 if several else 1
        path = self.inside(self.dotted())
        self.at += 2 if several else 1
        if several:
            self.counts[path] = self.counts.get(path, 0) + 1
            path = (*path, self.counts[path] - 1)
        self.prefix = path
        self.headers.append((path, line))
        for length in range(1, len(path) + 1):
            self.note(path[:length], line)

    def inside(self, path: Key) -> Key:
        """The path with the position of the latest element behind every array of tables but the last."""
        resolved: Key = ()
        for number, part in enumerate(path):
            resolved = (*resolved, part)
            if resolved in self.counts and number < len(path) - 1:
                resolved = (*resolved, self.counts[resolved] - 1)
        return resolved

    def dotted(self) -> Key:
        parts = [_name(self.words[self.at][0])]
        self.at += 1
        while self.words[self.at][0] == ".":
            parts.append(_name(self.words[self.at + 1][0]))
            self.at += 2
        return tuple(parts)

    def pair(self, prefix: Key) -> None:
        line = self.words[self.at][1]
        path = (*prefix, *self.dotted())
        for length in range(len(prefix) + 1, len(path) + 1):
            self.note(path[:length], line)
        self.at += 1
        self.value(path)

    def value(self, path: Key) -> None:
        word, _ = self.words[self.at]
        if word == "[":
            self.array(path)
        elif word == "{":
            self.inline(path)
        else:
            self.at += 1
            while self.at < len(self.words) and self.words[self.at][0] not in ("\n", ",", "]", "}"):
                self.at += 1

    def array(self, path: Key) -> None:
        self.at += 1
        number = 0
        while (word := self.words[self.at])[0] != "]":
            if word[0] in ("\n", ",") or word[0].startswith("#"):
                self.at += 1
                continue
            self.note((*path, number), word[1])
            self.value((*path, number))
            number += 1
        self.at += 1

    def inline(self, path: Key) -> None:
        self.at += 1
        while (word := self.words[self.at][0]) != "}":
            if word in ("\n", ",") or word.startswith("#"):
                self.at += 1
            else:
                self.pair(path)
        self.at += 1

    def note(self, path: Key, line: int) -> None:
        self.found.setdefault(path, line)


def _words(text: str) -> list[tuple[str, int]]:
    """Every word with the line that it begins on; an end of a line is one too, or within a text."""
    words: list[tuple[str, int]] = []
    line = 1
    for word in _WORD.findall(text):
        words.append((word, line))
        line += word.count("\n")
    return words


def _name(word: str) -> str:
    if word.startswith("'"):
        return word[1:-1]
    return _ESCAPES.sub(_unescaped, word[1:-1]) if word.startswith('"') else word


def _unescaped(match: re.Match[str]) -> str:
    code = match.group(1)
    if len(code) > 1:
        number = int(code[1:], 16)
        return chr(number) if number < 0x110000 else "\ufffd"
    return _LETTERS.get(code, code)
