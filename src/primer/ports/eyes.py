"""Looking: every method is harmless by construction, and failing to look is an answer."""

from datetime import datetime
from typing import Protocol

from primer.core.built import Built, Failed
from primer.core.memory import Memory
from primer.core.package import Package
from primer.core.project import Absent, Owners, Project, Provenance, ReleaseFile, TokenState, Unlooked
from primer.core.registry import Registry
from primer.core.token import Tombstone
from primer.core.workflow import StoredToken


class Eyes(Protocol):
    """What may be looked at; an answer is asked for once per survey and then remembered."""

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        ...

    def project(self, registry: Registry, name: str) -> Project | Absent | Unlooked:
        """The project of this name with its files."""
        ...

    def owners(self, registry: Registry, name: str) -> Owners | Absent | Unlooked:
        """Whose project it is; Absent where the registry does not say."""
        ...

    def provenance(self, file: ReleaseFile) -> tuple[Provenance, ...] | Absent | Unlooked:
        """The publishers that a file's attestations prove; Absent where there is none."""
        ...

    def offers_publishers(self, registry: Registry) -> bool | Unlooked:
        """Whether the registry takes part in trusted publishing at all."""
        ...

    def token(self, registry: Registry, tombstone: Tombstone) -> TokenState | Unlooked:
        """Whether the registry still knows a token, asked with its powerless shadow."""
        ...

    def sha256(self, file: ReleaseFile) -> str | Unlooked:
        """A file's hash: as the registry says it, otherwise of the downloaded bytes."""
        ...

    def placeholder_hashes(self, registry: Registry, package: str, version: str) -> frozenset[str]:
        """The hashes of the files that primer would upload for a package, built on this machine."""
        ...

    def repository_name(self, host: str, path: str) -> str | Unlooked:
        """How a repository is called now where its source lives, `owner/name`, whatever it was before."""
        ...

    def stored_secrets(self, repository: str) -> tuple[StoredToken, ...] | Unlooked:
        """The publishing secrets that GitHub keeps for a repository, `owner/name`; names only."""
        ...

    def built(self, package: Package) -> Built | Failed | Unlooked:
        """What became of building the package's real release; Unlooked where nobody wanted that."""
        ...

    def memory(self) -> Memory:
        """What the journal remembers."""
        ...
