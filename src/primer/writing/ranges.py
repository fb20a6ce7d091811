"""The range in which one package needs another, moved to a new version in the style it is written in."""

from primer.core.regex import regex
from primer.reading.packages.internal_needs import Need, range_of
from primer.reading.packages.poetry import specifier
from primer.reading.versions.numbers import Number

_PIN = regex(r"(?P<sign>===?\s*)(?P<version>[^\s,;)]+)")
_POETRY_PIN = regex(r"(?P<sign>(?:==?=?)?\s*)v?(?P<version>\d[\w.!+*-]*)")
_NPM = regex(
    r"(?P<sign>(?:workspace:(?:@?[^@]+@)?|npm:@?[^@]+@)?[=v^~]*)"
    r"(?P<version>\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)"
)
_FREE = regex(r"|\*|x|latest|(?:workspace:[*^~])|(?:file|link|portal|git|github|https?)[:+].*")


def moved(need: Need, number: Number) -> str:
    """All that is written of a requirement, with its pin at the new version; the same where it has none."""
    text = need.spot.text
    if need.spot.file.endswith(".json"):
        found = _NPM.fullmatch(text)
        return found["sign"] + (number.javascript or "") if found else text
    if _is_poetry(need):
        found = _POETRY_PIN.fullmatch(text)
        return found["sign"] + _version(found["version"], number.python) if found else text
    wanted = range_of(text)
    if "==" not in wanted:
        return text
    at = text.index(wanted)
    pinned = _PIN.sub(lambda one: one["sign"] + _version(one["version"], number.python), wanted, count=1)
    return text[:at] + pinned + text[at + len(wanted) :]


def allows(need: Need, text: str, number: Number) -> bool | None:
    """Whether what is written of a requirement allows the new version; None where that cannot be told."""
    if need.spot.file.endswith(".json"):
        return True if _FREE.fullmatch(text) or _NPM.fullmatch(text) else None
    return _python_allows(_specifiers(text) if _is_poetry(need) else range_of(text), number.python)


def _python_allows(wanted: str, version: str) -> bool | None:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        return SpecifierSet(wanted).contains(version, prereleases=True)
    except InvalidSpecifier:
        return None


def _specifiers(text: str) -> str:
    parts = [part.strip() for part in text.split(",") if part.strip() not in ("", "*")]
    return ",".join(specifier(part) for part in parts)


def _is_poetry(need: Need) -> bool:
    return need.spot.key[:2] == ("tool", "poetry")


def _version(before: str, version: str) -> str:
    """`0.2.*` stays a pin of two numbers."""
    if not before.endswith(".*"):
        return version
    from packaging.version import Version

    length = before.count(".")
    return ".".join(str(part) for part in (*Version(version).release, 0, 0, 0)[:length]) + ".*"
