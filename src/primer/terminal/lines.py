"""Words before they meet a surface: spans make paragraphs, paragraphs and tables make a screen."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from primer.core.value import frozen
from primer.ports.signs import Mark
from primer.terminal.surface import UNBROKEN


class Style(StrEnum):
    """What a span is; how that looks is the ink's matter, and it never carries meaning alone."""

    PLAIN = "plain"
    HEADING = "heading"
    DIM = "dim"
    KEY = "key"
    SEEN = "seen"
    SAID = "said"
    TODO = "todo"
    WAITS = "waits"
    UNSEEN = "unseen"
    PROBLEM = "problem"


@frozen
class Span:
    """Some words in one style; with a `mark` it is that mark's sign instead."""

    text: str
    style: Style = Style.PLAIN
    mark: Mark | None = None


Words = tuple[Span, ...]


@frozen
class Paragraph:
    """Words wrapped to the width: `indent` before the first line, `hang` more before the others.

    `right` stands at the right edge of the first line, or on a line of its own where it does not fit.
    """

    words: Words = ()
    indent: int = 0
    hang: int = 0
    right: Words = ()


@frozen
class Table:
    """Rows of cells in columns, the last cell wrapped; a list at narrow widths.

    `head` names the columns, empty for none. In the list form the first `lead` cells share a line and every
    other cell follows on its own, after its column's name and a colon; `label` is the leading cell that names
    the one after it, with a colon as well, None for none. `least` are least widths of the columns; `gap` is
    the space after the first one.
    """

    rows: tuple[tuple[Words, ...], ...]
    head: tuple[str, ...] = ()
    indent: int = 0
    lead: int = 1
    label: int | None = None
    least: tuple[int, ...] = ()
    gap: int = 2


Block = Paragraph | Table
Blocks = Sequence[Block]

BLANK = Paragraph()


def plain(text: str, style: Style = Style.PLAIN) -> Words:
    """Text as words."""
    return (Span(text, style),)


def marked(mark: Mark) -> Words:
    """A mark as words."""
    return (Span("", Style(mark.value), mark),)


def unbroken(text: str) -> str:
    """The same text, never wrapped inside."""
    return text.replace(" ", UNBROKEN)


def joined(parts: Iterable[Words], between: str) -> Words:
    """The parts in a row, with something dim between them."""
    spans: list[Span] = []
    for part in parts:
        if spans:
            spans.append(Span(between, Style.DIM))
        spans.extend(part)
    return tuple(spans)
