"""The placeholder release, as the files that would be uploaded."""

from pathlib import Path

from primer.core.value import frozen


@frozen
class Artifact:
    """One built file: where it lies, its size in bytes, its hash, and its members with what each is for."""

    path: Path
    size: int
    sha256: str
    members: tuple[tuple[str, str], ...] = ()

    @property
    def filename(self) -> str:
        """The name it is uploaded under."""
        return self.path.name


@frozen
class Placeholder:
    """A placeholder release of one package: sdist first, then wheel; `readme` is its README's text.

    `remarks` say to the maintainer what of the package's metadata no index would take and is left out.
    """

    package: str
    version: str
    artifacts: tuple[Artifact, ...]
    readme: str
    remarks: tuple[str, ...] = ()
