"""Speaking and asking: what the engine says, as values; how it looks is the terminal's matter."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from primer.core.placeholder import Placeholder
from primer.core.plan import Plan
from primer.core.problem import Problem
from primer.core.publisher import Form, FormField
from primer.core.question import Question
from primer.core.secret import Secret
from primer.core.value import frozen
from primer.ports.signs import Mark

T = TypeVar("T")


class Key(StrEnum):
    """What a person can press instead of answering."""

    OPEN = "o"
    COPY = "c"
    DONE = "d"
    LATER = "s"
    BACK = "b"
    LEAVE = "q"


@frozen
class Stage:
    """Where the person is: the plan's title, the step's number out of `of`, its name.

    `steps` are all of them by name, each with what is true of it now; empty where they are not told.
    """

    plan: str
    number: int
    name: str
    of: int = 7
    steps: tuple[tuple[Mark, str], ...] = ()


@frozen
class Page:
    """A page to open: the way there in words, and its address."""

    words: str
    url: str


@frozen
class TokenRequest:
    """Asking for a token: what happens to it, the page that makes one, and what to enter there."""

    explanation: str
    page: Page
    name: str
    scope: str


@frozen
class Card:
    """One publisher form to fill, the `number`th of `of`; `note` is one more line, or empty."""

    package: str
    number: int
    of: int
    form: Form
    note: str = ""


@frozen
class Errand:
    """Something to do on a page: what, where; `keys` beyond open and leave that make sense."""

    words: str
    page: Page | None
    keys: tuple[Key, ...]
    details: tuple[str, ...] = ()


@frozen
class Watch(Generic[T]):
    """Waiting for something to become true.

    `look` asks once: a result ends the waiting, a sentence is shown until the next look.
    `every` is the pause between looks in seconds; `until` ends the waiting, None waits for the person. `back`
    is what the way back leads to, empty where there is none.
    """

    words: str
    look: Callable[[], "Arrived[T] | str"]
    every: float
    page: Page | None = None
    until: datetime | None = None
    back: str = ""


@frozen
class Arrived(Generic[T]):
    """What was waited for."""

    value: T


class Progress(Protocol):
    """A list of files that fills."""

    def begin(self, package: str, filename: str) -> None:
        """A file is on its way."""
        ...

    def finish(self, package: str, filename: str, words: str) -> None:
        """It arrived; `words` say how (`uploaded`, `was there`)."""
        ...

    def fail(self, package: str, filename: str, words: str) -> None:
        """It did not arrive; `words` say how (`refused`)."""
        ...


Reach = Callable[[int, int], None]
"""Is told how much of something is done, of how much; may be told from several threads."""


class Voice(Protocol):
    """The conversation; leaving (Ctrl-C, Ctrl-D) is KeyboardInterrupt everywhere."""

    def stage(self, stage: Stage) -> None:
        """Says where the person is."""
        ...

    def packages(self, plan: Plan) -> None:
        """Shows what was found."""
        ...

    def plan(self, plan: Plan) -> None:
        """Shows the whole plan."""
        ...

    def placeholders(self, placeholders: tuple[Placeholder, ...]) -> bool:
        """Shows what would be uploaded; False where the person has seen enough of it."""
        ...

    def say(self, mark: Mark, words: str) -> None:
        """One line with its mark."""
        ...

    def tell(self, words: str) -> None:
        """One paragraph without a mark for each line; four spaces before it keep a command whole."""
        ...

    def problem(self, problem: Problem) -> None:
        """Shows a problem whole."""
        ...

    def ask(self, question: Question) -> str:
        """Asks; gives the key of the choice, or the text."""
        ...

    def token(self, request: TokenRequest) -> Secret | Key:
        """Asks for a token, hidden; or gives OPEN or COPY, and is asked again."""
        ...

    def uploading(self, files: int, until: datetime) -> AbstractContextManager[Progress]:
        """Shows files filling up, with the time left of the lease that ends at `until`."""
        ...

    def working(self, words: str) -> AbstractContextManager[Reach]:
        """Shows what is under way where it lasts longer than a second, with rate and time left."""
        ...

    def card(self, card: Card) -> Key | FormField:
        """Shows a publisher form; gives what the person pressed, or the one field that is to be copied."""
        ...

    def errand(self, errand: Errand) -> Key:
        """Shows something to do on a page; gives what the person pressed."""
        ...

    def watch(self, watch: Watch[T]) -> Arrived[T] | Key:
        """Waits and looks; gives what arrived, OPEN, BACK, or LEAVE (also when `until` has passed)."""
        ...

    def ending(self, plan: Plan) -> None:
        """Says what is proven and what is still to come."""
        ...
