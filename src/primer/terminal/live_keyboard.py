"""Answers read key by key, through questionary and prompt_toolkit; imported only for a live terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.shortcuts import PromptSession
from prompt_toolkit.styles import Style as Look

from primer.core.question import Question
from primer.ports.voice import Arrived, Key, Watch
from primer.terminal.foreign import harmless
from primer.terminal.offers import Offers
from primer.terminal.pad import follow, press
from primer.terminal.screens import question_note
from primer.terminal.surface import Surface

T = TypeVar("T")

LOOK = Look(
    [
        ("qmark", "bold"),
        ("question", "bold"),
        ("answer", "noinherit bold"),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", "noinherit"),
        ("instruction", "italic"),
    ]
)


class LiveKeyboard:
    """Arrows, single keys and hidden input on one terminal."""

    def __init__(self, source: Input, output: Output, surface: Callable[[], Surface]) -> None:
        self._source = source
        self._output = output
        self._surface = surface

    def answer(self, question: Question) -> str:
        """Asks with a list or a line, as the question has choices or not."""
        with self._session():
            if question.several:
                return self._several(question)
            return self._one(question) if question.choices else self._text(question)

    def hidden(self, words: str) -> str:
        """Reads a line into no history and shows nothing of it."""
        with self._session():
            session: PromptSession[str] = PromptSession(
                [("bold", "? "), ("bold", f"{words} ")],
                history=DummyHistory(),
                input_processors=[Nothing()],
                key_bindings=_leaving(),
                color_depth=self._depth(),
            )
            return session.prompt().strip()

    def key(self, offers: Offers) -> Key:
        """One key, at once."""
        with self._session():
            return press(offers, self._surface)

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

    def _fit(self, words: str) -> str:
        return self._surface().fit(harmless(words))

    def _one(self, question: Question) -> str:
        asked = questionary.select(
            self._fit(question.text),
            choices=self._choices(question),
            default=question.default if _has(question, question.default) else None,
            pointer=self._fit("»"),
            instruction=self._fit(question_note(question)),
            style=LOOK,
            color_depth=self._depth(),
        )
        return _asked(asked)

    def _several(self, question: Question) -> str:
        asked = questionary.checkbox(
            self._fit(question.text),
            choices=self._choices(question),
            pointer=self._fit("»"),
            instruction=self._fit(f"{question_note(question)} space chooses, a all, Enter ends"),
            style=LOOK,
            color_depth=self._depth(),
        )
        return _asked(asked)

    def _text(self, question: Question) -> str:
        asked = questionary.text(
            self._fit(question.text),
            default=question.default,
            instruction=self._fit(question_note(question)),
            style=LOOK,
            history=DummyHistory(),
            color_depth=self._depth(),
        )
        return _asked(asked).strip() or question.default

    def _choices(self, question: Question) -> list[questionary.Choice]:
        chosen = question.default.split() if question.several else []
        return [
            questionary.Choice(
                self._title(choice.label or choice.key), choice.key, checked=choice.key in chosen
            )
            for choice in question.choices
        ]

    def _title(self, label: str) -> str:
        """Cut to one row: a wrapped choice would shift the others."""
        room = max(10, self._surface().width - 8)
        shown = self._fit(label)
        return shown if len(shown) <= room else f"{shown[: room - 3]}..."


class Nothing(Processor):
    """Shows none of what is typed, not even how much."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """An empty line, with the cursor at its start."""
        del transformation_input
        return Transformation([], source_to_display=lambda _: 0, display_to_source=lambda _: 0)


def _has(question: Question, key: str) -> bool:
    return any(choice.key == key for choice in question.choices)


def _leaving() -> KeyBindings:
    """Ctrl-D leaves even where something is typed already: a default, say."""
    bindings = KeyBindings()

    @bindings.add("c-d", eager=True)
    def leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return bindings


def _asked(asked: questionary.Question) -> str:
    """The answer."""
    own = asked.application.key_bindings
    asked.application.key_bindings = merge_key_bindings([own, _leaving()] if own else [_leaving()])
    answer: object = asked.unsafe_ask()
    if isinstance(answer, list):
        return " ".join(str(one) for one in answer)
    return str(answer)
