"""The last screen: what is proven, what is only said, what is still to come."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from primer.core.plan import Item, Plan
from primer.core.verdict import Await, Fill, Todo, Visit
from primer.ports.voice import Mark
from primer.terminal.lines import BLANK, Block, Paragraph, Span, Style, Table, marked, plain
from primer.terminal.times import When
from primer.terminal.words import detail, mark_of

TOGETHER: Mapping[str, str] = {
    "name-allowed": "{number} names allowed",
    "workflow-publishes": "CI publishes {number} packages through OIDC",
    "claimed": "{number} packages on {registry}",
    "publisher-registered": "{number} publishers registered",
    "version-new": "{number} versions new, or published by CI",
    "version-agrees": "{number} packages say one version everywhere",
    "first-oidc-publish": "{number} first releases through CI",
    "placeholder-retired": "{number} placeholders retired",
}
"""How a fact that is done for several packages is told in one line."""


def ending_blocks(plan: Plan, when: When | None = None) -> tuple[Block, ...]:
    """The plan's outcome, one line for each fact and mark."""
    done = [item for item in plan.items if item.done]
    left = [item for item in plan.items if not item.done]
    return (
        BLANK,
        *_part("Proven", done, plan, when),
        *_part("Still to come", left, plan, when),
        *_last(plan),
        BLANK,
    )


def _part(title: str, items: Iterable[Item], plan: Plan, when: When | None) -> Iterator[Block]:
    groups = _groups(items)
    if groups:
        yield Paragraph(plain(title, Style.HEADING), indent=2)
    for mark, group in groups:
        yield Paragraph((*marked(mark), Span(" "), Span(_told(mark, group, plan, when))), indent=2, hang=2)
        yield from _how(group)


def _groups(items: Iterable[Item]) -> list[tuple[Mark, list[Item]]]:
    keyed = sorted(items, key=lambda item: _first(item.id.fact))
    grouped = groupby(keyed, key=lambda item: (item.id.fact, mark_of(item.verdict)))
    return [(mark, list(group)) for (_, mark), group in grouped]


def _first(fact: str) -> int:
    return list(TOGETHER).index(fact) if fact in TOGETHER else len(TOGETHER)


def _told(mark: Mark, group: list[Item], plan: Plan, when: When | None) -> str:
    item = group[0]
    if len(group) == 1:
        of = f" of {item.id.package}" if item.id.package else ""
        return f"{item.title}{of}: {detail(item, when)}"
    why = {detail(one, when) for one in group}
    if not item.done:
        same = f": {why.pop()}" if len(why) == 1 else ""
        return f"{item.title}, {len(group)} packages{same}"
    words = TOGETHER.get(item.id.fact, "{number} packages: " + item.title)
    proof = "; the first release will prove it" if item.id.fact == "publisher-registered" else ""
    said = f": you said so{proof}" if mark is Mark.SAID else ""
    return words.format(number=len(group), registry=plan.registry.title) + said


def _how(group: list[Item]) -> Iterator[Block]:
    """Each command or page once, however many packages share it."""
    rows: dict[str, None] = {}
    for item in group:
        if not isinstance(item.verdict, Todo):
            continue
        match item.verdict.change:
            case Await(_, commands, page):
                rows.update(dict.fromkeys((*commands, *((page,) if page else ()))))
            case Visit(_, page):
                rows[page] = None
            case Fill(_, form) if form.link and len(group) == 1:
                rows[form.link] = None
            case _:
                pass
    if rows:
        yield Table(tuple((plain(row),) for row in rows), indent=6)


def _last(plan: Plan) -> Iterator[Block]:
    yield BLANK
    if plan.complete:
        yield Paragraph(plain("Everything is done.", Style.SEEN), 2)
    elif any(map(_is_awaited_release, plan.items)):
        yield Paragraph((Span("primer confirm --wait 30"), Span("  watches for it", Style.DIM)), 2)
    else:
        yield Paragraph((Span("primer init"), Span("  goes on from here", Style.DIM)), 2)


def _is_awaited_release(item: Item) -> bool:
    """A claim can wait as well, for the quota's next day; that is the wizard's, not `confirm`'s."""
    change = item.verdict.change if isinstance(item.verdict, Todo) else None
    return isinstance(change, Await) and item.id.fact == "first-oidc-publish"
