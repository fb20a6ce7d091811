"""Texts of a repository as its versions, for the tests of versions; nothing is on a disk."""

from collections.abc import Mapping

from primer.core.choices import Choices
from primer.core.project import Unlooked
from primer.core.registry import Ecosystem
from primer.core.versions import PackageVersions, Versions
from primer.reading.packages.found import Found, find_packages
from primer.reading.versions.locks import lerna_version
from primer.reading.versions.said import read_versions, sources_of, with_versions
from primer.reading.versions.script_literals import script_literals
from primer.reading.versions.spots import Subject, spots_of
from primer.writing.versions import Held

Texts = Mapping[str, str]


def found_in(texts: Texts, choices: Choices | None = None) -> Found:
    """The packages of these files."""
    return find_packages(texts, choices or Choices())


def versions_in(
    texts: Texts, tags: tuple[str, ...] | Unlooked = (), choices: Choices | None = None
) -> Versions:
    """The versions of these files, with these tags at HEAD."""
    found = found_in(texts, choices)
    assert found.manifests is not None
    return read_versions(found.packages, found.manifests, texts, choices or Choices(), tags)


def of(versions: Versions, name: str = "acme-core") -> PackageVersions:
    """The versions of one package."""
    kind = Ecosystem.JAVASCRIPT if name.startswith("@") else Ecosystem.PYTHON
    return versions.of[(kind, name)]


def places(texts: Texts, name: str = "acme-core") -> dict[str, str]:
    """Every place of one package by file and line."""
    return {str(place.source): place.version for place in of(versions_in(texts), name).places}


def filled(texts: Texts, tags: tuple[str, ...] = ()) -> dict[str, str | None]:
    """The versions that the plan shows, by package."""
    read = with_versions(found_in(texts).packages, versions_in(texts, tags))
    return {package.name: package.version for package in read}


def held(texts: Texts) -> Held:
    """These files as they are held for setting a version."""
    found = found_in(texts)
    assert found.manifests is not None
    subjects = [Subject((one.ecosystem, one.name), one.path) for one in found.packages]
    subjects += [Subject((one.ecosystem, one.name), one.folder) for one in found.private]
    sources = sources_of(subjects, found.manifests, texts)
    lerna = lerna_version(texts)
    spots = [spots_of(subject, sources) for subject in subjects]
    scripts = [subject for subject in subjects if subject.key[0] is Ecosystem.JAVASCRIPT]
    literals = tuple(spot for one in scripts for spot in script_literals(one, sources))
    return Held(texts, found.packages, spots, sources.folders, (lerna,) if lerna else (), literals)
