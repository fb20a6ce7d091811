"""The tag that starts the next release: of the usual forms, the one that the workflow listens to."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from primer.core.regex import regex

_BETWEEN = ("-v", "@", "/v", "_v", "@v", "/", "-", "_")
_PART = regex(r"\*\*|[*?+]|\[[^\]]*\]|\\.|.", re.DOTALL)
_TRIED = "1.2.3"


def next_tag(name: str, version: str, patterns: Sequence[str]) -> str:
    """The tag for this version of a package; `v1.2.3` where the patterns say nothing, or take no usual form.

    `patterns` are those of GitHub's `on: push: tags`, all of them in their order. A version that begins with
    no digit stands for one that is not known yet.
    """
    tried = version if version[:1].isdigit() else _TRIED
    fitting = (form for form in _forms(name) if starts(form.format(tried), patterns))
    return next(fitting, "v{}").format(version)


def starts(tag: str, patterns: Iterable[str]) -> bool:
    """Whether the patterns take a tag; one with `!` takes back what those before it took."""
    taken = False
    for pattern in patterns:
        if _matches(tag, pattern.removeprefix("!")):
            taken = not pattern.startswith("!")
    return taken


def _forms(name: str) -> Iterator[str]:
    yield from ("v{}", "{}")
    bare = name.rpartition("/")[2]
    for own in dict.fromkeys((bare, name, bare.replace("-", "_"))):
        yield from (f"{own}{between}{{}}" for between in _BETWEEN)


def _matches(tag: str, pattern: str) -> bool:
    compiled = _compiled(pattern)
    return compiled is not None and compiled.fullmatch(tag) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """The same few for every package; None for one that GitHub could not read either."""
    try:
        return re.compile("".join(_regex(part) for part in _PART.findall(pattern)))
    except re.error:
        return None


def _regex(part: str) -> str:
    """`+` and `?` are about what stands before them, as GitHub reads them."""
    fixed = {"**": ".*", "*": "[^/]*", "?": "?", "+": "+"}
    if part in fixed:
        return fixed[part]
    if len(part) > 1 and part.startswith("["):
        return part
    return re.escape(part.removeprefix("\\") if len(part) > 1 else part)
