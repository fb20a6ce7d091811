"""The packages that a site of npm's kind holds: versions, tags, publishers, and who may change them."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from primer.core.value import field, frozen, mutable

LAPSES = timedelta(hours=48)
"""How long a publisher lives that nothing was published with."""
PUBLISH = "createPackage"
STAGE = "createStagedPackage"


@frozen
class NpmVersion:
    """One version for good: `manifest` as it was sent, `by` the publisher's kind and id if one sent it."""

    version: str
    manifest: Mapping[str, object]
    tarball: bytes
    integrity: str
    shasum: str
    published: datetime
    by: tuple[str, str] | None = None
    bundles: tuple[Mapping[str, object], ...] = ()


@mutable
class NpmTrust:
    """One trusted publisher as it was registered; `used` is when something was first published with it."""

    kind: str
    claims: Mapping[str, object]
    permissions: tuple[str, ...]
    made: datetime
    used: datetime | None = None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def lives(self, now: datetime) -> bool:
        """Whether a run can still use it."""
        return self.used is not None or now < self.made + LAPSES


@mutable
class NpmPackage:
    """One package; `closed` is whether tokens may no longer publish it, `revision` counts its changes."""

    name: str
    created: datetime
    owners: tuple[str, ...]
    public: bool = True
    versions: dict[str, NpmVersion] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    deprecated: dict[str, str] = field(default_factory=dict)
    trust: list[NpmTrust] = field(default_factory=list)
    closed: bool = False
    revision: int = 0
    modified: datetime | None = None

    @property
    def tarball_name(self) -> str:
        """What its tarballs' addresses begin with: the name without the scope."""
        return self.name.rpartition("/")[2]

    def served(self, before: datetime) -> list[NpmVersion]:
        """The versions that were published until then, in the order they came."""
        return [version for version in self.versions.values() if version.published <= before]


class NpmPackages:
    """All packages by name; a version once published stays used for ever."""

    def __init__(self) -> None:
        self._packages: dict[str, NpmPackage] = {}
        self._burned: set[tuple[str, str]] = set()

    def __iter__(self) -> Iterator[NpmPackage]:
        return iter(sorted(self._packages.values(), key=lambda package: package.name))

    def names(self) -> list[str]:
        """Every package's name."""
        return [package.name for package in self]

    def find(self, name: str) -> NpmPackage | None:
        """The package of exactly this name."""
        return self._packages.get(name)

    def store(self, package: NpmPackage, version: NpmVersion, tags: Mapping[str, str]) -> None:
        """Takes a version in, and its package when it is the first of it."""
        self._packages[package.name] = package
        package.versions[version.version] = version
        package.tags |= tags
        self._burned.add((package.name, version.version))
        self.touch(package, version.published)

    def was_used(self, name: str, version: str) -> bool:
        """Whether this version was ever there."""
        return (name, version) in self._burned

    def touch(self, package: NpmPackage, at: datetime) -> None:
        """Counts a change."""
        package.revision += 1
        package.modified = at
