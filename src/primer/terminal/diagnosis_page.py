"""A diagnosis as people read it: the cause in words, the line that shows it, and the one thing to change."""

from collections.abc import Iterator, Mapping, Sequence

from primer.core.diagnosis import Cause, Difference, Evidence
from primer.diagnosis.headlines import HEADLINES
from primer.ports.signs import Mark
from primer.terminal.lines import BLANK, Block, Paragraph, Span, Style, Table, marked, plain
from primer.terminal.words import count

LOOKED_FOR = (
    "a refused publisher, identity or token; a name, version or file that is not taken; an action or tool "
    "that is too old; a deployment that waits; a release that is not served"
)
"""All causes, in short."""
UNMARKED = "read the log of the job that failed: no line of this one speaks of an error"
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


def diagnosis_blocks(causes: Sequence[Cause], last: Evidence | None, lines: int) -> tuple[Block, ...]:
    """The whole page; `last` is the log's last error if it has one, `lines` is how many lines it has."""
    if not causes:
        return tuple(_unknown(last, lines))
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
    yield _line(cause.evidence)
    if cause.differs is not None:
        yield from _comparison(cause.differs)
    yield Paragraph((Span("→ ", Style.DIM), Span(cause.remedy, Style.HEADING)), 2, 2)
    if cause.link:
        yield Paragraph((Span("open  ", Style.DIM), Span(cause.link)), 2, 6)
    yield _more(cause.cause)


def _line(evidence: Evidence) -> Paragraph:
    label = f"line {evidence.line}  "
    return Paragraph((Span(label, Style.DIM), Span(evidence.text)), 2, len(label))


def _more(section: str) -> Paragraph:
    return Paragraph(plain(f"more  primer guide {section}", Style.DIM), 2, 6)


def _comparison(differs: Difference) -> Iterator[Block]:
    """The other side is the plan's: nobody was asked what is registered."""
    planned = "(not known)" if differs.registered is None else differs.registered or "(none)"
    label = LABELS.get(differs.field, differs.field)
    yield Paragraph(plain(f"{label} differs:"), 2)
    rows = (("presented", differs.presented or "(none)"), ("planned", planned))
    yield Table(
        tuple((plain(name, Style.DIM), plain(value)) for name, value in rows), indent=4, lead=2, label=0
    )


def _unknown(last: Evidence | None, lines: int) -> Iterator[Block]:
    if not lines:
        yield Paragraph((*marked(Mark.UNSEEN), Span(" unknown: the log is empty", Style.HEADING)), hang=2)
        return
    words = f" unknown: no error in the {count(lines, 'line')} of this log is one that primer knows"
    yield Paragraph((*marked(Mark.UNSEEN), Span(words, Style.HEADING)), hang=2)
    if last is not None:
        yield _line(last)
    yield Paragraph((Span("looked for  ", Style.DIM), Span(LOOKED_FOR)), 2, 12)
    begin = "begin with line {}, the last error of the log; perhaps it is not about publishing"
    words = UNMARKED if last is None else begin.format(last.line)
    yield Paragraph((Span("→ ", Style.DIM), Span(words, Style.HEADING)), 2, 2)
    yield _more("unknown")
