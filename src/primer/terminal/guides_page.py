"""The list of the guides: shelf by shelf, one line a page."""

from collections.abc import Iterator, Sequence

from primer.core.regex import regex
from primer.core.value import frozen
from primer.terminal.lines import BLANK, Block, Paragraph, Style, Table, plain

WIDTH = 80
INDENT = 2
_CLAUSE = regex(r"(.+)(?:; |: |, )")


@frozen
class Shelf:
    """Pages of one kind, by the folder's name: each with its own name and what it is about."""

    name: str
    title: str
    pages: tuple[tuple[str, str], ...]


def guides_blocks(shelves: Sequence[Shelf]) -> tuple[Block, ...]:
    """The whole list; at 80 columns each page takes one line."""
    shown = [block for shelf in shelves for block in _shelf(shelf)]
    last = "primer guide NAME  shows one; also by a problem, fact, rule, cause, flag or key"
    return (*shown, Paragraph(plain(last, Style.DIM), hang=INDENT))


def _shelf(shelf: Shelf) -> Iterator[Block]:
    yield Paragraph(plain(shelf.title, Style.HEADING))
    widest = max((len(name) for name, _ in shelf.pages), default=0)
    room = WIDTH - INDENT - widest - INDENT
    rows = ((plain(name, Style.KEY), plain(fitted(about, room))) for name, about in shelf.pages)
    yield Table(tuple(rows), indent=INDENT)
    yield BLANK


def fitted(about: str, room: int) -> str:
    """The words in so many characters: without their last clauses where they are too long."""
    shown = about
    while len(shown) > room:
        shorter = _CLAUSE.match(shown)
        if shorter is None:
            return shown[: room - 1].rpartition(" ")[0] + "…"
        shown = shorter[1]
    return shown
