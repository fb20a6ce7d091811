"""A package of the repository, and its twin: left out, because."""

from dataclasses import dataclass, field

from primer.core.registry import Ecosystem
from primer.core.source import Source


@dataclass(frozen=True, slots=True)
class Person:
    """An author as package metadata has it; either part may be empty."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """What the package says of itself; empty where it says nothing."""

    summary: str = ""
    license_expression: str = ""
    authors: tuple[Person, ...] = ()
    urls: tuple[tuple[str, str], ...] = ()
    requires_python: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """One package that can be published.

    `name` is normalised (PEP 503 for Python); `path` is its folder, relative to the repository, `.` for
    the root; `version` is None when it is computed at build time; `requires` are the normalised names of
    *all* its run-time requirements (extras and groups apart), in or out of the repository, sorted;
    `source` is the line of its name; `imports` is what Node can import of an npm package, None where its
    manifest does not say; one that is `bound` is for certain machines only.
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


@dataclass(frozen=True, slots=True)
class Skipped:
    """A package that is left out, and why; `name` is empty where none could be read."""

    path: str
    name: str
    why: str
