"""What a registry shows of a project, and how looking can end."""

from datetime import datetime
from enum import StrEnum

from primer.core.value import field, frozen


@frozen
class Absent:
    """Looked, and it is not there."""


@frozen
class Unlooked:
    """Could not look, because; never the same as absent."""

    why: str


@frozen
class ReleaseFile:
    """One file of a release; `sha256` and `uploaded` are None where the registry does not say.

    `integrity` is the hash of a tarball as npm's registries write it, `sha512-…`; empty elsewhere.
    `trusted_by` is the provider whose trusted publisher published it, as the registry says; empty where it
    names none, and None at registries that never say. `index` is the address of the registry that named the
    file, empty where nobody noted it: what lies on another host is not fetched.
    """

    filename: str
    version: str
    url: str
    sha256: str | None = None
    uploaded: datetime | None = None
    yanked: bool = False
    provenance: str | None = None
    integrity: str = ""
    trusted_by: str | None = None
    index: str = field(default="", compare=False)


@frozen
class Project:
    """A project with its files, in the registry's order; `status` is PyPI's project status."""

    name: str
    files: tuple[ReleaseFile, ...]
    status: str = "active"

    def of_version(self, version: str) -> tuple[ReleaseFile, ...]:
        """The files of one release."""
        return tuple(file for file in self.files if file.version == version)


@frozen
class Owners:
    """Who a project belongs to: user names, and the organization's name or empty."""

    users: tuple[str, ...]
    organization: str = ""


@frozen
class Provenance:
    """The publisher that a file's attestation proves: `kind` (GitHub, GitLab, Google) and its claims."""

    kind: str
    claims: tuple[tuple[str, str], ...]


@frozen
class Difference:
    """One field that the proof shows otherwise than primer emitted it; `label` as the form has it."""

    label: str
    emitted: str
    proven: str


class TokenState(StrEnum):
    """What the registry says of a token's identifier."""

    KNOWN = "known"
    GONE = "gone"
