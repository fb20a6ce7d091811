"""What a look at one fact can find: done, to do, waits, or unseen; unseen is never absent."""

from primer.core.evidence import Evidence
from primer.core.problem import Problem
from primer.core.publisher import Form
from primer.core.value import frozen


@frozen
class FactId:
    """Names one fact of one plan; `registry` and `package` are None for facts that belong to neither."""

    fact: str
    registry: str | None = None
    package: str | None = None

    def __str__(self) -> str:
        return ":".join(part for part in (self.fact, self.registry, self.package) if part)


@frozen
class Upload:
    """primer can do it: upload the placeholder."""

    words: str


@frozen
class Fill:
    """The person fills a form on the registry's page, and says so."""

    words: str
    form: Form


@frozen
class Visit:
    """The person does something on a page that primer can see afterwards, or that they say is done.

    `about` are the values that such a word would be about.
    """

    words: str
    page: str
    can_be_seen: bool = True
    about: tuple[tuple[str, str], ...] = ()


@frozen
class Await:
    """Somebody else does it, CI say; `commands` are what sets it off, `page` is where it can be watched."""

    words: str
    commands: tuple[str, ...] = ()
    page: str = ""


@frozen
class Mend:
    """Something in the repository or in the choices has to change first; `problem` where it is one."""

    words: str
    problem: Problem | None = None


Change = Upload | Fill | Visit | Await | Mend


@frozen
class Done:
    """It is true, because."""

    evidence: Evidence


@frozen
class Todo:
    """It is not true yet; `change` describes what makes it so, in the words every face shows."""

    change: Change


@frozen
class Waits:
    """It cannot be true before these are."""

    on: tuple[FactId, ...]


@frozen
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
