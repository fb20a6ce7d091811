"""What a repository says of its packages' versions: every place of one, and who needs whom at which."""

from collections.abc import Mapping

from primer.core.registry import Ecosystem
from primer.core.source import Source
from primer.core.value import field, frozen

PackageKey = tuple[Ecosystem, str]
"""A package of the repository: names are unique within an ecosystem only."""


@frozen
class VersionPlace:
    """One place that says a package's version, as it is written there."""

    version: str
    source: Source


@frozen
class ReleaseTag:
    """A tag of git at HEAD that names a release: its name, and the version in it."""

    name: str
    version: str


@frozen
class InternalNeed:
    """A requirement of one package of the repository on another.

    `wanted` is the range as it is written, empty for any version; `exact` is the one version that it allows,
    empty where it allows more; `published` tells whether a release carries it (a group of dependencies for
    development is not).
    """

    on: str
    wanted: str
    exact: str
    source: Source
    published: bool = True


@frozen
class PackageVersions:
    """Every place of one package, the manifest's first; `tag` is the release tag at HEAD, where there is one.

    `from_tags` tells whether git's tags give the version, `unlooked` why they could not be read, or is empty;
    `decided` tells whether the first place is the one that a build takes the version from.
    """

    places: tuple[VersionPlace, ...] = ()
    needs: tuple[InternalNeed, ...] = ()
    from_tags: bool = False
    tag: ReleaseTag | None = None
    unlooked: str = ""
    decided: bool = True


@frozen
class VersionLock:
    """Packages that have one version by the repository's own word, and where it says so.

    `exact` tells whether they need each other at exactly this version; otherwise a range that begins with it
    is enough. `version` is the place that gives the version for all of them, None where there is none.
    """

    source: Source
    packages: tuple[PackageKey, ...]
    exact: bool = True
    version: VersionPlace | None = None


@frozen
class Versions:
    """All that was read of versions."""

    of: Mapping[PackageKey, PackageVersions] = field(default_factory=dict)
    locks: tuple[VersionLock, ...] = ()
