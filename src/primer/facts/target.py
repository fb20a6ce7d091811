"""What the facts are about: one package that is to be published at one registry."""

from typing import ClassVar

from primer.core.choices import Route, Way
from primer.core.finding import Finding
from primer.core.package import Package
from primer.core.problem import Problem
from primer.core.publisher import Form, Publisher, Unsupported
from primer.core.registry import Registry
from primer.core.repository import Remote
from primer.core.value import field, frozen
from primer.core.verdict import FactId
from primer.core.versions import PackageVersions
from primer.core.workflow import PublishingJob


@frozen
class RepositoryCI:
    """What the repository says of all its publishing: where its source lives, its CI files, their jobs.

    `findings` are the rules of a good workflow that these files do not keep.
    """

    home: Remote | None = None
    files: frozenset[str] = frozenset()
    jobs: tuple[PublishingJob, ...] = ()
    findings: tuple[Finding, ...] = ()


@frozen
class Target:
    """One package at one registry, with everything that was read or chosen for it.

    `jobs` are the CI jobs that publish it there: none, the one, or several that cannot be told apart.
    `publisher` is None while a value of it is open; `form` is then the reason. `account` is the person's user
    name there, or empty. `runs_page` is where a run of the publishing job can be watched, or empty. `ci` is
    what the whole repository says of publishing. `problems` are its manifest's: a release would fail by them.
    """

    package: Package
    registry: Registry
    way: Way
    placeholder: str
    jobs: tuple[PublishingJob, ...]
    publisher: Publisher | None
    form: Form | Unsupported
    account: str = ""
    runs_page: str = ""
    ci: RepositoryCI = field(default_factory=RepositoryCI)
    versions: PackageVersions = field(default_factory=PackageVersions)
    problems: tuple[Problem, ...] = ()

    @property
    def route(self) -> Route:
        """How its project comes to be on the registry."""
        return self.way.route

    @property
    def name(self) -> str:
        """The project's name."""
        return self.package.name

    @property
    def obstacle(self) -> Problem | None:
        """The first problem of its manifest that is more than a warning."""
        return next((problem for problem in self.problems if not problem.warning), None)

    def fact(self, name: str) -> FactId:
        """The id of one of this target's facts."""
        return FactId(name, self.registry.name, self.package.name)


@frozen
class TargetFact:
    """What every fact about one target shares: its names, and what has to be true before it."""

    target: Target
    NAME: ClassVar[str]
    TITLE: ClassVar[str]
    AFTER: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def concerns(cls, target: Target) -> bool:
        """Whether a target has this fact at all, its route apart."""
        return isinstance(target, Target)

    @property
    def id(self) -> FactId:
        """One fact of one target."""
        return self.target.fact(self.NAME)

    @property
    def title(self) -> str:
        """What people read."""
        return self.TITLE

    @property
    def after(self) -> tuple[FactId, ...]:
        """Facts of the same target that must not be open before this one is looked at."""
        return tuple(self.target.fact(name) for name in self.AFTER)
