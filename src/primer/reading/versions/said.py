"""All that a repository says of its packages' versions, read from its texts and git's tags."""

from collections.abc import Iterable, Mapping, Sequence

from primer.core.choices import Choices
from primer.core.package import Package
from primer.core.project import Unlooked
from primer.core.value import replace
from primer.core.versions import PackageKey, PackageVersions, VersionLock, VersionPlace, Versions
from primer.reading.packages.manifests import Manifests
from primer.reading.versions.lock_files import Locked, folder_key, is_lock_file, locked
from primer.reading.versions.locks import version_locks
from primer.reading.versions.numbers import is_version, same
from primer.reading.versions.release_tags import release_tag
from primer.reading.versions.spots import Sources, Spots, Subject, spots_of

Tags = tuple[str, ...] | Unlooked


def read_versions(
    packages: Sequence[Package],
    manifests: Manifests,
    texts: Mapping[str, str],
    choices: Choices,
    tags: Tags,
) -> Versions:
    """The versions of every package; `texts` are all files by path, `tags` are git's at HEAD."""
    subjects = [Subject((package.ecosystem, package.name), package.path) for package in packages]
    sources = sources_of(subjects, manifests, texts)
    spots = [spots_of(subject, sources) for subject in subjects]
    keys = tuple(subject.key for subject in subjects)
    locks = version_locks(choices, keys, texts)
    is_shared = _is_one_release(spots)
    return Versions({one.subject.key: _read(one, locks, tags, shared=is_shared) for one in spots}, locks)


def with_versions(packages: Iterable[Package], versions: Versions) -> tuple[Package, ...]:
    """The packages with the versions that their manifests leave to a file or to git's tags."""
    return tuple(_with_version(package, versions) for package in packages)


def sources_of(subjects: Iterable[Subject], manifests: Manifests, texts: Mapping[str, str]) -> Sources:
    """Where the spots of these packages are read, lock files included."""
    own = {subject.key: subject for subject in subjects}
    folders = {folder_key(key[0], subject.folder): key for key, subject in own.items()}
    found: dict[PackageKey, tuple[Locked, ...]] = {}
    for file in filter(is_lock_file, texts):
        for one in locked(file, texts.get(file, ""), folders):
            found[one.package] = (*found.get(one.package, ()), one)
    return Sources(texts, manifests, own, folders, found)


def _read(spots: Spots, locks: tuple[VersionLock, ...], tags: Tags, *, shared: bool) -> PackageVersions:
    key = spots.subject.key
    shared = shared or spots.from_tags or any(key in lock.packages for lock in locks)
    version = spots.versions[0].text if spots.versions and spots.decided else None
    return PackageVersions(
        places=tuple(VersionPlace(spot.text, spot.source) for spot in spots.versions),
        needs=tuple(one.need for one in spots.needs),
        from_tags=spots.from_tags,
        tag=None if isinstance(tags, Unlooked) else release_tag(key[1], tags, version, shared=shared),
        unlooked=tags.why if isinstance(tags, Unlooked) else "",
        decided=spots.decided,
    )


def _is_one_release(spots: Sequence[Spots]) -> bool:
    """Whether a tag without a package's name means them all: there is one, or all have one version."""
    said = [one.versions[0].text for one in spots if one.versions and one.decided]
    return len(spots) == 1 or (len(said) == len(spots) and all(same(said[0], other) for other in said))


def _with_version(package: Package, versions: Versions) -> Package:
    found = versions.of.get((package.ecosystem, package.name))
    if package.version is not None or found is None:
        return package
    said = found.tag.version if found.tag and found.from_tags else ""
    if found.decided and found.places and not found.from_tags:
        said = found.places[0].version
    return replace(package, version=said) if is_version(said) else package
