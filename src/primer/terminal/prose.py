"""A guide's Markdown as a screen: headings, paragraphs, lists, tables and examples at the window's width."""

from collections.abc import Iterator, Sequence

from primer.core.regex import regex
from primer.core.value import frozen
from primer.terminal.inline import inline
from primer.terminal.lines import BLANK, Block, Paragraph, Span, Style, Table, Words, plain

EXAMPLE = 4
_HEADING = regex(r"(#+) +(.+)")
_ITEM = regex(r"( *)([-*]|\d+\.) +(.*)")
_FENCE = regex(r" *```")
_RULE = regex(r" *\|(?=.*-)[\s:|-]+$")
_PIPE = regex(r"(?<!\\)\|")


@frozen
class _Piece:
    """Lines of one kind that stand together."""

    kind: str
    lines: tuple[str, ...]


def prose_blocks(markdown: str, width: int) -> tuple[Block, ...]:
    """The page; a table that has no room for its columns at this width becomes a list."""
    blocks: list[Block] = []
    before = ""
    for piece in _pieces(markdown):
        if blocks and not before == piece.kind == "item":
            blocks.append(BLANK)
        blocks.extend(_blocks(piece, width))
        before = piece.kind
    return tuple(blocks)


def _blocks(piece: _Piece, width: int) -> Iterator[Block]:
    if piece.kind == "heading":
        yield Paragraph(inline(piece.lines[0].lstrip("# "), Style.HEADING))
    elif piece.kind == "example":
        for line in piece.lines:
            yield Paragraph(plain(line.strip(), Style.KEY), EXAMPLE + len(line) - len(line.lstrip()), 2)
    elif piece.kind == "table":
        yield from _table([_cells(line) for line in piece.lines if not _RULE.match(line)], width)
    elif piece.kind == "item":
        yield _item(piece.lines)
    else:
        words = " ".join(line.strip().removeprefix("> ") for line in piece.lines)
        yield Paragraph(inline(words), _indent(piece.lines[0]))


def _item(lines: Sequence[str]) -> Paragraph:
    found = _ITEM.match(lines[0])
    indent, sign, first = found.groups() if found else ("", "-", lines[0])
    words = " ".join([first, *(line.strip() for line in lines[1:])])
    return Paragraph((Span(f"{sign} "), *inline(words)), len(indent), len(sign) + 1)


def _table(rows: Sequence[Sequence[str]], width: int) -> Iterator[Block]:
    head, *others = rows
    made = tuple(tuple(inline(cell) for cell in row) for row in others)
    taken = sum(max(map(_length, column), default=0) + 2 for column in list(zip(*made, strict=False))[:-1])
    if taken <= width // 2:
        yield Table(made, tuple(head) if any(head) else (), indent=2)
        return
    for number, row in enumerate(made):
        if number:
            yield BLANK
        if row[0]:
            yield Paragraph(row[0], 2, 2)
        for label, cell in zip(head[1:], row[1:], strict=False):
            if cell:
                yield Paragraph((*plain(f"{label}: " if label else "", Style.DIM), *cell), 4, 2)


def _length(words: Words) -> int:
    return sum(len(span.text) for span in words)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _PIPE.split(line.strip().removeprefix("|").removesuffix("|"))]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip()) + (2 if line.lstrip().startswith("> ") else 0)


def _pieces(markdown: str) -> Iterator[_Piece]:
    """The page cut up: an empty line ends all but an example, another kind of line begins anew."""
    kind, kept = "", list[str]()
    for line in markdown.splitlines():
        if kind == "example":
            if _FENCE.match(line):
                yield _Piece(kind, tuple(kept))
                kind, kept = "", []
            else:
                kept.append(line)
            continue
        here = _kind(line, kind)
        if here != kind or (here in ("item", "heading") and not _goes_on(line, kind)):
            if kept:
                yield _Piece(kind, tuple(kept))
            kept = []
        kind = here
        if kind and kind != "example":
            kept.append(line)
    if kept:
        yield _Piece(kind, tuple(kept))


def _goes_on(line: str, kind: str) -> bool:
    """Whether a line belongs to the item above it."""
    return kind == "item" and not _ITEM.match(line)


def _kind(line: str, before: str) -> str:
    if not line.strip():
        return ""
    if _FENCE.match(line):
        return "example"
    if _HEADING.match(line):
        return "heading"
    if line.lstrip().startswith("|"):
        return "table"
    item = _ITEM.match(line)
    # Within a paragraph only a list that begins at 1 is one: a line may begin with a year and a full stop.
    if before == "item" or (item and (before != "text" or item[2] in ("-", "*", "1."))):
        return "item"
    return "text"
