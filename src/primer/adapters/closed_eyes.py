"""Looking offline: what this machine knows is told, and of the rest that nobody was asked."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from primer.core.memory import Memory
from primer.core.package import Package
from primer.core.project import Absent, Owners, Project, Provenance, ReleaseFile, TokenState, Unlooked
from primer.core.registry import Registry
from primer.core.workflow import StoredToken
from primer.providers import github

if TYPE_CHECKING:
    from primer.core.built import Built, Failed
    from primer.core.token import Tombstone

OFFLINE = Unlooked("offline")
UNASKABLE = Unlooked("a token of this kind cannot be asked about")


def unbuilt(_package: Package) -> Unlooked:
    """The answer where nothing is built."""
    return Unlooked("nothing was built; `--build` asks for it")


def not_github(host: str) -> Unlooked | None:
    """Why a host is not asked for its repositories; None for GitHub."""
    return None if host == github.HOST else Unlooked(f"{host} is not asked for repositories")


class ClosedEyes:
    """Answers `ports.eyes.Eyes` without a network, and imports nothing that could reach one.

    `memory` reads the journal; `built` says what became of building a package. No project is seen, so that
    there is no file whose bytes a placeholder's could equal.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        memory: Callable[[], Memory],
        built: "Callable[[Package], Built | Failed | Unlooked]" = unbuilt,
    ) -> None:
        self._clock = clock
        self._memory = memory
        self._built = built

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        return self._clock()

    def memory(self) -> Memory:
        """What the journal remembers now."""
        return self._memory()

    def built(self, package: Package) -> "Built | Failed | Unlooked":
        """What became of building the package's real release."""
        return self._built(package)

    def placeholder_hashes(self, registry: Registry, package: str, version: str) -> frozenset[str]:
        """None: there is nothing to compare them with."""
        return frozenset()

    def project(self, registry: Registry, name: str) -> Project | Absent | Unlooked:
        """Offline."""
        return OFFLINE

    def owners(self, registry: Registry, name: str) -> Owners | Absent | Unlooked:
        """Offline."""
        return OFFLINE

    def provenance(self, file: ReleaseFile) -> tuple[Provenance, ...] | Absent | Unlooked:
        """Absent where the file's page names none; otherwise offline."""
        return Absent() if file.provenance is None else OFFLINE

    def offers_publishers(self, registry: Registry) -> bool | Unlooked:
        """Offline."""
        return OFFLINE

    def token(self, registry: Registry, tombstone: "Tombstone") -> TokenState | Unlooked:
        """Offline."""
        return OFFLINE if tombstone.text else UNASKABLE

    def sha256(self, file: ReleaseFile) -> str | Unlooked:
        """The hash on the page; otherwise offline."""
        return OFFLINE if file.sha256 is None else file.sha256

    def repository_name(self, host: str, path: str) -> str | Unlooked:
        """Offline."""
        return not_github(host) or OFFLINE

    def stored_secrets(self, repository: str) -> tuple[StoredToken, ...] | Unlooked:
        """Offline."""
        return OFFLINE
