"""The last screen: what is proven, what is only said, what is still to come."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from primer.core.plan import Item, Plan
from primer.core.value import frozen
from primer.core.verdict import Await, Change, Fill, Todo, Unseen, Visit
from primer.ports.signs import Mark
from primer.registries.naming import registry_flag
from primer.terminal.lines import BLANK, Block, Paragraph, Span, Style, Table, marked, plain
from primer.terminal.parts import Parts, parts_of
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
    "closed-to-tokens": "{number} packages closed to tokens",
}
"""How a fact that is done for several packages is told in one line."""


@frozen
class Shown:
    """A plan with its parts, and how times are said."""

    plan: Plan
    parts: Parts
    when: When | None


def ending_blocks(plan: Plan, when: When | None = None, *, goes_on: bool = True) -> tuple[Block, ...]:
    """The plan's outcome, one line for each fact and mark; what comes next only where it `goes_on`."""
    seen = [item for item in plan.items if mark_of(item.verdict) is Mark.SEEN]
    said = [item for item in plan.items if mark_of(item.verdict) is Mark.SAID]
    left = [item for item in plan.items if not item.done]
    show = Shown(plan, parts_of(plan), when)
    return (
        BLANK,
        *_part("Proven", seen, show),
        *_part("You said so", said, show),
        *_part("Still to come", left, show),
        *(_last(plan) if goes_on or plan.complete else ()),
        BLANK,
    )


def _part(title: str, items: Iterable[Item], show: Shown) -> Iterator[Block]:
    groups = _groups(items)
    if groups:
        yield Paragraph(plain(title, Style.HEADING), indent=2)
    shown: set[tuple[str, str]] = set()
    for mark, group in groups:
        yield Paragraph((*marked(mark), Span(" "), Span(_told(mark, group, show))), indent=2, hang=2)
        yield from _how(group, shown)


def _groups(items: Iterable[Item]) -> list[tuple[Mark, list[Item]]]:
    keyed = sorted(items, key=_place)
    grouped = groupby(keyed, key=lambda item: (item.id.fact, _apart(item), mark_of(item.verdict)))
    return [(mark, list(group)) for (_, _, mark), group in grouped]


def _place(item: Item) -> int:
    """In the order of the facts; but a token that lives, or may, is the first thing to read."""
    fact, verdict = item.id.fact, item.verdict
    if fact == "token-revoked" and isinstance(verdict, Todo | Unseen):
        return -1
    return list(TOGETHER).index(fact) if fact in TOGETHER else len(TOGETHER)


def _apart(item: Item) -> str | None:
    """The registry that a line is about; None for one that says nothing of it and is about all."""
    named = "{registry}" in TOGETHER.get(item.id.fact, "{registry}")
    return item.id.registry if named or not item.done else None


def _told(mark: Mark, group: list[Item], show: Shown) -> str:
    item, where = group[0], show.parts.titles.get(group[0].id.registry or "", "")
    if len(group) == 1:
        return f"{show.parts.title(item)}{_of(item, show.parts)}: {detail(item, show.when)}"
    on = f" on {where}" if where else ""
    if not item.done:
        return _left(group, on, show.when)
    words = TOGETHER.get(item.id.fact, f"{{number}} packages{on}: {item.title}")
    unproven = mark is Mark.SAID and item.id.fact == "publisher-registered"
    proof = "; the first release will prove it" if unproven else ""
    return words.format(number=len(group), registry=where or show.plan.registry.title) + proof


def _of(item: Item, parts: Parts) -> str:
    """Whose a fact is; with the registry where packages of one name are on several."""
    if not item.id.package:
        return ""
    on = f" on {parts.titles.get(item.id.registry or '', '')}" if item.id.package in parts.twins else ""
    return f" of {item.id.package}{on}"


def _left(group: list[Item], where: str, when: When | None) -> str:
    why = {detail(one, when) for one in group}
    same = f": {why.pop()}" if len(why) == 1 else ""
    return f"{group[0].title}, {len(group)} packages{where}{same}"


def _how(group: list[Item], shown: set[tuple[str, str]]) -> Iterator[Block]:
    """Each command or page of a fact once, however many packages share it."""
    rows: dict[tuple[str, str], None] = {}
    for item in group:
        ways = _ways(item.verdict.change, len(group)) if isinstance(item.verdict, Todo) else ()
        rows.update(dict.fromkeys((item.id.fact, way) for way in ways))
    fresh = [row for row in rows if row not in shown]
    shown.update(fresh)
    if fresh:
        yield Table(tuple((plain(way),) for _, way in fresh), indent=6)


def _ways(change: Change, number: int) -> tuple[str, ...]:
    match change:
        case Await(_, commands, page):
            return (*commands, *((page,) if page else ()))
        case Visit(_, page):
            return (page,)
        case Fill(_, form) if form.link and number == 1:
            return (form.link,)
        case _:
            return ()


def _last(plan: Plan) -> Iterator[Block]:
    yield BLANK
    if plan.complete:
        yield Paragraph(plain("Everything is done.", Style.SEEN), 2)
    elif any(map(_is_awaited_release, plan.items)):
        command = f"primer confirm{registry_flag(plan.registries)} --wait 30"
        yield Paragraph((Span(command), Span("  watches for it", Style.DIM)), 2)
    else:
        command = f"primer init{registry_flag(plan.registries)}"
        yield Paragraph((Span(command), Span("  goes on from here", Style.DIM)), 2)


def _is_awaited_release(item: Item) -> bool:
    """A claim can wait as well, for the quota's next day; that is the wizard's, not `confirm`'s."""
    change = item.verdict.change if isinstance(item.verdict, Todo) else None
    return isinstance(change, Await) and bool(change.commands) and item.id.fact == "first-oidc-publish"
