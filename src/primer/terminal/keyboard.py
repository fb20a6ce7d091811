"""What a voice needs of a keyboard; one reads single keys, one reads lines where a terminal is dumb."""

from typing import Protocol, TypeVar

from primer.core.publisher import FormField
from primer.core.question import Question
from primer.ports.voice import Arrived, Key, Watch
from primer.terminal.offers import Offers

T = TypeVar("T")


class Keyboard(Protocol):
    """Answers of a person; Ctrl-C and Ctrl-D are KeyboardInterrupt everywhere."""

    def answer(self, question: Question) -> str:
        """The key of the choice, keys joined by a space, or the text."""
        ...

    def hidden(self, words: str, instead: frozenset[str] = frozenset()) -> str:
        """A line of which nothing is shown, stripped; `instead` are letters that answer by themselves."""
        ...

    def key(self, offers: Offers) -> Key | FormField:
        """One of the keys offered, or the field whose number it is."""
        ...

    def goes_on(self, words: str) -> bool:
        """Whether the person wants to see the next page; `words` say how far this one is."""
        ...

    def follow(self, watch: Watch[T], offers: Offers) -> Arrived[T] | Key:
        """Waits for what arrives, or for a key."""
        ...
