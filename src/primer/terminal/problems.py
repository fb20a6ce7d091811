"""A problem as people meet it: message, reference, place, context, the one thing to do, where to read on."""

from primer.core.problem import Problem
from primer.ports.signs import Mark
from primer.terminal.lines import Block, Paragraph, Span, Style, Words, marked, plain


def problem_blocks(problem: Problem) -> tuple[Block, ...]:
    """The whole problem; a warning says that it is one."""
    return (
        _head(problem),
        *((Paragraph(plain(str(problem.source)), 2, 2),) if problem.source else ()),
        *(Paragraph(plain(line), 2, 2) for line in problem.context),
        *((_labelled("→ ", problem.hint, Style.HEADING),) if problem.hint else ()),
        _labelled("more  ", f"primer guide {problem.reference}", Style.DIM),
    )


def _head(problem: Problem) -> Paragraph:
    reference = plain(problem.reference, Style.DIM)
    return Paragraph(_named(problem), hang=2, right=reference)


def _named(problem: Problem) -> Words:
    if problem.warning:
        return (Span("! warning: ", Style.SAID), Span(problem.message))
    return (*marked(Mark.PROBLEM), Span(" "), Span(problem.message, Style.HEADING))


def _labelled(label: str, words: str, style: Style) -> Paragraph:
    return Paragraph((Span(label, Style.DIM), Span(words, style)), indent=2, hang=len(label))
