"""The small screens of the conversation, as blocks: header, placeholder, token, card, errand."""

from collections.abc import Iterator, Sequence

from primer.core.placeholder import Artifact, Placeholder
from primer.core.question import Question
from primer.ports.signs import Mark
from primer.ports.voice import Card, Errand, Page, Stage, TokenRequest
from primer.terminal.fields import field_rows
from primer.terminal.lines import (
    BLANK,
    Block,
    Paragraph,
    Span,
    Style,
    Table,
    Words,
    joined,
    marked,
    plain,
    unbroken,
)
from primer.terminal.surface import UNBROKEN
from primer.terminal.words import count


def header_blocks(stage: Stage) -> tuple[Block, ...]:
    """Where the person is."""
    where = plain(f"{stage.number} of {stage.of}  {stage.name}", Style.HEADING)
    title = (Span("primer", Style.HEADING), Span(f" · {stage.plan}"))
    steps = (Paragraph(joined(_steps(stage), "  "), indent=2),) if stage.steps else ()
    return (BLANK, Paragraph(title, hang=2, right=where), *steps, BLANK)


def _steps(stage: Stage) -> Iterator[Words]:
    """The checklist of the steps in a row: what is behind, where the person stands, what is to come."""
    for number, (mark, name) in enumerate(stage.steps, 1):
        here = number == stage.number
        sign = plain(unbroken("» "), Style.HEADING) if here else (*marked(mark), Span(UNBROKEN))
        yield (*sign, Span(unbroken(name), Style.HEADING if here else Style.DIM))


def said_blocks(mark: Mark, words: str) -> tuple[Block, ...]:
    """One line with its mark."""
    return (Paragraph((*marked(mark), Span(f" {words}")), indent=2, hang=2),)


SET_IN = "    "
"""What a line begins with that is there to be copied."""


def told_blocks(words: str) -> tuple[Block, ...]:
    """One paragraph for each line; one that is set in is copied, and a break inside would cut it there."""
    return tuple(
        Paragraph(plain(unbroken(line.strip())), 4) if line.startswith(SET_IN) else Paragraph(plain(line), 2)
        for line in words.split("\n")
    )


def question_note(question: Question) -> str:
    """The dim words beside a question: its note, and the flag that answers it."""
    words = "; ".join(part for part in (question.note, question.flag) if part)
    return f"({words})" if words else ""


def enter_alone(question: Question) -> str:
    """What Enter does at a question for a line where nothing was typed."""
    return f"Enter alone is {question.default}." if question.default else "Enter alone leaves it open."


def placeholder_blocks(placeholders: Sequence[Placeholder]) -> tuple[Block, ...]:
    """One placeholder whole, README included; of several every file, and the inside of the first."""
    if len(placeholders) == 1:
        return tuple(_whole(placeholders[0]))
    return tuple(_several(placeholders))


def _whole(placeholder: Placeholder) -> Iterator[Block]:
    yield from _inside(placeholder)
    yield Paragraph(plain("README", Style.HEADING), 2)
    yield from (Paragraph(plain(line), 4) for line in placeholder.readme.strip().splitlines())
    yield from _remarks(placeholder)
    yield BLANK


def _several(placeholders: Sequence[Placeholder]) -> Iterator[Block]:
    artifacts = [artifact for placeholder in placeholders for artifact in placeholder.artifacts]
    yield Table(tuple((plain(one.filename), plain(size(one.size), Style.DIM)) for one in artifacts), indent=2)
    yield BLANK
    yield Paragraph(plain(f"Inside, those of {placeholders[0].package} as an example:"), 2)
    yield BLANK
    yield from _inside(placeholders[0])
    yield Paragraph(plain(f'README: "{_opening(placeholders[0].readme)}"'), 2, 2)
    yield from (line for placeholder in placeholders for line in _remarks(placeholder))
    yield BLANK


def _remarks(placeholder: Placeholder) -> Iterator[Block]:
    for remark in placeholder.remarks:
        words = Span(f" {placeholder.package}: {remark}")
        yield Paragraph((*marked(Mark.UNSEEN), words), 2, 2)


def _inside(placeholder: Placeholder) -> Iterator[Block]:
    for artifact in placeholder.artifacts:
        yield Paragraph(
            (Span(artifact.filename, Style.HEADING), Span(f"   {_weight(artifact)}", Style.DIM)), 2
        )
        yield Table(
            tuple((plain(name), plain(words, Style.DIM)) for name, words in artifact.members), indent=4
        )


def _weight(artifact: Artifact) -> str:
    files = f"   {count(len(artifact.members), 'file')}" if artifact.members else ""
    return f"{size(artifact.size)}{files}"


def size(number: int) -> str:
    """Bytes as people read them: `912 B`, `1.6 kB`."""
    if number < 1000:
        return f"{number} B"
    return f"{number / 1000:.1f} kB" if number < 1_000_000 else f"{number / 1_000_000:.1f} MB"


def _opening(readme: str) -> str:
    paragraphs = (part.strip() for part in readme.replace("\r\n", "\n").split("\n\n"))
    first = next((part for part in paragraphs if part and not part.startswith("#")), readme.strip())
    return first.replace("**", "")


def token_blocks(request: TokenRequest) -> tuple[Block, ...]:
    """What happens to the token, the page that makes one, and what to enter there."""
    rows = (
        (plain("open", Style.DIM), plain(request.page.words), _key("o", "")),
        (plain("name", Style.DIM), plain(request.name), _key("c", " copy")),
        (plain("scope", Style.DIM), plain(request.scope)),
        (plain("leave", Style.DIM), plain("nothing has been uploaded yet"), _key("q", "")),
    )
    return (Paragraph(plain(request.explanation), 2), BLANK, Table(rows, indent=2, lead=3, label=0), BLANK)


def _key(key: str, words: str) -> tuple[Span, ...]:
    return (Span(f"[{key}]", Style.KEY), Span(words, Style.DIM))


def card_name(card: Card) -> str:
    """What the header says above a card."""
    return f"{card.package} ({card.number} of {card.of})"


def card_blocks(card: Card) -> tuple[Block, ...]:
    """The labels of the form with the values to enter and where they were read, each under its number."""
    note = (BLANK, Paragraph(plain(card.note), 2)) if card.note else ()
    rows = tuple((plain(str(number), Style.KEY), *row) for number, row in enumerate(field_rows(card.form), 1))
    return (Table(rows, indent=2, lead=3, label=1), *note)


def errand_blocks(errand: Errand) -> tuple[Block, ...]:
    """What to do on a page, and where."""
    return (
        Paragraph(plain(errand.words), 2),
        *(Paragraph(plain(line, Style.DIM), 4, 2) for line in errand.details),
        *page_blocks(errand.page),
    )


def page_blocks(page: Page | None) -> tuple[Block, ...]:
    """The way to a page in words, and its address for whoever has no browser here."""
    if page is None:
        return ()
    address = (Paragraph(plain(page.url, Style.DIM), 10),) if page.url != page.words else ()
    way = (plain("open", Style.DIM), plain(page.words))
    return (Table((way,), indent=2, lead=2, label=0, gap=4), *address)
