"""Eyes that look at a world made of values."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from made_up import NOW
from primer.core.built import Built, Failed
from primer.core.memory import Entry, Memory
from primer.core.package import Package
from primer.core.project import Absent, Owners, Project, Provenance, ReleaseFile, TokenState, Unlooked
from primer.core.registry import Registry
from primer.core.token import Tombstone
from primer.core.workflow import StoredToken


@dataclass(slots=True)
class FakeEyes:
    """What is not named is absent; `looks` counts what was asked for."""

    projects: dict[str, Project | Absent | Unlooked] = field(default_factory=dict)
    owned: dict[str, Owners | Absent | Unlooked] = field(default_factory=dict)
    proofs: dict[str, tuple[Provenance, ...] | Absent | Unlooked] = field(default_factory=dict)
    offers: bool | Unlooked = True
    tokens: dict[str, TokenState | Unlooked] = field(default_factory=dict)
    digests: dict[str, Unlooked] = field(default_factory=dict)
    hashes: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    renamed: dict[str, str | Unlooked] = field(default_factory=dict)
    builds: dict[str, Built | Failed | Unlooked] = field(default_factory=dict)
    secrets: tuple[StoredToken, ...] | Unlooked = ()
    time: datetime = NOW
    looks: Counter[str] = field(default_factory=Counter)

    def now(self) -> datetime:
        return self.time

    def project(self, registry: Registry, name: str) -> Project | Absent | Unlooked:  # noqa: ARG002
        self.looks[f"project {name}"] += 1
        return self.projects.get(name, Absent())

    def owners(self, registry: Registry, name: str) -> Owners | Absent | Unlooked:  # noqa: ARG002
        self.looks[f"owners {name}"] += 1
        return self.owned.get(name, Absent())

    def provenance(self, file: ReleaseFile) -> tuple[Provenance, ...] | Absent | Unlooked:
        self.looks[f"provenance {file.filename}"] += 1
        return self.proofs.get(file.version, Absent()) if file.provenance else Absent()

    def offers_publishers(self, registry: Registry) -> bool | Unlooked:  # noqa: ARG002
        self.looks["offers publishers"] += 1
        return self.offers

    def token(self, registry: Registry, tombstone: Tombstone) -> TokenState | Unlooked:  # noqa: ARG002
        self.looks[f"token {tombstone.token_id}"] += 1
        return self.tokens.get(tombstone.token_id, TokenState.GONE)

    def sha256(self, file: ReleaseFile) -> str | Unlooked:
        return self.digests.get(file.filename) or file.sha256 or Unlooked("no hash")

    def placeholder_hashes(self, registry: Registry, package: str, version: str) -> frozenset[str]:  # noqa: ARG002
        return self.hashes.get((package, version), frozenset())

    def repository_name(self, host: str, path: str) -> str | Unlooked:  # noqa: ARG002
        self.looks[f"repository {path}"] += 1
        return self.renamed.get(path, path)

    def stored_secrets(self, repository: str) -> tuple[StoredToken, ...] | Unlooked:
        self.looks[f"secrets {repository}"] += 1
        return self.secrets

    def built(self, package: Package) -> Built | Failed | Unlooked:
        self.looks[f"built {package.name}"] += 1
        return self.builds.get(package.name, Unlooked("nobody builds here"))

    def memory(self) -> Memory:
        return Memory(tuple(self.entries))
