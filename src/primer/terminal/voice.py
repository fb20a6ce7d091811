"""The voice in a terminal, on stderr: what the plain one tells, and all the asking."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TextIO, TypeVar

from primer.core.placeholder import Placeholder
from primer.core.plan import Plan
from primer.core.problem import NeedsYou, Stop
from primer.core.publisher import FormField
from primer.core.question import Question
from primer.core.secret import Secret
from primer.core.value import replace
from primer.ports.voice import Arrived, Card, Errand, Key, Progress, Stage, TokenRequest, Watch
from primer.terminal.found import beside_blocks, package_blocks
from primer.terminal.keyboard import Keyboard
from primer.terminal.layout import laid_out
from primer.terminal.line_keyboard import LineKeyboard
from primer.terminal.lines import BLANK, Blocks, Paragraph, Style, plain
from primer.terminal.offers import card_offers, errand_offers, watch_offers
from primer.terminal.pages import pages, rows_of
from primer.terminal.paper import plan_blocks
from primer.terminal.plain import uploading_in_lines
from primer.terminal.printing import show_lines, surface_here
from primer.terminal.screens import (
    card_blocks,
    card_name,
    errand_blocks,
    header_blocks,
    page_blocks,
    placeholder_blocks,
    token_blocks,
)
from primer.terminal.speaker import Speaker
from primer.terminal.surface import Surface
from primer.terminal.times import When

T = TypeVar("T")

PASTE = "Paste it here (nothing is shown)"
LETTERS = frozenset({Key.OPEN.value, Key.COPY.value, Key.LEAVE.value})
"""What no token consists of."""


class TerminalVoice(Speaker):
    """Asks a person; Ctrl-C and Ctrl-D are KeyboardInterrupt everywhere."""

    def __init__(
        self,
        stream: TextIO | None = None,
        surface: Callable[[TextIO], Surface] = surface_here,
        when: When | None = None,
        keyboard: Keyboard | None = None,
    ) -> None:
        super().__init__(stream or sys.stderr, surface, when)
        self._keyboard = keyboard or keyboard_of(self)
        self._stage: Stage | None = None
        self._fresh_header = False
        self._last: Card | Errand | TokenRequest | None = None
        self._opened: set[str] = set()

    def show(self, blocks: Blocks) -> None:
        """Puts a screen on the stream."""
        super().show(blocks)
        self._fresh_header = False

    def stage(self, stage: Stage) -> None:
        """Says where the person is."""
        self._stage = stage
        self._last = None
        super().stage(stage)
        self._fresh_header = True

    def packages(self, plan: Plan) -> None:
        """Shows what was found, page by page; what all have in common stands on the last."""
        self._pages(tuple(package_blocks(plan)))
        self.show(beside_blocks(plan))

    def plan(self, plan: Plan) -> None:
        """Shows the whole plan, page by page."""
        self._pages((*plan_blocks(plan, self.when), BLANK))

    def placeholders(self, placeholders: tuple[Placeholder, ...]) -> bool:
        """Shows what would be uploaded, page by page; False where the person left before its end."""
        return self._pages(placeholder_blocks(placeholders))

    def _pages(self, blocks: Blocks) -> bool:
        """Nothing scrolls away unread: where it is more than the window holds, a key turns the page.

        False where the person has seen enough before the end.
        """
        surface = self.surface
        lines = laid_out(blocks, surface)
        for shown, so_far in pages(lines, surface, self._above(surface)):
            show_lines(shown, self.stream, surface)
            if so_far < len(lines) and not self._keyboard.goes_on(f"{so_far} of {len(lines)} lines"):
                self._fresh_header = False
                return False
        self._fresh_header = False
        return True

    def _above(self, surface: Surface) -> int:
        if self._stage is None or not self._fresh_header:
            return 0
        return rows_of(laid_out(header_blocks(self._stage), surface), surface)

    def ask(self, question: Question) -> str:
        """Asks; gives the key of the choice, or the text."""
        self._fresh_header = False
        return self._keyboard.answer(question)

    def token(self, request: TokenRequest) -> Secret | Key:
        """Asks for a token, hidden; a lone `o` or `c` is OPEN or COPY, a lone `q` leaves."""
        if self._is_new(request):
            self.show(token_blocks(request))
        while True:
            # A token that a narrow window wrapped is copied with the line breaks of its rows.
            pasted = "".join(self._keyboard.hidden(PASTE, LETTERS).splitlines())
            if pasted.lower() in {Key.OPEN.value, Key.COPY.value}:
                return Key(pasted.lower())
            if pasted.lower() == Key.LEAVE.value:
                raise KeyboardInterrupt
            if pasted:
                return Secret(pasted)
            self.tell("Nothing was pasted. q leaves.")

    def uploading(self, files: int, until: datetime) -> AbstractContextManager[Progress]:
        """Shows files filling up: in place, or one line for each where nothing can be drawn over."""
        if not self.surface.animated:
            return uploading_in_lines(self, files)
        from primer.terminal.display import drawn

        return drawn(self, files, until)

    def card(self, card: Card) -> Key | FormField:
        """Shows a publisher form once; gives what the person pressed, or the field to copy."""
        if self._is_new(card):
            self._card_header(card)
            self.show((*card_blocks(card), BLANK))
        pressed = self._keyboard.key(card_offers(card, card.form.link in self._opened))
        self._remember(pressed, card.form.link)
        return pressed

    def errand(self, errand: Errand) -> Key:
        """Shows something to do on a page; gives what the person pressed."""
        page = errand.page.url if errand.page else ""
        if self._is_new(errand):
            self.show((*errand_blocks(errand), BLANK))
        pressed = self._keyboard.key(errand_offers(errand, page in self._opened))
        self._remember(pressed, page)
        return pressed if isinstance(pressed, Key) else Key.LATER

    def watch(self, watch: Watch[T]) -> Arrived[T] | Key:
        """Waits and looks; gives what arrived, OPEN, BACK, or LEAVE."""
        if watch.page and watch.page.url not in self._opened:
            self.show(page_blocks(watch.page))
        outcome = self._keyboard.follow(watch, watch_offers(watch.page is not None, watch.back))
        if outcome is Key.OPEN and watch.page:
            self._opened.add(watch.page.url)
        return outcome

    def _is_new(self, shown: Card | Errand | TokenRequest) -> bool:
        """What was just shown is not shown again after a key that changes nothing."""
        before, self._last = self._last, shown
        return shown != before

    def _card_header(self, card: Card) -> None:
        """The header with the card's name; under a header that nobody has answered yet, the name alone."""
        named = self._stage is not None and self._stage.name == card_name(card)
        if self._stage is not None and not self._fresh_header:
            self.show(header_blocks(replace(self._stage, name=card_name(card))))
        elif not named:
            self.show((Paragraph(plain(card_name(card), Style.HEADING), 2), BLANK))

    def _remember(self, pressed: Key | FormField, page: str) -> None:
        if pressed is Key.OPEN:
            self._opened.add(page)


def keyboard_of(speaker: Speaker) -> Keyboard:
    """The keyboard that fits a terminal: single keys where lines can be drawn over, lines elsewhere."""
    if not speaker.surface.animated or speaker.surface.ascii:
        return LineKeyboard(speaker.stream, lambda: speaker.surface)
    from prompt_toolkit.input import create_input
    from prompt_toolkit.output import create_output

    from primer.terminal.live_keyboard import LiveKeyboard

    try:
        return LiveKeyboard(create_input(sys.stdin), create_output(speaker.stream), lambda: speaker.surface)
    except Exception as error:
        # prompt_toolkit's own class can be imported on Windows only; git-bash raises it there.
        if type(error).__name__ != "NoConsoleScreenBufferError":
            raise
        raise Stop(_no_console()) from None


def _no_console() -> NeedsYou:
    return NeedsYou(
        "needs-a-terminal",
        "this window is no console that single keys can be read from",
        hint="run it in Windows Terminal or cmd.exe, or put `winpty` before the command",
    )
