"""Expressions of CI files: what stands in the file is put in, what only a run knows stays as it is."""

import posixpath
import re
from collections.abc import Mapping

from primer.core.regex import regex
from primer.core.workflow import Unresolved

_EXPRESSION = regex(r"\$\{\{(.*?)\}\}", re.DOTALL)
_INDEX = regex(r"""\[\s*(['"])(.*?)\1\s*\]""")
_LITERAL = regex(r"'((?:[^']|'')*)'")
_VARIABLE = regex(r"\$(?:\{(?:env:)?(\w+)\}|env:(\w+)|(\w+))")
_SECRET = regex(r"\bsecrets\s*[.\[]")
_MADE_BY_THE_RUN = regex(r"\$\(|`|\b(?:steps|needs)\s*\.")
_PASSES = 4


def substituted(text: str, known: Mapping[str, str]) -> str:
    """The text with every expression put in that `known` names (`matrix.package`, `env.DIST`, lower case)."""
    for _ in range(_PASSES):
        changed = _EXPRESSION.sub(lambda match: _value(match, known), text)
        if changed == text:
            break
        text = changed
    return text


def _value(match: re.Match[str], known: Mapping[str, str]) -> str:
    inner = match.group(1).strip()
    if literal := _LITERAL.fullmatch(inner):
        return literal.group(1).replace("''", "'")
    key = _INDEX.sub(r".\2", inner).replace(" ", "").lower()
    return known.get(key, match.group(0))


def expanded(text: str, variables: Mapping[str, str]) -> str:
    """The text with every shell variable put in that has a value in the file."""
    for _ in range(_PASSES):
        changed = _VARIABLE.sub(lambda match: _variable(match, variables), text)
        if changed == text or len(changed) > 10_000:
            break
        text = changed
    return text


def _variable(match: re.Match[str], variables: Mapping[str, str]) -> str:
    name = match.group(1) or match.group(2) or match.group(3)
    return variables.get(name, match.group(0))


def is_open(text: str) -> bool:
    """Whether only a run knows what this text will be."""
    return "$" in text or "`" in text


def settled(text: str) -> str | Unresolved:
    """The text where nothing in it is open."""
    return Unresolved(text) if is_open(text) else text


def is_stored(secret: str) -> bool:
    """Whether a credential comes from the place where CI keeps secrets."""
    return bool(_SECRET.search(secret))


def is_made_by_the_run(secret: str) -> bool:
    """Whether a credential is the answer of a command or of an earlier step, as a minted token is."""
    return not is_stored(secret) and bool(_MADE_BY_THE_RUN.search(secret))


def folder(base: str, path: str) -> str:
    """A path below a working folder, tidied; `.` where both say nothing."""
    return posixpath.normpath(posixpath.join(base, path.replace("\\", "/").strip() or "."))
