"""An identity exchange as people meet it: what came of it, the run beside the plan, and what is left open."""

from collections.abc import Iterator

from primer.engine.exchange import Exchange, Outcome
from primer.engine.standing import Field
from primer.ports.signs import Mark
from primer.terminal.lines import BLANK, Block, Paragraph, Span, Style, Table, Words, marked, plain
from primer.terminal.problems import problem_blocks
from primer.terminal.times import When, local
from primer.terminal.words import count

GUIDE = "primer guide exchange"
ABOUT_CLAIMS = frozenset(
    {
        "invalid-publisher",
        "identity-not-accepted",
        "identity-not-understood",
        "unknown-issuer",
        "exchange-refused",
    }
)
"""The refusals that lie in what the identity says."""


def exchange_blocks(exchange: Exchange, when: When | None = None) -> tuple[Block, ...]:
    """The whole exchange; `when` says times, the person's own clock by default."""
    return (
        Paragraph(
            plain(exchange.plan.title, Style.HEADING), hang=2, right=plain("identity exchange", Style.DIM)
        ),
        BLANK,
        _outcome(exchange),
        *_fields(exchange),
        *_presented(exchange),
        *_packages(exchange),
        *_notes(exchange, when or local()),
        *(block for problem in exchange.problems for block in (BLANK, *problem_blocks(problem))),
        *(() if exchange.problems else (Paragraph(_labelled("more  ", GUIDE), 2),)),
    )


def _outcome(exchange: Exchange) -> Paragraph:
    title = exchange.plan.registry.title
    match exchange.outcome:
        case Outcome.COVERED:
            covers = count(exchange.covers or 0, "project")
            own = count(len(exchange.standing.own), "package")
            return _said(Mark.SEEN, f"{title} takes this run's identity for {covers}; planned for it: {own}")
        case Outcome.SHORT:
            return _said(Mark.TODO, f"{title} takes this run's identity, but not for all that is planned")
        case Outcome.REFUSED:
            return _said(Mark.PROBLEM, f"{title} refuses this run's identity")
        case Outcome.UNASKED:
            return _said(Mark.UNSEEN, f"{title} was not asked, or did not answer: nothing is known")


def _said(mark: Mark, words: str) -> Paragraph:
    return Paragraph((*marked(mark), Span(" "), Span(words)), hang=2)


def _fields(exchange: Exchange) -> Iterator[Block]:
    """The form's fields with what the run presents; each row says in words whether it is the same."""
    if exchange.standing.fields:
        yield BLANK
        yield Table(
            tuple(_row(one) for one in exchange.standing.fields),
            head=("", "field", "this run", "planned", ""),
            indent=2,
            lead=2,
            gap=1,
        )


def _row(one: Field) -> tuple[Words, ...]:
    mark, words = (Mark.SEEN, "same") if one.equal else (Mark.PROBLEM, "differs")
    return (
        marked(mark),
        plain(one.label),
        plain(one.presented or "(none)"),
        plain(one.planned or "(any)"),
        plain(words, Style.PLAIN if one.equal else Style.PROBLEM),
    )


def _presented(exchange: Exchange) -> Iterator[Block]:
    """The claims of a refused identity, so that nobody has to take primer's word for the comparison."""
    if exchange.claims and any(problem.reference in ABOUT_CLAIMS for problem in exchange.problems):
        yield BLANK
        yield Paragraph(plain("presented", Style.HEADING), 2)
        yield Table(tuple((plain(name), plain(said)) for name, said in exchange.claims.items()), indent=4)


def _packages(exchange: Exchange) -> Iterator[Block]:
    """Whom this run speaks for, and whom it cannot speak for."""
    stood = exchange.standing
    rows = [
        *((_own_mark(exchange, one.package), plain(one.package), plain("this run's")) for one in stood.own),
        *(
            (marked(Mark.UNSEEN), plain(one.package), plain(f"another run's: {one.why}"))
            for one in stood.others
        ),
        *((marked(Mark.UNSEEN), plain(name), plain("no publisher is planned yet")) for name in stood.open),
    ]
    if rows:
        yield BLANK
        yield Table(tuple(rows), indent=2, lead=2, gap=1)


def _own_mark(exchange: Exchange, package: str) -> Words:
    """Seen only where the registry names it; one that is merely counted bears no mark of its own."""
    if exchange.names is not None:
        return marked(Mark.SEEN if package in exchange.names else Mark.TODO)
    if exchange.covers is not None:
        return plain("·", Style.DIM)
    return marked(Mark.TODO if exchange.outcome is Outcome.REFUSED else Mark.UNSEEN)


def _notes(exchange: Exchange, when: When) -> Iterator[Block]:
    notes = list(exchange.notes)
    if exchange.standing.others:
        notes.append(
            "another run's packages: this run cannot speak for them, neither way; run it there as well"
        )
    if exchange.outcome in (Outcome.COVERED, Outcome.SHORT):
        notes.insert(0, _let_go(exchange, when))
    if notes:
        yield BLANK
        yield from (Paragraph(plain(note, Style.DIM), 2, 2) for note in notes)


def _let_go(exchange: Exchange, when: When) -> str:
    until = f"lapses at {when(exchange.ends)}" if exchange.ends else "lapses by itself"
    return (
        "the token of this exchange was read in memory only and thrown away; nothing was uploaded. It cannot "
        f"be revoked: it {until}"
    )


def _labelled(label: str, words: str) -> Words:
    return (Span(label, Style.DIM), Span(words, Style.DIM))
