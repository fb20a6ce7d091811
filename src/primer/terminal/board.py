"""The choices of one question as they stand: which is pointed at, which are chosen, how that looks."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from primer.core.countdown import span
from primer.core.question import BACK, Choice, Question
from primer.core.value import field, mutable
from primer.terminal.layout import laid_out
from primer.terminal.lines import Block, Paragraph, Span, Style, Words, joined, plain, unbroken
from primer.terminal.pages import rows_of
from primer.terminal.screens import question_note
from primer.terminal.surface import Surface

FEWEST = 3
"""So many choices are shown however low the window is."""


@mutable
class Board:
    """A question with its choices; keys change it, and `blocks` shows it at any width."""

    question: Question
    at: int = 0
    chosen: set[str] = field(default_factory=set)
    answered: str | None = None

    def move(self, by: int) -> None:
        """Points further down or up, and from one end to the other."""
        self.at = (self.at + by) % len(self.question.choices)

    def point(self, place: int) -> None:
        """Points at one choice, counted from 0; one that is not there changes nothing."""
        if 0 <= place < len(self.question.choices):
            self.at = place

    def toggle(self) -> None:
        """Chooses what is pointed at, or not any more."""
        self.chosen ^= {self.question.choices[self.at].key}

    def toggle_all(self) -> None:
        """Chooses all, or none where all are chosen."""
        every = {choice.key for choice in self.question.choices}
        self.chosen = set() if self.chosen == every else every

    def take(self) -> str:
        """The answer as it stands: keys in the order of the choices."""
        keys = [choice.key for choice in self.question.choices]
        self.answered = (
            " ".join(key for key in keys if key in self.chosen) if self.question.several else keys[self.at]
        )
        return self.answered

    def go_back(self) -> str:
        """The wish to be asked the question before."""
        self.answered = BACK
        return BACK

    def blocks(self, surface: Surface, now: datetime) -> tuple[Block, ...]:
        """The question and as many choices as the window holds; once answered, the answer alone."""
        if self.answered is not None:
            return (Paragraph((*self._asked(), Span(f" {self._said(self.answered)}")), hang=2),)
        asked = Paragraph((*self._asked(), *self._note()), hang=2)
        keys = Paragraph(joined(self._keys(now), "   "), indent=2)
        taken = rows_of(laid_out((asked, keys), surface), surface)
        return (asked, *self._rows(surface, (surface.height or 24) - taken - 2), keys)

    def _asked(self) -> Words:
        return (Span("? ", Style.HEADING), Span(self.question.text, Style.HEADING))

    def _note(self) -> Words:
        note = question_note(self.question)
        return (Span(" "), Span(note, Style.DIM)) if note else ()

    def _said(self, answer: str) -> str:
        if answer == BACK:
            return "(back)"
        labels = [choice.label or choice.key for choice in self.question.choices if choice.key == answer]
        if not self.question.several:
            return labels[0] if labels else answer
        return ", ".join(answer.split()) or "none"

    def _rows(self, surface: Surface, room: int) -> Iterator[Block]:
        """The choices around the one that is pointed at; how many are above and below is said."""
        every = [self._row(place, choice) for place, choice in enumerate(self.question.choices)]
        heights = [rows_of(laid_out((row,), surface), surface) for row in every]
        first, last = _seen(heights, self.at, room)
        if first:
            yield Paragraph(plain(f"… {first} more above", Style.DIM), 3)
        yield from every[first:last]
        if last < len(every):
            yield Paragraph(plain(f"… {len(every) - last} more below", Style.DIM), 3)

    def _row(self, place: int, choice: Choice) -> Paragraph:
        here = place == self.at
        style = Style.HEADING if here else Style.PLAIN
        box = ("[x] " if choice.key in self.chosen else "[ ] ") if self.question.several else ""
        label = choice.label or choice.key
        return Paragraph((Span(unbroken(f"{'»' if here else ' '} {box}"), style), Span(label, style)), 1, 2)

    def _keys(self, now: datetime) -> Iterator[Words]:
        """How to answer, how to go back, how to leave; what runs out meanwhile."""
        if self.question.several:
            yield _key("space", "chooses")
            yield _key("a", "all")
        yield _key("Enter", "takes it" if not self.question.several else "ends")
        if self.question.back:
            yield _key(BACK, "back")
        yield _key("Ctrl-C", "leaves")
        if self.question.until is not None:
            yield plain(unbroken(f"token good for {span(self.question.until - now)}"), Style.DIM)


def board_of(question: Question) -> Board:
    """The board before the first key: the default is pointed at, and of several the defaults are chosen."""
    keys = [choice.key for choice in question.choices]
    if question.several:
        return Board(question, 0, set(question.default.split()) & set(keys))
    return Board(question, keys.index(question.default) if question.default in keys else 0)


def _key(key: str, words: str) -> Words:
    return (Span(f"[{key}]", Style.KEY), Span(unbroken(f" {words}"), Style.DIM))


def _seen(heights: Sequence[int], at: int, room: int) -> tuple[int, int]:
    """The first and the end of the choices that fit; the one at `at` is always among them."""
    first, last = at, at + 1
    while True:
        grown = (max(0, first - 1), min(len(heights), last + 1))
        if grown == (first, last):
            return grown
        # Two rows say how many choices are above and below.
        whole = grown == (0, len(heights))
        if sum(heights[slice(*grown)]) > room - (0 if whole else 2) and last - first >= FEWEST:
            return first, last
        first, last = grown
