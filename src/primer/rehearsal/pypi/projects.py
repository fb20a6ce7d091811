"""The projects the site holds, with their releases, files, owners and publishers."""

import uuid
from collections.abc import Iterator
from datetime import datetime

from primer.core.publisher import OnPyPI
from primer.core.value import field, frozen, mutable
from primer.rehearsal.pypi.names import normalised
from primer.rehearsal.pypi.publishers import Registered


@frozen
class HostedFile:
    """One uploaded file; `proof` are its attestations, `by` the publisher that uploaded it, if one did."""

    filename: str
    version: str
    content: bytes
    sha256: str
    blake2: str
    uploaded: datetime
    kind: str
    requires_python: str = ""
    summary: str = ""
    metadata: bytes = b""
    by: OnPyPI | None = None
    proof: tuple[object, ...] = ()

    @property
    def path(self) -> str:
        """Where the site serves it."""
        return f"/packages/{self.blake2[:2]}/{self.blake2[2:4]}/{self.blake2[4:]}/{self.filename}"


@mutable
class Release:
    """One version; `yanked` is the reason, None while it is not yanked."""

    version: str
    created: datetime
    yanked: str | None = None


@mutable
class HostedProject:
    """One project under the name it was first given."""

    name: str
    created: datetime
    owners: tuple[str, ...] = ()
    organization: str = ""
    status: str = "active"
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    files: dict[str, HostedFile] = field(default_factory=dict)
    releases: dict[str, Release] = field(default_factory=dict)
    publishers: list[Registered] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Its normalised name."""
        return normalised(self.name)

    def of_version(self, version: str) -> list[HostedFile]:
        """The files of one release."""
        return [file for file in self.files.values() if file.version == version]

    def newest(self) -> str:
        """The highest version, yanked ones only when there is no other; empty without a release."""
        from packaging.version import Version

        standing = [v for v, release in self.releases.items() if release.yanked is None]
        return max(standing or self.releases, key=Version, default="")

    def versions(self) -> list[str]:
        """Every version, lowest first."""
        from packaging.version import Version

        return sorted(self.releases, key=Version)


class Projects:
    """All projects by normalised name; a file name once used stays used for ever."""

    def __init__(self) -> None:
        self._projects: dict[str, HostedProject] = {}
        self._burned: dict[str, str] = {}
        self.serial = 0

    def __iter__(self) -> Iterator[HostedProject]:
        return iter(sorted(self._projects.values(), key=lambda project: project.key))

    def names(self) -> list[str]:
        """Every project's name."""
        return [project.name for project in self]

    def find(self, name: str) -> HostedProject | None:
        """The project of this name, however it is written."""
        return self._projects.get(normalised(name))

    def add(self, project: HostedProject) -> HostedProject:
        """Takes a new project in."""
        self._projects[project.key] = project
        self.serial += 1
        return project

    def store(self, project: HostedProject, file: HostedFile) -> None:
        """Takes a file in, and its release when it is the first of it."""
        project.files[file.filename] = file
        project.releases.setdefault(file.version, Release(file.version, file.uploaded))
        self._burned[file.filename] = file.sha256
        self.serial += 1

    def was_used(self, filename: str) -> bool:
        """Whether a file of this name was ever there."""
        return filename in self._burned

    def yank(self, project: HostedProject, version: str, reason: str | None) -> None:
        """Yanks a release with a reason (it may be empty), or takes that back with None."""
        project.releases[version].yanked = reason
        self.serial += 1

    def delete_release(self, project: HostedProject, version: str) -> None:
        """Removes a release; its file names stay used."""
        del project.releases[version]
        project.files = {n: file for n, file in project.files.items() if file.version != version}
        self.serial += 1

    def file_at(self, path: str) -> HostedFile | None:
        """The file that is served at this path."""
        found = (f for project in self for f in project.files.values() if f.path == path)
        return next(found, None)
