"""Which version a placeholder may have: PEP 440 for Python, semantic versions for JavaScript."""

from primer.core.registry import Ecosystem
from primer.registries.version_order import plain_numbers

BOTH = "one like 0.0.0-alpha.1 serves Python and JavaScript alike"


def written(version: str, ecosystem: Ecosystem) -> str:
    """A version as its ecosystem writes it: `0.0.0-alpha.1` is Python's `0.0.0a1`, and npm's as it stands.

    What is no version there comes back as it was, for `refusal` to name.
    """
    if plain_numbers(version) or (ecosystem is Ecosystem.JAVASCRIPT and _is_npms(version)):
        return version
    from packaging.version import InvalidVersion, Version

    try:
        return str(Version(version))
    except InvalidVersion:
        return version


def refusal(
    placeholder_version: str, own_version: str | None, ecosystem: Ecosystem = Ecosystem.PYTHON
) -> str | None:
    """Why a placeholder cannot have this version, as a sentence; None when it can.

    `own_version` is the package's next release, None when it is computed at build time: then, and when it
    is no version of its ecosystem itself, nothing can be compared and nothing is refused for it.
    """
    if ecosystem is Ecosystem.JAVASCRIPT:
        return _javascript(placeholder_version, own_version)
    place, own = plain_numbers(placeholder_version), plain_numbers(own_version or "")
    if place is None or (own_version and own is None):
        return _python(placeholder_version, own_version)
    return _not_higher(own_version or "", placeholder_version) if own is not None and own <= place else None


def _python(placeholder_version: str, own_version: str | None) -> str | None:
    from packaging.version import InvalidVersion, Version

    try:
        version = Version(placeholder_version)
    except InvalidVersion:
        serves = f"; {BOTH}" if _is_npms(placeholder_version) else ""
        return f"{placeholder_version!r} is no version that an index takes (PEP 440){serves}"
    if version.local is not None:
        return f"{placeholder_version} has a local part (+{version.local}), which no index takes"
    if str(version) != placeholder_version:
        return f"{placeholder_version!r} is written {version}"
    try:
        own = None if own_version is None else Version(own_version)
    except InvalidVersion:
        return None
    return _not_higher(str(own), str(version)) if own is not None and own <= version else None


def _javascript(placeholder_version: str, own_version: str | None) -> str | None:
    """A first release that is lower is not taken: npm gives `latest` to no version below the highest."""
    from primer.registries.npm.versions import bare, precedence

    place = precedence(placeholder_version)
    if place is None:
        return f"{placeholder_version!r} is no version that a registry takes (semantic versioning); {BOTH}"
    if bare(placeholder_version) != placeholder_version:
        return f"{placeholder_version} has build metadata (+…), which a registry drops"
    own = None if own_version is None else precedence(own_version.strip().removeprefix("v"))
    return _not_higher(own_version or "", placeholder_version) if own is not None and own <= place else None


def _is_npms(version: str) -> bool:
    from primer.registries.npm.versions import precedence

    return precedence(version) is not None


def _not_higher(own: str, placeholder: str) -> str:
    return (
        f"the package's own next version {own} is not higher than {placeholder}, so it could not replace it"
    )
