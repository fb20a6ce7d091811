"""What a look at one fact can find: done, to do, waits, or unseen; unseen is never absent."""

from dataclasses import dataclass

from primer.core.evidence import Evidence
from primer.core.problem import Problem
from primer.core.publisher import Form


@dataclass(frozen=True, slots=True)
class FactId:
    """Names one fact of one plan; `registry` and `package` are None for facts that belong to neither."""

    fact: str
    registry: str | None = None
    package: str | None = None

    def __str__(self) -> str:
        return ":".join(part for part in (self.fact, self.registry, self.package) if part)


@dataclass(frozen=True, slots=True)
class Upload:
    """primer can do it: upload the placeholder."""

    words: str


@dataclass(frozen=True, slots=True)
class Fill:
    """The person fills a form on the registry's page, and says so."""

    words: str
    form: Form


@dataclass(frozen=True, slots=True)
class Visit:
    """The person does something on a page that primer can see afterwards, or that they say is done.

    `about` are the values that such a word would be about.
    """

    words: str
    page: str
    can_be_seen: bool = True
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Await:
    """Somebody else does it, CI say; `commands` are what sets it off, `page` is where it can be watched."""

    words: str
    commands: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """Something in the repository or in the choices has to change first; `problem` where it is one."""

    words: str
    problem: Problem | None = None


Change = Upload | Fill | Visit | Await | Mend


@dataclass(frozen=True, slots=True)
class Done:
    """It is true, because."""

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Todo:
    """It is not true yet; `change` describes what makes it so, in the words every face shows."""

    change: Change


@dataclass(frozen=True, slots=True)
class Waits:
    """It cannot be true before these are."""

    on: tuple[FactId, ...]


@dataclass(frozen=True, slots=True)
class Unseen:
    """It could not be looked at, because; `settle` is how the person's word can stand in, where it can."""

    why: str
    settle: Visit | None = None


Verdict = Done | Todo | Waits | Unseen


def problem_in(verdict: Verdict) -> Problem | None:
    """The problem that keeps a fact from being done, if there is one."""
    if isinstance(verdict, Todo) and isinstance(verdict.change, Mend):
        return verdict.change.problem
    return None
