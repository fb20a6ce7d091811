"""The newest release of a project, and which publishers its files prove."""

from datetime import datetime

from primer.core.project import Absent, Project, Provenance, ReleaseFile, Unlooked
from primer.core.registry import Ecosystem
from primer.core.value import frozen
from primer.ports.eyes import Eyes
from primer.registries.version_order import newest_first


@frozen
class Newest:
    """One release with all its files."""

    version: str
    files: tuple[ReleaseFile, ...]

    @property
    def uploaded(self) -> datetime | None:
        """When its first file came; None where the registry does not say."""
        return min((file.uploaded for file in self.files if file.uploaded), default=None)

    @property
    def label(self) -> str:
        """The version with its day; a yanked release was published all the same."""
        day = f" of {self.uploaded:%Y-%m-%d}" if self.uploaded else ""
        yanked = ", yanked since," if all(file.yanked for file in self.files) else ""
        return f"{self.version}{day}{yanked}"


@frozen
class Shown:
    """The publishers that a release's files prove, each once, and the files that prove none."""

    publishers: tuple[Provenance, ...]
    proven: tuple[ReleaseFile, ...]
    bare: tuple[ReleaseFile, ...]


def newest_release(project: Project, ecosystem: Ecosystem) -> Newest | None:
    """The release of the highest version, pre-releases among them; None where there is no file.

    Versions that no installer can order count only where there is no other: then the last file's.
    """
    releases = ordered_releases(project, ecosystem)
    if releases:
        return releases[0]
    last = project.files[-1].version if project.files else ""
    return Newest(last, project.of_version(last)) if project.files else None


def ordered_releases(project: Project, ecosystem: Ecosystem) -> tuple[Newest, ...]:
    """Every release whose version can be ordered, newest first."""
    versions = dict.fromkeys(file.version for file in project.files)
    return tuple(
        Newest(version, project.of_version(version)) for version in newest_first(versions, ecosystem)
    )


def shown_by(release: Newest, eyes: Eyes) -> Shown | Unlooked:
    """What the provenance of every file of a release says; one that cannot be read leaves all open.

    Of a file that no trusted publisher published it only says where it was built.
    """
    publishers: list[Provenance] = []
    proven: list[ReleaseFile] = []
    for file in release.files:
        if file.trusted_by == "":
            continue
        match eyes.provenance(file):
            case Unlooked() as unlooked:
                return unlooked
            case Absent() | ():
                continue
            case found:
                publishers += found
                proven.append(file)
    bare = tuple(file for file in release.files if file not in proven)
    return Shown(tuple(dict.fromkeys(publishers)), tuple(proven), bare)
