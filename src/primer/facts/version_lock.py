"""Packages that the repository holds at one version have one, and need each other at exactly it."""

from collections.abc import Iterator

from primer.core.evidence import seen
from primer.core.registry import Ecosystem
from primer.core.value import frozen
from primer.core.verdict import Done, Mend, Todo, Unseen, Verdict
from primer.core.versions import (
    InternalNeed,
    PackageKey,
    PackageVersions,
    VersionLock,
    VersionPlace,
    Versions,
)
from primer.facts.repository_fact import RepositoryFact
from primer.ports.eyes import Eyes
from primer.reading.versions.numbers import same

REMEDY = "`primer workflow --sync-versions VERSION` sets them all"


@frozen
class VersionsLocked(RepositoryFact):
    """Looks at what was read; there is no such fact where the repository says nothing of the kind."""

    versions: Versions
    NAME = "version-lock"
    TITLE = "version lock"

    def look(self, eyes: Eyes) -> Verdict:
        """Done when every lock holds."""
        claims = []
        for lock in self.versions.locks:
            held = _look(lock, self.versions)
            if not isinstance(held, str):
                return held
            claims.append(held)
        sources = ", ".join(str(lock.source) for lock in self.versions.locks)
        return Done(seen("; ".join(claims), sources, eyes.now()))


def _look(lock: VersionLock, versions: Versions) -> Verdict | str:
    """What holds, in words, or the verdict on what does not."""
    said = [(key, place) for key in lock.packages if (place := _said(key, versions)) is not None]
    first = lock.version or (said[0][1] if said else None)
    if first is None:
        return _unsaid(lock, versions) or f"{len(lock.packages)} packages, versions from git's tags"
    differing = [(key, place) for key, place in said if not same(place.version, first.version)]
    if differing:
        return Todo(Mend(_apart(first, differing)))
    loose = [(key, need) for key in lock.packages for need in _loose(key, lock, first.version, versions)]
    if loose:
        return Todo(Mend(_unpinned(loose, first.version)))
    return (
        _unsaid(lock, versions)
        or f"{len(lock.packages)} packages at {first.version}{_pinned(lock, versions)}"
    )


def _said(key: PackageKey, versions: Versions) -> VersionPlace | None:
    """The place that a build takes the version from."""
    found = versions.of.get(key, PackageVersions())
    if found.from_tags:
        return None
    return found.places[0] if found.places and found.decided else None


def _unsaid(lock: VersionLock, versions: Versions) -> Verdict | None:
    for key in lock.packages:
        if _said(key, versions) is None and not versions.of.get(key, PackageVersions()).from_tags:
            return Unseen(f"the version of {key[1]} is computed when it is built")
    return None


def _apart(first: VersionPlace, differing: list[tuple[PackageKey, VersionPlace]]) -> str:
    key, place = differing[0]
    more = f" and {len(differing) - 1} more" if len(differing) > 1 else ""
    words = f"{place.source} says {place.version} for {key[1]}{more}"
    return f"{first.source} says {first.version}, {words}: {REMEDY}"


def _loose(key: PackageKey, lock: VersionLock, version: str, versions: Versions) -> Iterator[InternalNeed]:
    """Requirements on packages of the lock that allow another version than its own."""
    for need in versions.of.get(key, PackageVersions()).needs:
        on = versions.of.get((key[0], need.on))
        if (key[0], need.on) not in lock.packages or on is None or on.from_tags:
            continue
        if not _is_held(need, key[0], version, exact=lock.exact):
            yield need


def _is_held(need: InternalNeed, ecosystem: Ecosystem, version: str, *, exact: bool) -> bool:
    if need.exact:
        return same(need.exact, version)
    if ecosystem is Ecosystem.JAVASCRIPT and need.wanted.startswith("workspace:"):
        return True
    if ecosystem is Ecosystem.JAVASCRIPT and not exact and need.wanted[:1] in ("^", "~"):
        return same(need.wanted[1:], version)
    return not need.published


def _unpinned(loose: list[tuple[PackageKey, InternalNeed]], version: str) -> str:
    key, need = loose[0]
    sign = "==" if key[0] is Ecosystem.PYTHON else ""
    wanted = f"at `{need.wanted}`" if need.wanted else "at any version"
    more = f", and {len(loose) - 1} more" if len(loose) > 1 else ""
    return f"{need.source} needs {need.on} {wanted}, not `{sign}{version}`{more}"


def _pinned(lock: VersionLock, versions: Versions) -> str:
    count = sum(
        (key[0], need.on) in lock.packages
        for key in lock.packages
        for need in versions.of.get(key, PackageVersions()).needs
        if need.published
    )
    noun = "requirement" if count == 1 else "requirements"
    return f", {count} {noun} among them pinned to it" if count else ""
