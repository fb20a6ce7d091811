"""What a check of the CI files found, file by file: the place, the rule, why, and what to do.

What zizmor finds besides is counted by its rules, so that it hides none of what keeps a release from working.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from primer.checking.zizmor_report import ORIGIN
from primer.core.finding import Finding, Severity
from primer.ports.signs import Mark
from primer.terminal.lines import BLANK, Block, Paragraph, Span, Style, Words, marked, plain
from primer.terminal.words import count

GUIDE = "primer guide findings"
EVERY = "primer workflow --check --format json"


def findings_blocks(
    findings: Sequence[Finding],
    checked: Sequence[str] = (),
    unlooked: Sequence[str] = (),
    *,
    unread: bool = False,
) -> tuple[Block, ...]:
    """The whole page; `checked` are the files that were looked at, `unlooked` why others could not look.

    With `unread` a file could not be read, and nothing is said of there being none.
    """
    own = [one for one in findings if not _is_zizmors(one)]
    files = [file for _, group in groupby(own, lambda one: one.source.where) for file in _file(list(group))]
    besides = tuple(_zizmors([one for one in findings if _is_zizmors(one)]))
    return (
        *files,
        *besides,
        *_quiet(findings, checked, unread=unread),
        *_unlooked(unlooked),
        *_sum(findings),
    )


def _file(findings: list[Finding]) -> Iterator[Block]:
    yield Paragraph(plain(findings[0].source.where, Style.HEADING), hang=2)
    for finding in findings:
        yield from _finding(finding)
    yield BLANK


def _finding(finding: Finding) -> Iterator[Block]:
    place = plain(str(finding.source), Style.DIM)
    yield Paragraph((*_mark(finding), Span(" "), *place), 2, 2, plain(finding.rule, Style.KEY))
    yield Paragraph(plain(finding.message), 4)
    yield Paragraph((Span("→ ", Style.DIM), *plain(finding.fix)), 4, 2)


def _is_zizmors(finding: Finding) -> bool:
    return finding.rule.startswith(ORIGIN)


def _zizmors(findings: Sequence[Finding]) -> Iterator[Block]:
    """A line for each of its rules, errors first: how often, and where first."""
    if not findings:
        return
    yield Paragraph(plain("zizmor", Style.HEADING))
    in_order = sorted(findings, key=lambda one: (one.severity is not Severity.ERROR, one.rule))
    for (_, rule), group in groupby(in_order, lambda one: (one.severity, one.rule)):
        found = list(group)
        times, more = (f" ({len(found)})", ", …") if len(found) > 1 else ("", "")
        words = plain(f" {rule.removeprefix(ORIGIN)}{times}")
        yield Paragraph((*_mark(found[0]), *words), 2, 2, plain(f"{found[0].source}{more}", Style.DIM))
    yield Paragraph((Span("→ ", Style.DIM), *plain(f"{EVERY} shows each with its place and meaning")), 2, 2)
    yield BLANK


def _mark(finding: Finding) -> Words:
    if finding.severity is Severity.ERROR:
        return marked(Mark.PROBLEM)
    return plain("! warning:", Style.SAID)


def _quiet(findings: Sequence[Finding], checked: Sequence[str], *, unread: bool) -> Iterator[Block]:
    """The files in which nothing was found, or that there was nothing to look at."""
    if not checked and not findings and not unread:
        yield Paragraph(plain("No CI file publishes here, so there is nothing to check."))
    own = {finding.source.where for finding in findings if not _is_zizmors(finding)}
    told = {finding.source.where for finding in findings}
    clean = [file for file in checked if file not in own]
    for file in clean:
        words = "  nothing to mend by primer's rules" if file in told else "  nothing to mend"
        yield Paragraph((*marked(Mark.SEEN), Span(" "), Span(file), Span(words, Style.DIM)), hang=2)
    if clean and findings:
        yield BLANK


def _unlooked(reasons: Sequence[str]) -> Iterator[Block]:
    for why in reasons:
        yield Paragraph((*marked(Mark.UNSEEN), Span(" "), *plain(why)), hang=2)
    if reasons:
        yield BLANK


def _sum(findings: Sequence[Finding]) -> Iterator[Block]:
    if not findings:
        return
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    fixable = sum(finding.fixable for finding in findings)
    told = [(errors, "error"), (len(findings) - errors, "warning")]
    yield Paragraph(plain(", ".join(count(number, noun) for number, noun in told if number), Style.HEADING))
    if fixable:
        what = "this one" if len(findings) == 1 else f"{fixable} of these"
        yield Paragraph((Span("→ ", Style.DIM), *plain(f"primer workflow --fix mends {what}")), 2, 2)
    yield Paragraph(plain(f"more  {GUIDE}", Style.DIM), 2)
