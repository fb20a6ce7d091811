"""Tags of git as releases: `v1.2.3` of everything, `<package>-v1.2.3` of one package."""

from collections.abc import Iterable, Sequence

from primer.core.versions import ReleaseTag
from primer.reading.versions.numbers import same
from primer.registries.pypi.names import normalised
from primer.registries.version_order import plain_numbers

_BETWEEN = ("-v", "@v", "/v", "_v", "==", "@", "/", "-", "_")


def release_tag(name: str, tags: Iterable[str], version: str | None, *, shared: bool) -> ReleaseTag | None:
    """The tag at HEAD that releases a package: one with its name before one of everything.

    `shared` tells whether a tag without a name is about this package too. Of several, the one that agrees
    with `version`, or else the highest: repositories move tags such as `v1` along.
    """
    tags = tuple(tags)
    own = [ReleaseTag(tag, found) for tag in tags if (found := _own_version(name, tag))]
    common = [ReleaseTag(tag, found) for tag in tags if shared and (found := _version(tag))]
    about = [one for one in own or common if version is None or not _is_beginning(one.version, version)]
    agreeing = [tag for tag in about if version is not None and same(tag.version, version)]
    return agreeing[-1] if agreeing else _highest(about)


def _own_version(name: str, tag: str) -> str:
    names = {normalised(name), normalised(name.rpartition("/")[2])}
    for between in _BETWEEN:
        before, found, after = tag.rpartition(between)
        if found and before and normalised(before) in names and _version(after):
            return _version(after)
    return ""


def _version(text: str) -> str:
    bare = text.removeprefix("v")
    if plain_numbers(bare):
        return bare
    from packaging.version import InvalidVersion, Version

    try:
        Version(bare)
    except InvalidVersion:
        return ""
    return bare if bare[:1].isdigit() else ""


def _is_beginning(tag: str, version: str) -> bool:
    """Whether a tag only names the line of releases that a version belongs to."""
    return version.startswith(f"{tag}.") and not same(tag, version)


def _highest(tags: Sequence[ReleaseTag]) -> ReleaseTag | None:
    if len(tags) < 2:
        return tags[0] if tags else None
    from packaging.version import Version

    return max(tags, key=lambda tag: Version(tag.version))
