"""What a publish workflow is to do: the packages in their order, and how they are built and published."""

from enum import StrEnum

from primer.core.registry import Ecosystem
from primer.core.value import frozen


class Forge(StrEnum):
    """Where the workflow runs."""

    GITHUB = "github"
    GITLAB = "gitlab"


class Tags(StrEnum):
    """Which tag starts a release: `v1.2.3` for all packages together, or `<package>-v1.2.3` for one."""

    ONE = "one"
    EACH = "each"


class Builder(StrEnum):
    """What builds the Python packages, by what the repository uses."""

    UV = "uv"
    BUILD = "build"


class Manager(StrEnum):
    """What installs the JavaScript packages' own dependencies, by the lock file that is there."""

    NPM = "npm"
    PNPM = "pnpm"
    YARN = "yarn"


class Part(StrEnum):
    """A part of the workflow that is offered and not written unasked."""

    ATTEST = "attest"
    AUDIT = "audit"


@frozen
class ReleasedPackage:
    """One package of a release.

    `requires` are the packages of this release that it needs at run time, by name, within its ecosystem, and
    `beyond` those of the other one;
    `environment` is the CI environment that it is published from, empty for none; `registry` is the name of
    its registry, `web` its project's page there, `index` the simple index (npm: the registry) that serves it.
    `imports` is what Node can import of an npm package; one that is `bound` is for certain machines only.
    """

    name: str
    ecosystem: Ecosystem
    path: str
    tier: int
    requires: tuple[str, ...]
    environment: str
    registry: str
    web: str
    index: str
    upload_url: str = ""
    imports: tuple[str, ...] = ()
    bound: bool = False
    beyond: tuple[str, ...] = ()

    def waits_for(self, other: "ReleasedPackage") -> bool:
        """Whether it needs another package that comes before it; those of one tier wait for nobody."""
        named = self.requires if other.ecosystem is self.ecosystem else self.beyond
        return other.name in named and other.tier < self.tier


@frozen
class Release:
    """A whole publish workflow as a value; `packages` are in tier order, foundation first.

    `repository` is `owner/name`; `file` is where the workflow stands, relative to the repository;
    `workspace` tells whether uv builds the packages by name from one workspace; `manager` and `lock` (its
    file, empty for none) are for JavaScript; `python` is the version that builds; `history` tells whether the
    checkout brings all commits and tags, which a version that is read off a tag needs; `command` is the
    command line that writes this workflow again; `left_out` are the packages that it does not publish;
    `stages` are those of the GitLab pipeline that takes this one in, empty where they are GitLab's own.
    """

    forge: Forge
    repository: str
    file: str
    packages: tuple[ReleasedPackage, ...]
    tags: Tags = Tags.ONE
    builder: Builder = Builder.BUILD
    workspace: bool = False
    manager: Manager = Manager.NPM
    lock: str = ""
    python: str = "3.13"
    parts: frozenset[Part] = frozenset()
    command: str = "primer workflow"
    history: bool = True
    left_out: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()

    def of(self, ecosystem: Ecosystem) -> tuple[ReleasedPackage, ...]:
        """The packages of one ecosystem, in their order."""
        return tuple(package for package in self.packages if package.ecosystem is ecosystem)
