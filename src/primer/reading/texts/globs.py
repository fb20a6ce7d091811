"""Globs of folders, as workspaces and choices write them: `*` stays within one name, `**` does not."""

import re
from collections.abc import Iterable
from functools import lru_cache
from posixpath import normpath

from primer.core.regex import regex
from primer.core.value import frozen

_PART = regex(r"\*\*/|\*\*|\*|\?|\[[!^]?\]?[^\]]*\]|\{[^{}]*\}|.", re.DOTALL)

_MAGIC = regex(r"[*?\[{]")


def matches(folder: str, globs: Iterable[str]) -> bool:
    """Whether one of the globs means a folder (`.` for the root); `./` and a final `/` do not count."""
    return _matcher(tuple(globs)).means(_plain(folder))


def covers(folder: str, globs: Iterable[str]) -> bool:
    """Whether one of the globs means a folder or one around it."""
    matcher = _matcher(tuple(globs))
    return any(matcher.means(around) for around in with_parents(folder))


def with_parents(folder: str) -> tuple[str, ...]:
    """A folder and those around it, outermost first."""
    parts = _plain(folder).split("/")
    return tuple("/".join(parts[:length]) for length in range(1, len(parts) + 1))


def below(root: str, glob: str) -> str:
    """A glob written relative to a folder, made relative to the repository."""
    return _plain(glob if root == "." else f"{root}/{glob}")


def _plain(path: str) -> str:
    return normpath(path.replace("\\", "/").strip() or ".")


@frozen
class _Matcher:
    literal: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def means(self, folder: str) -> bool:
        return folder in self.literal or any(pattern.fullmatch(folder) for pattern in self.patterns)


# A thousand members listed one by one are asked about for each of a thousand folders.
@lru_cache(maxsize=4096)
def _matcher(globs: tuple[str, ...]) -> _Matcher:
    plain = [_plain(glob) for glob in globs]
    literal = frozenset(glob for glob in plain if not _MAGIC.search(glob))
    return _Matcher(literal, tuple(_compiled(glob) for glob in plain if glob not in literal))


def _compiled(glob: str) -> re.Pattern[str]:
    try:
        return re.compile("".join(_regex(match.group()) for match in _PART.finditer(glob)), re.DOTALL)
    except re.error:
        return re.compile(re.escape(glob))


def _regex(part: str) -> str:
    fixed = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if part in fixed:
        return fixed[part]
    if len(part) > 1 and part.startswith("["):
        inner = part[1:-1].replace("\\", r"\\").replace("[", r"\[")
        return f"[^{inner[1:]}]" if inner.startswith(("!", "^")) else f"[{inner}]"
    if len(part) > 1:
        return "(?:" + "|".join(_alternative(word) for word in part[1:-1].split(",")) + ")"
    return re.escape(part)


def _alternative(word: str) -> str:
    return "".join(_regex(match.group()) for match in _PART.finditer(word))
