"""Versions as both worlds write them: PEP 440 for Python, semver for JavaScript; compared and mapped."""

from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.value import frozen
from primer.registries.version_order import plain_numbers

SEMVER = regex(
    r"(?P<release>(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))"
    r"(?:-(?P<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+(?P<build>[0-9A-Za-z.-]+))?"
)
_PHASES = {"a": "alpha", "b": "beta", "rc": "rc"}
_LONGEST = 100


@frozen
class Number:
    """One version as PEP 440 writes it and as semver does; `javascript` is None where that cannot say it."""

    python: str
    javascript: str | None

    def of(self, ecosystem: Ecosystem) -> str:
        """What the manifests of one world say."""
        return self.python if ecosystem is Ecosystem.PYTHON else self.javascript or self.python


class NoNumber(ValueError):
    """The text is no version that can be released; its message says why."""


def number(text: str) -> Number:
    """A version that was written in either way; raises NoNumber."""
    from packaging.version import InvalidVersion, Version

    try:
        version = Version(text if len(text) <= _LONGEST else "")
    except InvalidVersion:
        raise NoNumber(_why_not(text)) from None
    if version.local is not None:
        raise NoNumber(f"it has a part after + ({version.local}), which no index takes")
    semver = SEMVER.fullmatch(text)
    if semver and semver["pre"] and not version.is_prerelease:
        raise NoNumber(f"in semver it comes before {semver['release']}, in PEP 440 after it ({version})")
    return Number(str(version), text if semver else _semver(version.epoch, version.release, text))


def is_version(text: str) -> bool:
    """Whether a text is a version as PEP 440 has it."""
    return plain_numbers(text) is not None or not isinstance(_parsed(text), str)


def same(one: str, other: str) -> bool:
    """Whether two texts are one version, whichever way each is written."""
    if one == other:
        return True
    numbers = plain_numbers(one), plain_numbers(other)
    return numbers[0] == numbers[1] if all(numbers) else _parsed(one) == _parsed(other)


def _parsed(text: str) -> object:
    from packaging.version import InvalidVersion, Version

    try:
        return Version(text)
    except InvalidVersion:
        return text


def _why_not(text: str) -> str:
    if SEMVER.fullmatch(text):
        return "PEP 440 knows no such pre-release; it knows alpha, beta, rc and dev, each with one number"
    return "it is no version as PEP 440 or semver has it"


def _semver(epoch: int, release: tuple[int, ...], text: str) -> str | None:
    """The semver of a version written as PEP 440 has it; None where there is none."""
    from packaging.version import Version

    version = Version(text)
    is_both = version.pre is not None and version.dev is not None
    if epoch or len(release) > 3 or version.post is not None or is_both:
        return None
    base = ".".join(str(part) for part in (*release, 0, 0)[:3])
    if version.pre is not None:
        return f"{base}-{_PHASES[version.pre[0]]}.{version.pre[1]}"
    return base if version.dev is None else f"{base}-dev.{version.dev}"
