"""Answers read line by line: for terminals that can neither move a cursor nor show more than ASCII."""

import getpass
import select
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from typing import TextIO, TypeVar

from primer.core.countdown import span
from primer.core.problem import NeedsYou, Stop
from primer.core.publisher import FormField
from primer.core.question import BACK, Choice, Question
from primer.ports.signs import Mark
from primer.ports.voice import Arrived, Key, Watch
from primer.terminal.layout import as_text
from primer.terminal.lines import Block, Paragraph, Span, Style, Table, Words, plain
from primer.terminal.lookout import Lookout, utc_now
from primer.terminal.offers import Offers, offers_line
from primer.terminal.screens import enter_alone, question_note, said_blocks
from primer.terminal.surface import Surface

T = TypeVar("T")

AGAIN = 60.0
"""Seconds after which a person who only hears is told once more that there is nothing new."""


class LineKeyboard:
    """Numbers instead of arrows, Enter after every answer; nothing is drawn over."""

    def __init__(self, stream: TextIO, surface: Callable[[], Surface], source: TextIO | None = None) -> None:
        self._stream = stream
        self._surface = surface
        self._source = source or sys.stdin

    def answer(self, question: Question) -> str:
        """Asks until the line names a choice, by its number or its key."""
        self._show(*_question(question))
        while True:
            line = self._line("  > ")
            answer = _chosen(question, line)
            if answer is not None:
                return answer
            self._not_one_of_these(line)

    def hidden(self, words: str, instead: frozenset[str] = frozenset()) -> str:
        """Reads without echo; where echo cannot be switched off, stops before anything is typed."""
        del instead
        self._show(Paragraph(plain(f"? {words}")))
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            try:
                return getpass.getpass("  > ", self._stream).strip()
            except EOFError:
                raise KeyboardInterrupt from None
            except getpass.GetPassWarning:
                raise Stop(_cannot_hide()) from None

    def key(self, offers: Offers) -> Key | FormField:
        """Asks until the line is one of the keys."""
        self._show(offers_line(offers))
        while True:
            line = self._line("  > ")
            pressed = offers.pressed(line)
            if pressed is not None:
                return pressed
            self._not_one_of_these(line)

    def goes_on(self, words: str) -> bool:
        """Always: lines are read one after another, and can be read back."""
        del words
        return True

    def follow(self, watch: Watch[T], offers: Offers) -> Arrived[T] | Key:
        """Tells every new answer on a line of its own, and the same once a minute; listens for a key."""
        self._show(offers_line(offers))
        told, at = "", 0.0
        with Lookout(watch) as lookout:
            while (outcome := lookout.outcome()) is None:
                if lookout.said != told or time.monotonic() - at >= AGAIN:
                    told, at = lookout.said, time.monotonic()
                    left = f" ({lookout.left()})" if lookout.left() else ""
                    self._show(*said_blocks(Mark.WAITS, told + left))
                pressed = offers.pressed(self._line("")) if self._ready() else None
                if isinstance(pressed, Key):
                    return pressed
        return outcome

    def _not_one_of_these(self, line: str) -> None:
        """A line that answers nothing is not passed over in silence, which nobody hears."""
        self._show(Paragraph(plain(f"Not one of these: {line.strip() or 'Enter alone'}"), 2))

    def _ready(self) -> bool:
        return bool(select.select([self._source], [], [], 0.1)[0])

    def _line(self, prompt: str) -> str:
        self._stream.write(prompt)
        self._stream.flush()
        line = self._source.readline()
        if not line:
            raise KeyboardInterrupt
        return line.rstrip("\n")

    def _show(self, *blocks: Block) -> None:
        self._stream.write(as_text(blocks, self._surface()))
        self._stream.flush()


def _cannot_hide() -> NeedsYou:
    return NeedsYou(
        "needs-a-terminal",
        "this terminal cannot hide what is typed, so no token can be pasted here",
        hint="run `primer init` in a terminal that can",
    )


def _question(question: Question) -> tuple[Block, ...]:
    chosen = question.default.split() if question.several else [question.default]
    rows = tuple(
        (plain(f"{number}.", Style.KEY), plain(choice.label or choice.key), _is_default(choice.key in chosen))
        for number, choice in enumerate(question.choices, 1)
    )
    return (
        Paragraph((Span("? "), Span(question.text, Style.HEADING)), hang=2),
        Table(rows, indent=2, lead=3, gap=1),
        Paragraph(plain(" ".join(_how(question)), Style.DIM), 2),
    )


def _is_default(default: bool) -> Words:
    return plain("(Enter)", Style.DIM) if default else ()


def _how(question: Question) -> Iterator[str]:
    """The note, and how to answer, to go back and to leave."""
    if note := question_note(question):
        yield note
    if question.choices:
        yield "Numbers with spaces between, then Enter." if question.several else "A number, then Enter."
    else:
        yield enter_alone(question)
    if question.back:
        yield f"{BACK} goes back."
    if question.until is not None:
        yield f"The token is good for {span(question.until - utc_now())}."
    yield "Ctrl-C leaves."


def _chosen(question: Question, line: str) -> str | None:
    words = line.strip()
    if question.back and words == BACK:
        return BACK
    if not question.choices:
        return words or question.default
    if not words:
        return question.default
    keys = [_key(question.choices, word) for word in (words.split() if question.several else [words])]
    found = [key for key in keys if key is not None]
    return " ".join(dict.fromkeys(found)) if len(found) == len(keys) else None


def _key(choices: tuple[Choice, ...], word: str) -> str | None:
    if word.isdecimal() and 1 <= int(word) <= len(choices):
        return choices[int(word) - 1].key
    exact = [choice.key for choice in choices if choice.key.lower() == word.lower()]
    near = [choice.key for choice in choices if choice.key.lower().startswith(word.lower())]
    return exact[0] if exact else near[0] if len(near) == 1 else None
