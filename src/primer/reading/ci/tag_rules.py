"""The tags that the rules of a job on GitLab let in, as patterns."""

from collections.abc import Iterable

from primer.core.regex import regex

_OF = r"\$CI_COMMIT_TAG\s*=~\s*/\^"
_DIGIT = r"v(?:\[0-9\]|\\d)"
_ALL = regex(rf"{_OF}{_DIGIT}")
_NAMED = regex(rf"{_OF}\(?(?P<names>[^()\[\]/]+)\)?-{_DIGIT}")


def ruled_tags(conditions: Iterable[str]) -> tuple[str, ...]:
    """`v*` and `name-v*`, for the conditions that are written so; any other says nothing."""
    found: list[str] = []
    for condition in conditions:
        found += ["v*"] if _ALL.search(condition) else []
        for named in _NAMED.finditer(condition):
            found += [f"{name.replace(chr(92), '')}-v*" for name in named["names"].split("|")]
    return tuple(dict.fromkeys(found))
