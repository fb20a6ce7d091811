"""The plan on paper: every fact under its package, as text."""

from collections.abc import Iterable, Iterator

from primer.core.choices import Route
from primer.core.plan import Item, Plan, PlannedPackage
from primer.core.problem import Problem
from primer.core.publisher import Form
from primer.core.value import frozen
from primer.terminal.fields import field_rows, labelled_values
from primer.terminal.foreign import cells, harmless
from primer.terminal.layout import as_text
from primer.terminal.left_out import left_out
from primer.terminal.lines import (
    BLANK,
    Block,
    Paragraph,
    Span,
    Style,
    Table,
    Words,
    marked,
    plain,
)
from primer.terminal.parts import Parts, listed_only, parts_of
from primer.terminal.surface import Surface
from primer.terminal.times import When
from primer.terminal.words import detail, mark_of, page_to_visit


def plan_text(plan: Plan, surface: Surface, when: When | None = None, sources: bool = False) -> str:
    """The whole plan without colour."""
    return as_text(plan_blocks(plan, when, sources), surface)


def plan_blocks(plan: Plan, when: When | None = None, sources: bool = False) -> tuple[Block, ...]:
    """The whole plan; `when` says times, the person's own clock by default.

    `sources` adds for every package and every publisher's value the place where it was read.
    """
    parts = parts_of(plan)
    titles = {harmless(parts.title(item)) for item in plan.items}
    widest = max(map(cells, titles), default=0)
    show = Shown(parts, when, sources, widest, max((one.wave or 0 for one in plan.packages), default=0))
    return (
        _head(plan),
        *(block for package in plan.packages for block in _package(show, package)),
        *_repository(show),
        *_beside(plan),
        *(block for problem in plan.problems for block in _problem(problem)),
    )


def _problem(problem: Problem) -> tuple[Block, ...]:
    from primer.terminal.problems import problem_blocks

    return (BLANK, *problem_blocks(problem))


@frozen
class Shown:
    """A plan's parts and how they are to be shown: the widest title, the number of waves."""

    parts: Parts
    when: When | None
    sources: bool
    widest: int
    waves: int


def _head(plan: Plan) -> Paragraph:
    done = sum(item.done for item in plan.items)
    return Paragraph(
        plain(plan.title, Style.HEADING), hang=2, right=plain(f"{done} of {len(plan.items)} done")
    )


def _package(show: Shown, package: PlannedPackage) -> Iterator[Block]:
    items = show.parts.of(package)
    if items:
        yield BLANK
        source = plain(str(package.package.source), Style.DIM) if show.sources else ()
        yield Paragraph(_package_head(show, package), hang=2, right=source)
        yield from _facts(show, items)


def _package_head(show: Shown, package: PlannedPackage) -> Words:
    parts = [where] if (where := show.parts.where(package)) else []
    if package.wave and show.waves > 1:
        parts.append(f"day {package.wave}")
    if package.route not in (None, Route.PRIME, Route.EXISTS):
        parts.append(f"route {package.route}")
    aside = f"  {', '.join(parts)}" if parts else ""
    return (Span(package.package.name, Style.HEADING), Span(aside, Style.DIM))


def _repository(show: Shown) -> Iterator[Block]:
    if show.parts.beside:
        yield BLANK
        yield Paragraph(plain("repository", Style.HEADING))
        yield from _facts(show, show.parts.beside)


def _facts(show: Shown, items: Iterable[Item]) -> Iterator[Block]:
    for item in items:
        title = plain(show.parts.title(item))
        row = (marked(mark_of(item.verdict)), title, plain(detail(item, show.when), Style.DIM))
        yield Table((row,), indent=2, lead=2, least=(0, show.widest), gap=1)
        publisher = show.parts.publisher(item)
        if publisher:
            yield from _form(publisher.form, show.sources)
        if page := page_to_visit(item):
            yield Paragraph(plain(page, Style.DIM), indent=8)


def _form(form: Form, sources: bool) -> Iterator[Block]:
    if sources:
        yield Table(field_rows(form), indent=8, lead=2, label=0)
    else:
        yield Paragraph(labelled_values(form), indent=8)
    if form.link:
        yield Paragraph(plain(form.link, Style.DIM), indent=8)


def _beside(plan: Plan) -> Iterator[Block]:
    """What has no fact: packages that are only listed, what is left out, notes."""
    listed = _listed(plan)
    others = [(plain(name), plain(why)) for name, why in left_out(plan.skipped)]
    for title, rows in (("listed only", listed), ("left out", others)):
        if rows:
            yield BLANK
            yield Paragraph(plain(title, Style.HEADING))
            yield Table(tuple(rows), indent=2)
    if plan.notes:
        yield BLANK
        yield Paragraph(plain("notes", Style.HEADING))
        yield from (Paragraph(plain(note), 2, 2) for note in plan.notes)


def _listed(plan: Plan) -> list[tuple[Words, ...]]:
    return [
        (plain(one.package.name), plain(f"{one.package.ecosystem}, {one.package.path}: nothing is planned"))
        for one in listed_only(plan)
    ]
