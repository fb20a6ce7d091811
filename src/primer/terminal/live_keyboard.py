"""Answers read key by key, through questionary and prompt_toolkit; imported only for a live terminal."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from prompt_toolkit.application import create_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.shortcuts import PromptSession

from primer.core.publisher import FormField
from primer.core.question import BACK, Question
from primer.ports.voice import Arrived, Key, Watch
from primer.terminal.asking import asked
from primer.terminal.choosing import choose
from primer.terminal.lines import Paragraph, Span, Style, unbroken
from primer.terminal.offers import Offers
from primer.terminal.pad import Fragments, follow, fragments, press, turn
from primer.terminal.screens import enter_alone, question_note
from primer.terminal.surface import Surface

T = TypeVar("T")

PAUSE = 0.3
"""Seconds after which a lone letter was typed and not pasted."""


class LiveKeyboard:
    """Arrows, single keys and hidden input on one terminal."""

    def __init__(self, source: Input, output: Output, surface: Callable[[], Surface]) -> None:
        self._source = source
        self._output = output
        self._surface = surface

    def answer(self, question: Question) -> str:
        """Asks with a list or a line, as the question has choices or not."""
        with self._session():
            return choose(question, self._surface) if question.choices else self._text(question)

    def hidden(self, words: str, instead: frozenset[str] = frozenset()) -> str:
        """Reads a line into no history and shows nothing of it; a lone letter of `instead` needs no Enter."""
        with self._session():
            line: PromptSession[str] = PromptSession(
                lambda: self._asked(Span(words, Style.HEADING)),
                history=DummyHistory(),
                input_processors=[Nothing()],
                key_bindings=_leaving(),
                color_depth=self._depth(),
            )
            _answer_by_letter(line, instead)
            return asked(line.app).strip()

    def key(self, offers: Offers) -> Key | FormField:
        """One key, at once."""
        with self._session():
            return press(offers, self._surface)

    def goes_on(self, words: str) -> bool:
        """Waits at the end of a page."""
        with self._session():
            return turn(words, self._surface)

    def follow(self, watch: Watch[T], offers: Offers) -> Arrived[T] | Key:
        """Waits with a countdown; a key ends it at once."""
        with self._session():
            return follow(watch, offers, self._surface)

    @contextmanager
    def _session(self) -> Iterator[None]:
        """Every prompt uses this terminal, and an ended input is the wish to leave."""
        with create_app_session(self._source, self._output):
            try:
                yield
            except EOFError:
                raise KeyboardInterrupt from None

    def _depth(self) -> ColorDepth | None:
        return None if self._surface().colour else ColorDepth.DEPTH_1_BIT

    def _asked(self, *words: Span) -> Fragments:
        """The question at today's width, and a line of its own to answer on."""
        blocks = (Paragraph((Span("? ", Style.HEADING), *words), hang=2),)
        return [*fragments(blocks, self._surface()), ("", f"\n  {self._surface().fit('>')} ")]

    def _text(self, question: Question) -> str:
        line: PromptSession[str] = PromptSession(
            lambda: self._asked(*text_question(question)),
            history=DummyHistory(),
            key_bindings=_leaving(),
            color_depth=self._depth(),
        )
        line.default_buffer.reset(Document(question.default))
        answer = asked(line.app).strip()
        # At once it would leave the Enter that people type after it to the question before.
        return BACK if question.back and answer.endswith(BACK) else answer or question.default


class Nothing(Processor):
    """Shows none of what is typed, not even how much."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """An empty line, with the cursor at its start."""
        del transformation_input
        return Transformation([], source_to_display=lambda _: 0, display_to_source=lambda _: 0)


def text_question(question: Question) -> tuple[Span, ...]:
    """What is asked for, with its note and its flag; what Enter does, the way back, and how to leave."""
    back = unbroken(f"{BACK} and Enter go back.") if question.back else ""
    parts = (question_note(question), enter_alone(question), back, unbroken("Ctrl-C leaves."))
    note = " ".join(part for part in parts if part)
    return (Span(question.text, Style.HEADING), Span(f" {note}", Style.DIM))


def _answer_by_letter(line: PromptSession[str], letters: frozenset[str]) -> None:
    """What is pasted comes at once: a letter that is still alone after a while was meant."""

    def wait(buffer: Buffer) -> None:
        if buffer.text.lower() in letters:
            asyncio.get_running_loop().call_later(PAUSE, answer, buffer, buffer.text)

    def answer(buffer: Buffer, letter: str) -> None:
        if buffer.text == letter and line.app.is_running and not line.app.is_done:
            line.app.exit(result=letter)

    line.default_buffer.on_text_changed += wait


def _leaving() -> KeyBindings:
    """Ctrl-D leaves even where something is typed already: a default, say. Ctrl-Z types nothing."""
    bindings = KeyBindings()

    @bindings.add("c-d", eager=True)
    def leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @bindings.add("c-z", eager=True)
    def ignore(_event: KeyPressEvent) -> None:
        return

    return bindings
