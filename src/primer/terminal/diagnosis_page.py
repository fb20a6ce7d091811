"""A diagnosis as people read it: the cause in words, the line that shows it, and the one thing to change."""

from collections.abc import Iterator, Mapping, Sequence

from primer.core.diagnosis import Cause, Difference
from primer.diagnosis.headlines import HEADLINES
from primer.ports.voice import Mark
from primer.terminal.lines import BLANK, Block, Paragraph, Span, Style, Table, marked, plain
from primer.terminal.words import count

LABELS: Mapping[str, str] = {
    "owner": "Owner",
    "repository": "Repository name",
    "workflow_filename": "Workflow name",
    "environment": "Environment name",
    "namespace": "Namespace",
    "project": "Project name",
    "workflow_filepath": "Top-level pipeline file path",
    "email": "Email",
    "sub": "Subject",
}
"""The fields as the forms label them."""


def diagnosis_blocks(causes: Sequence[Cause], looked_for: Sequence[str], lines: int) -> tuple[Block, ...]:
    """The whole page; `looked_for` are the names of all causes, `lines` is how many the log has."""
    if not causes:
        return tuple(_unknown(looked_for, lines))
    first, *others = causes
    return (*_cause(first), *_also(others))


def _also(others: Sequence[Cause]) -> Iterator[Block]:
    """What the run survived, what another job failed of, and what only follows."""
    if others:
        yield from (BLANK, Paragraph(plain("Mend that first. Also in this log:", Style.DIM)))
    for cause in others:
        yield from (BLANK, *_cause(cause))


def _cause(cause: Cause) -> Iterator[Block]:
    words = Span(f" {HEADLINES.get(cause.cause, cause.cause)}", Style.HEADING)
    yield Paragraph((*marked(Mark.PROBLEM), words), hang=2, right=plain(cause.cause, Style.DIM))
    label = f"line {cause.evidence.line}  "
    yield Paragraph((Span(label, Style.DIM), Span(cause.evidence.text)), 2, len(label))
    if cause.differs is not None:
        yield from _comparison(cause.differs)
    yield Paragraph((Span("→ ", Style.DIM), Span(cause.remedy, Style.HEADING)), 2, 2)
    if cause.link:
        yield Paragraph((Span("open  ", Style.DIM), Span(cause.link)), 2, 6)
    yield Paragraph(plain(f"more  guides/diagnose.md#{cause.cause}", Style.DIM), 2, 6)


def _comparison(differs: Difference) -> Iterator[Block]:
    registered = "(not known)" if differs.registered is None else differs.registered or "(none)"
    label = LABELS.get(differs.field, differs.field)
    yield Paragraph(plain(f"{label} differs:"), 2)
    rows = (("presented", differs.presented or "(none)"), ("registered", registered))
    yield Table(tuple((plain(name, Style.DIM), plain(value)) for name, value in rows), indent=4, lead=2)


def _unknown(looked_for: Sequence[str], lines: int) -> Iterator[Block]:
    if not lines:
        yield Paragraph((*marked(Mark.UNSEEN), Span(" unknown: the log is empty", Style.HEADING)), hang=2)
        return
    words = f" unknown: no error in the {count(lines, 'line')} of this log is one that primer knows"
    yield Paragraph((*marked(Mark.UNSEEN), Span(words, Style.HEADING)), hang=2)
    yield Paragraph((Span("looked for  ", Style.DIM), Span(", ".join(looked_for))), 2, 12)
    words = "begin with the last error in the log; perhaps it is not about publishing"
    yield Paragraph((Span("→ ", Style.DIM), Span(words, Style.HEADING)), 2, 2)
    yield Paragraph(plain("more  guides/diagnose.md#unknown", Style.DIM), 2, 6)
