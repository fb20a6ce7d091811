"""What went wrong, as a value: reference, cause, remedy, and in its class who can mend it."""

from primer.core.source import Source
from primer.core.value import frozen


@frozen
class Problem:
    """One thing that stands in the way; build one of the five classes below.

    `reference` is kebab-case and documented in guides/reference/problems.md under that anchor.
    `message` is one sentence; `context` are further lines; `hint` is the one thing to do.
    """

    reference: str
    message: str
    hint: str
    context: tuple[str, ...] = ()
    source: Source | None = None
    warning: bool = False
    """True for what is named but stops nothing: it changes no exit code."""

    @property
    def link(self) -> str:
        """The guide's section about it, relative to the documentation's root."""
        return f"guides/reference/problems.md#{self.reference}"


class YourInput(Problem):
    """A file, a flag or an answer of the person."""

    __slots__ = ()


class TheirAnswer(Problem):
    """A server refused or said something that is no answer."""

    __slots__ = ()


class Missing(Problem):
    """A part this machine lacks: a keyring, git, a network."""

    __slots__ = ()


class NeedsYou(Problem):
    """Only the person can go on: a page to visit, a choice to make."""

    __slots__ = ()


class DidNotTake(Problem):
    """It was done, and the second look does not show it."""

    __slots__ = ()


class Stop(Exception):
    """Ends the run with exactly this problem on the screen and exit code 1."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reference)
        self.problem = problem
