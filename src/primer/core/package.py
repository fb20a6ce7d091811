"""A package of the repository, and its twin: left out, because."""

from primer.core.registry import Ecosystem
from primer.core.source import Read, Source
from primer.core.value import field, frozen


@frozen
class Person:
    """An author as package metadata has it; either part may be empty."""

    name: str = ""
    email: str = ""


@frozen
class Description:
    """What the package says of itself; empty where it says nothing.

    `repository_url` and `directory` say where its source lives, as an npm manifest writes them.
    """

    summary: str = ""
    license_expression: str = ""
    authors: tuple[Person, ...] = ()
    urls: tuple[tuple[str, str], ...] = ()
    requires_python: str = ""
    repository_url: str = ""
    directory: str = ""


@frozen
class Stated:
    """What a manifest says of its source and of who may read it, each with its place; None where nothing.

    A registry that compares these refuses a release of which they are not true.
    """

    repository: Read[str] | None = None
    directory: Read[str] | None = None
    access: Read[str] | None = None


@frozen
class Package:
    """One package that can be published.

    `name` is normalised (PEP 503 for Python); `path` is its folder, relative to the repository, `.` for
    the root; `version` is None when it is computed at build time; `requires` are the normalised names of
    *all* its run-time requirements (extras and groups apart), in or out of the repository, sorted;
    `source` is the line of its name; `imports` is what Node can import of an npm package, None where its
    manifest does not say; one that is `bound` is for certain machines only. `stated` is None where no
    registry compares what the manifest says of its source; `beyond` are packages of the repository's other
    ecosystem that it needs, by the word of the choices.
    """

    name: str
    ecosystem: Ecosystem
    path: str
    version: str | None
    source: Source
    requires: tuple[str, ...] = ()
    description: Description = field(default_factory=Description)
    imports: tuple[str, ...] | None = None
    bound: bool = False
    stated: Stated | None = None
    beyond: tuple[str, ...] = ()


@frozen
class Skipped:
    """A package that is left out, and why; `name` is empty where none could be read."""

    path: str
    name: str
    why: str
