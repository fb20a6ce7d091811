"""Which CI job publishes which package to which registry, by what the jobs say themselves."""

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from urllib.parse import urlsplit

from primer.core.package import Package
from primer.core.regex import regex
from primer.core.registry import Ecosystem, Registry
from primer.core.value import frozen, replace
from primer.core.workflow import PublishingJob, Unresolved
from primer.registries.addresses import NPM, PYPI, TESTPYPI

MOST_DASHES = 12
_SEPARATORS = regex(r"[-_.]+")
_SCOPED = regex(r"@([\w.-]+)/([\w.-]+)")
_PARTS = regex(r"[/:]+")
_TEST_NAMES = frozenset({"testpypi", "pypitest", "test"})
_HOSTS = {
    "upload.pypi.org": PYPI.name,
    "pypi.org": PYPI.name,
    "www.pypi.org": PYPI.name,
    "pypi.python.org": PYPI.name,
    "upload.pypi.io": PYPI.name,
    "test.pypi.org": TESTPYPI.name,
    "testpypi.python.org": TESTPYPI.name,
    "registry.npmjs.org": NPM.name,
    "registry.npmjs.com": NPM.name,
    "registry.yarnpkg.com": NPM.name,
}


class Nearness(IntEnum):
    """How well a job fits a package.

    `ELSEWHERE` uploads the files of other packages; `DOUBTFUL` names several others, as a list does
    that leaves this one out; `LONE` names one other, as a title may; `ANY` names none.
    """

    ELSEWHERE = 0
    DOUBTFUL = 1
    LONE = 2
    ANY = 3
    FOLDER = 4
    NAME = 5
    FILES = 6


def goes_to(job: PublishingJob, registry: Registry) -> bool | None:
    """Whether a job uploads to this registry; None where only a run knows."""
    if job.ecosystem is not registry.ecosystem:
        return False
    if isinstance(job.repository_url, Unresolved):
        return None
    given = job.repository_url.strip()
    if "://" not in given:
        return _registry_name(given, job.ecosystem) == registry.name
    try:
        asked, own = urlsplit(given), urlsplit(registry.upload_url)
        known = _HOSTS.get(asked.hostname or "")
        same_port = asked.port == own.port
    except ValueError:
        return False
    if known:
        return known == registry.name
    same_path = asked.path.rstrip("/") == own.path.rstrip("/")
    return same_port and same_path and asked.hostname == own.hostname


def _registry_name(given: str, ecosystem: Ecosystem) -> str:
    bare = _SEPARATORS.sub("", given.lower())
    if not bare:
        return PYPI.name if ecosystem is Ecosystem.PYTHON else NPM.name
    return TESTPYPI.name if bare in _TEST_NAMES else given


def nearness(job: PublishingJob, package: Package, packages: Sequence[Package]) -> Nearness:
    """How well a job fits one package of `packages`, which are all of the repository."""
    meant = _meant(job, _Same(packages))
    if meant.files:
        return _of_files(package, meant)
    if package.name in meant.names:
        return Nearness.NAME
    if package.name in meant.folders:
        return Nearness.FOLDER
    return (Nearness.ANY, Nearness.LONE, Nearness.DOUBTFUL)[min(len(meant.names), 2)]


def _of_files(package: Package, meant: "_Meant") -> Nearness:
    if package.name in meant.files:
        return Nearness.FILES
    # The members of a workspace are built into the folder of its root.
    below = any(package.path.startswith(f"{folder}/") for folder in meant.files.values())
    return Nearness.ANY if below else Nearness.ELSEWHERE


@frozen
class _Meant:
    """The packages that a job means: by the files it uploads (with their folders), by name, by folder."""

    files: Mapping[str, str]
    names: frozenset[str]
    folders: frozenset[str]


class _Same:
    """Packages as a key of a cache: the same object, since comparing a thousand of them takes its time."""

    __slots__ = ("packages",)

    def __init__(self, packages: Sequence[Package]) -> None:
        self.packages = packages

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.packages is self.packages

    def __hash__(self) -> int:
        return id(self.packages)


@lru_cache(maxsize=1024)
def _meant(job: PublishingJob, all_of_them: _Same) -> _Meant:
    if job.ecosystem is Ecosystem.JAVASCRIPT:
        return _meant_of_npm(job, all_of_them.packages)
    return _meant_in(all_of_them.packages, _place(job), job.mentions)


def _meant_of_npm(job: PublishingJob, packages: Sequence[Package]) -> _Meant:
    """The same among npm's packages, `@scope/name` taken as `scope-name`, in the words as in the names."""
    own = [one for one in packages if one.ecosystem is Ecosystem.JAVASCRIPT]
    plain = [replace(one, name=_SEPARATORS.sub("-", _unscoped(one.name)).lower()) for one in own]
    real = {other.name: one.name for other, one in zip(plain, own, strict=True)}
    found = _meant_in(
        plain,
        _place(job),
        tuple(_unscoped(word) for word in job.mentions),
    )
    return _Meant(
        {real[name]: path for name, path in found.files.items()},
        frozenset(real[name] for name in found.names),
        frozenset(real[name] for name in found.folders),
    )


def _unscoped(text: str) -> str:
    return _SCOPED.sub(r"\1-\2", text) if "@" in text else text


def _meant_in(packages: Sequence[Package], place: str, mentions: tuple[str, ...]) -> _Meant:
    names = {one.name: one.name for one in packages}
    paths = {one.path: one.name for one in packages if one.path != "."}
    folders = _last_parts(paths)
    files = _owners(place, paths) or _named(_unscoped(place), names) or _named(place, folders)
    named = {word: _named(word, names) for word in mentions}
    return _Meant(
        {one.name: one.path for one in packages if one.name in files},
        frozenset(name for found in named.values() for name in found),
        frozenset(
            name for word, found in named.items() if not found for name in _foldered(word, paths, folders)
        ),
    )


def _place(job: PublishingJob) -> str:
    """The folder uploaded from, as seen from the root: a file above it writes the way down to it."""
    if not isinstance(job.packages_dir, str):
        return ""
    above = job.file.count("../")
    parts = posixpath.normpath(job.packages_dir).split("/")
    return "/".join(parts[above:] or parts)


def _last_parts(paths: Mapping[str, str]) -> dict[str, str]:
    """The last part of every folder that no other package shares."""
    count = Counter(posixpath.basename(path) for path in paths)
    return {
        posixpath.basename(path): name for path, name in paths.items() if count[posixpath.basename(path)] == 1
    }


def _owners(place: str, paths: Mapping[str, str]) -> frozenset[str]:
    """The package in whose folder a place lies, the innermost one."""
    tidy = posixpath.normpath(place)
    while tidy not in ("", ".", "/"):
        if tidy in paths:
            return frozenset({paths[tidy]})
        tidy = posixpath.dirname(tidy)
    return frozenset()


def _named(word: str, names: Mapping[str, str]) -> frozenset[str]:
    """What stands between dashes in a word; a longer name hides the shorter ones within it."""
    parts = (_SEPARATORS.sub("-", part.lower()).strip("-").split("-") for part in _PARTS.split(word))
    return frozenset(found for part in parts for found in _between_dashes(part[:MOST_DASHES], names))


def _between_dashes(pieces: list[str], names: Mapping[str, str]) -> Iterator[str]:
    free = [True] * len(pieces)
    for length in range(len(pieces), 0, -1):
        for start in range(len(pieces) - length + 1):
            name = "-".join(pieces[start : start + length])
            if name in names and all(free[start : start + length]):
                free[start : start + length] = [False] * length
                yield names[name]


def _foldered(word: str, paths: Mapping[str, str], folders: Mapping[str, str]) -> frozenset[str]:
    parts = posixpath.normpath(word).split("/")[:MOST_DASHES]
    whole = frozenset(
        paths["/".join(parts[start:end])]
        for start in range(len(parts))
        for end in range(start + 1, len(parts) + 1)
        if "/".join(parts[start:end]) in paths
    )
    return whole or _named(word, folders)
