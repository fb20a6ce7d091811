"""The voice where nobody can answer: the same words as plain lines; every question stops the run."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import NoReturn, TextIO, TypeVar

from primer.core.problem import NeedsYou, Stop
from primer.core.question import Question
from primer.core.secret import Secret
from primer.ports.signs import Mark
from primer.ports.voice import Arrived, Card, Errand, Key, Progress, Reach, TokenRequest, Watch
from primer.terminal.lines import Blocks
from primer.terminal.printing import surface_here
from primer.terminal.screens import card_blocks, card_name, errand_blocks, page_blocks, token_blocks
from primer.terminal.speaker import Speaker
from primer.terminal.surface import Surface
from primer.terminal.suspension import unsuspended
from primer.terminal.times import When

T = TypeVar("T")

PLAN = "run `primer --plan` to see what is left, or run `primer init` in a terminal"


class PlainVoice(Speaker):
    """Tells, and never asks: what would need an answer is shown and raises Stop, `needs-a-terminal`."""

    def __init__(
        self,
        stream: TextIO | None = None,
        surface: Callable[[TextIO], Surface] = surface_here,
        when: When | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(stream or sys.stderr, surface, when)
        self._pause = pause

    def ask(self, question: Question) -> str:
        """Stops, naming the question's flag."""
        self._stop(f"the question “{question.text}” needs a terminal", _how(question))

    def token(self, request: TokenRequest) -> Secret | Key:
        """Stops: a token is never taken from anything but a terminal."""
        self._needs_person("a token can only be pasted into a terminal", token_blocks(request))

    def card(self, card: Card) -> Key:
        """Shows the form and stops."""
        self._needs_person(f"the publisher form of {card_name(card)} needs a person", card_blocks(card))

    def errand(self, errand: Errand) -> Key:
        """Shows what there is to do and stops."""
        self._needs_person("this needs a person", errand_blocks(errand))

    def watch(self, watch: Watch[T]) -> Arrived[T] | Key:
        """Looks until `until`, telling each new answer once; without an end to the waiting, stops."""
        if watch.until is None:
            self._needs_person(watch.words, page_blocks(watch.page))
        self.tell(watch.words)
        told = ""
        while True:
            answer = watch.look()
            if not isinstance(answer, str):
                return answer
            if answer != told:
                self.say(Mark.WAITS, answer)
                told = answer
            left = (watch.until - datetime.now(UTC)).total_seconds()
            if left <= 0:
                return Key.LEAVE
            self._pause(min(watch.every, left))

    def uploading(self, files: int, until: datetime) -> AbstractContextManager[Progress]:
        """One line for each file; how long the token is good is not counted down on paper."""
        del until
        return uploading_in_lines(self, files)

    def _needs_person(self, message: str, blocks: Blocks) -> NoReturn:
        self.show(blocks)
        self._stop(message, PLAN)

    def _stop(self, message: str, hint: str) -> NoReturn:
        raise Stop(NeedsYou("needs-a-terminal", message, hint=hint))


def _how(question: Question) -> str:
    return f"answer it with {question.flag}" if question.flag else "no flag can say yes to it"


@contextmanager
def uploading_in_lines(speaker: Speaker, files: int) -> Iterator[Progress]:
    """A progress that draws nothing over; where a file takes long, that is told every so often."""
    with unsuspended(), speaker.working("uploading") as reach:
        yield Lines(speaker, files, reach)


class Lines:
    """A progress of plain lines, where nothing can be drawn over."""

    def __init__(self, speaker: Speaker, files: int, reach: Reach) -> None:
        self._speaker = speaker
        self._reach = reach
        self._files = files
        self._done = 0

    def begin(self, package: str, filename: str) -> None:
        """Says nothing yet."""

    def finish(self, package: str, filename: str, words: str) -> None:
        """One line for the file."""
        self._done += 1
        self._reach(self._done, self._files)
        self._speaker.say(Mark.SEEN, f"{package}  {filename}  {words}  ({self._done} of {self._files})")

    def fail(self, package: str, filename: str, words: str) -> None:
        """One line for the file that did not arrive."""
        self._speaker.say(Mark.PROBLEM, f"{package}  {filename}  {words}")
