"""Error messages: the lines in which a tool or a runner says that something failed, together as they belong.

A word alone is no error. A message begins with a line of a form that only failures have; what follows it,
wrapped, indented or encoded as that tool does it, is the rest of it.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from primer.core.regex import regex
from primer.diagnosis.log_line import LogLine, Mark
from primer.diagnosis.openings import NPM, RUNNER, Opening, opening_of, until_next_step
from primer.diagnosis.quotation import Quotation

LONGEST = 80
"""So many lines a message has at most; the longest that is known, with all its claims, has 40."""


@dataclass(frozen=True)
class Message:
    """One error message; `text` is all of it on one line, without decoration."""

    lines: tuple[LogLine, ...]

    @cached_property
    def text(self) -> str:
        """The words of all lines in a row."""
        return " ".join(plain for plain in self._plain if plain)

    @property
    def job(self) -> str:
        """The job whose message it is."""
        return self.lines[0].job

    def line_of(self, words: re.Match[str]) -> LogLine:
        """The line in which words found in `text` begin."""
        at = 0
        for line, plain in zip(self.lines, self._plain, strict=True):
            at += len(plain) + 1 if plain else 0
            if words.start() < at:
                return line
        return self.lines[-1]

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        return tuple(_undecorated(line.text) for line in self.lines)


_DECORATION = regex(rf"^\s*{NPM} ?|[│├╰╭─▶×➤\ufe0f]+|\\n|\s+")


def _undecorated(text: str) -> str:
    """Poetry shows an answer as Python's bytes, maturin as HTML, others in boxes."""
    words = html.unescape(text) if "&" in text else text
    return " ".join(_DECORATION.sub(" ", words.replace("\\'", "'")).split())


def messages(lines: Iterable[LogLine]) -> Iterator[Message]:
    """The error messages of a log in their order; holds no more than one of them."""
    so_far: list[LogLine] = []
    opening: Opening | None = None
    quotation, marked = Quotation(), False
    for line in lines:
        quoted = quotation.holds(line)
        marked = marked or line.mark is not Mark.NONE
        found = _found(line, quoted=quoted and not so_far, marked=marked)
        if opening is not None and _goes_on(opening, so_far, found, line):
            so_far.append(line)
            continue
        if so_far:
            yield Message(tuple(so_far))
        opening, so_far = (None, []) if found is None or quoted else (found, [line])
    if so_far:
        yield Message(tuple(so_far))


def _found(line: LogLine, *, quoted: bool, marked: bool) -> Opening | None:
    if line.mark is Mark.ERROR:
        return RUNNER
    if quoted or line.mark is not Mark.NONE:
        return None
    found = opening_of(line.text)
    return None if found is not None and found.loose and marked else found


def _goes_on(opening: Opening, so_far: Sequence[LogLine], found: Opening | None, line: LogLine) -> bool:
    if len(so_far) >= LONGEST or line.job != so_far[0].job or line.mark is not Mark.NONE:
        return False
    if found is not None:
        return (found is opening and opening.row) or (found.loose and opening.goes_on is until_next_step)
    return opening.goes_on(so_far, line)
