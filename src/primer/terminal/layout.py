"""Blocks on a surface: everything made harmless, wrapped, and set in columns."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

from primer.ports.signs import Mark
from primer.terminal.foreign import cells, harmless
from primer.terminal.lines import Block, Paragraph, Span, Style, Table, Words, plain, unbroken
from primer.terminal.surface import UNBROKEN, Surface

GAP = 2


def laid_out(blocks: Iterable[Block], surface: Surface) -> tuple[Words, ...]:
    """The lines of a screen, each as its spans; a word longer than the width is never broken."""
    return tuple(_merged(line) for block in blocks for line in _lines(block, surface))


def as_text(blocks: Iterable[Block], surface: Surface) -> str:
    """The screen without colour, every line ended."""
    return text_of(line for block in blocks for line in _lines(block, surface))


def text_of(lines: Iterable[Words]) -> str:
    """Laid-out lines without colour, every line ended."""
    texts = ("".join([span.text for span in line]).replace(UNBROKEN, " ") for line in lines)
    return "".join([f"{text.rstrip()}\n" for text in texts])


def _merged(line: Words) -> Words:
    """Neighbours of one style as one span; what was held together is words with spaces now."""
    merged: list[Span] = []
    for span in line:
        text = span.text.replace(UNBROKEN, " ")
        if merged and merged[-1].style is span.style:
            text = merged.pop().text + text
        merged.append(span if text == span.text else Span(text, span.style))
    return tuple(merged)


def _lines(block: Block, surface: Surface) -> Iterator[Words]:
    if isinstance(block, Paragraph):
        yield from _paragraph(block, surface)
    elif surface.listed:
        yield from _list(block, surface)
    else:
        yield from _table(block, surface)


def _shown(words: Words, surface: Surface) -> Words:
    """Marks as signs, foreign text harmless; nothing else reaches a stream."""
    return tuple([_fit(span, surface) for span in words])


def _fit(span: Span, surface: Surface) -> Span:
    """The span as it is shown; most stay as they are."""
    if span.mark:
        return Span(_sign(span.mark, surface), span.style)
    text = surface.fit(harmless(span.text))
    return span if text == span.text else Span(text, span.style)


def _sign(mark: Mark, surface: Surface) -> str:
    """One that is said in several words is wrapped inside no more than a sign is."""
    return unbroken(surface.sign(mark)) if surface.plain else surface.sign(mark)


def _width(words: Words) -> int:
    return cells("".join([span.text for span in words]))


def _paragraph(block: Paragraph, surface: Surface) -> Iterator[Words]:
    words, right = _shown(block.words, surface), _shown(block.right, surface)
    beside = bool(right) and not surface.listed and _width(right) + block.indent + 20 <= surface.width
    room = surface.width - block.indent
    reserved = _width(right) + GAP if beside else 0
    lines = _wrapped(words, room - reserved, room - block.hang)
    for number, line in enumerate(lines):
        pad = _indent(block.indent + (block.hang if number else 0), line, surface)
        shown = (_space(pad), *line) if pad else line
        if beside and number == 0:
            shown = (*shown, _space(surface.width - _width(shown) - _width(right)), *right)
        yield shown
    for line in _wrapped(right, room - GAP, room - GAP) if right and not beside else ():
        yield (_space(_indent(block.indent + GAP, line, surface)), *line)


@lru_cache(maxsize=256)
def _space(width: int) -> Span:
    return Span(" " * width)


def _indent(wanted: int, line: Words, surface: Surface) -> int:
    """A word too long for its place, an address say, stands further left where it fits whole there."""
    room = surface.width - _width(line)
    return room if 0 <= room < wanted else wanted


def _wrapped(words: Words, first: int, others: int) -> list[Words]:
    if _is_line(words, first):
        return [words]
    lines: list[list[Span]] = [[]]
    used = 0
    for gap, word in _split(words):
        room, width = first if len(lines) == 1 else others, _width(word)
        if used and used + gap + width > room:
            lines.append([])
            used = gap = 0
        spaces = [Span(" " * gap, word[0].style)] if gap and used else []
        lines[-1].extend((*spaces, *word))
        used += (gap if used else 0) + width
    return [tuple(line) for line in lines]


def _is_line(words: Words, room: int) -> bool:
    """Whether words make one line as they stand: they fit, and no space has to be placed between styles."""
    stand = all(span.text and span.text[0] != " " and span.text[-1] != " " for span in words)
    return bool(words) and stand and _width(words) <= room


def _split(words: Words) -> Iterator[tuple[int, Words]]:
    """Unbreakable pieces with the number of spaces before each; one piece may have several styles."""
    gap = 0
    piece: list[Span] = []
    for span in words:
        first, *others = span.text.split(" ")
        if first:
            piece.append(Span(first, span.style))
        for text in others:
            if piece:
                yield gap, tuple(piece)
                gap, piece = 0, []
            gap += 1
            if text:
                piece.append(Span(text, span.style))
    if piece:
        yield gap, tuple(piece)


def _table(table: Table, surface: Surface) -> Iterator[Words]:
    head = [tuple(plain(name, Style.DIM) for name in table.head)] if table.head else []
    rows = [[_shown(cell, surface) for cell in row] for row in (*head, *table.rows)]
    taken = [[_width(cell) for cell in row[:-1]] for row in rows]
    widths = _widths(taken, table)
    if table.indent + sum(widths) > surface.width:
        # Names so long leave no room for columns beside them.
        yield from _list(table, surface)
        return
    for row, own in zip(rows, taken, strict=True):
        before: list[Span] = []
        for cell, its, width in zip(row, own, widths, strict=False):
            before.extend((*cell, _space(width - its)))
        hang = table.indent + sum(widths[: len(own)])
        yield from _set(tuple(before), row[-1], table.indent, hang, surface)


def _widths(taken: Sequence[Sequence[int]], table: Table) -> list[int]:
    """The columns' widths, each with the gap after it; a row's last cell stands in none."""
    widths = list(table.least[: max(map(len, taken), default=0)])
    for row in taken:
        widths = [max(pair) for pair in zip_longest(widths, row, fillvalue=0)]
    return [width + (GAP if column else table.gap) for column, width in enumerate(widths)]


def _set(before: Words, last: Words, indent: int, hang: int, surface: Surface) -> Iterator[Words]:
    """One row: the last cell wraps below itself, or under a small indent where that leaves it no room."""
    room = surface.width - hang
    if before and _width(last) > room and (room < surface.width // 3 or _longest(last) > room):
        if any(span.text.strip() for span in before):
            yield (_space(indent), *before)
        hang, room, before = indent + 2 * GAP, surface.width - indent - 2 * GAP, ()
    for number, line in enumerate(_wrapped(last, room, room)):
        if number == 0 and before:
            yield (_space(indent), *before, *line)
        else:
            yield (_space(_indent(hang, line, surface)), *line)


def _longest(words: Words) -> int:
    return max((_width(word) for _, word in _split(words)), default=0)


def _list(table: Table, surface: Surface) -> Iterator[Words]:
    for row in table.rows:
        filled = ((column, cell) for column, cell in enumerate(row[: table.lead]) if _is_filled(cell))
        lead = [span for column, cell in filled for span in (Span(" "), *_named(cell, column == table.label))]
        hang = GAP if table.lead == 1 else min(2 * GAP, table.gap + _width(_shown(row[0], surface)))
        if lead:
            yield from _paragraph(Paragraph(tuple(lead[1:]), table.indent, hang), surface)
        for column, cell in enumerate(row[table.lead :], table.lead):
            if _is_filled(cell):
                head = table.head[column] if table.head else ""
                label = plain(f"{head}: ", Style.DIM) if head else ()
                yield from _paragraph(Paragraph((*label, *cell), table.indent + hang, GAP), surface)


def _is_filled(cell: Words) -> bool:
    return any(span.text or span.mark for span in cell)


def _named(cell: Words, is_label: bool) -> Words:
    """Read one after the other, a label and its value need something between them."""
    return (*cell, Span(":", cell[-1].style)) if is_label else cell
