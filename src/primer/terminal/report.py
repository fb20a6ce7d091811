"""The final report as Markdown: every fact with all of its evidence, every token by its whole identifier."""

from collections.abc import Iterator
from datetime import datetime

from primer.core.evidence import Grade
from primer.core.plan import Item, Plan
from primer.core.verdict import Await, Done, Fill, Todo, Visit
from primer.terminal.escaping import code, link, text
from primer.terminal.markdown import beside, ended, guide, problems, section, table
from primer.terminal.parts import Parts, parts_of
from primer.terminal.times import utc
from primer.terminal.words import count, told


def report_markdown(plan: Plan, base_url: str, at: datetime) -> str:
    """What is proven, what is only said and what is left, as it stood `at`."""
    return ended(_report(plan, base_url, at))


def _report(plan: Plan, base_url: str, at: datetime) -> Iterator[str]:
    yield f"# Report: {text(plan.title)}"
    yield ""
    yield f"As seen {utc(at)}. {_outcome(plan)}"
    parts = parts_of(plan)
    evidence = [item for item in plan.items if isinstance(item.verdict, Done)]
    yield from section("Evidence", _evidence(evidence, parts, plan, base_url) if evidence else ())
    left = [item for item in plan.items if not item.done]
    yield from section("Still to come", _left(left, parts, plan, base_url))
    yield from section("Publishers", _publishers(plan, parts))
    yield from beside(plan)
    yield from section("Problems", problems(plan.problems, base_url))


def _outcome(plan: Plan) -> str:
    grades = [item.verdict.evidence.grade for item in plan.items if isinstance(item.verdict, Done)]
    seen, said = grades.count(Grade.OBSERVED), grades.count(Grade.DECLARED)
    head = (
        "Everything is done" if plan.complete else f"{len(grades)} of {count(len(plan.items), 'fact')} done"
    )
    return f"{head}: {seen} seen by primer, {said} on your word."


def _evidence(items: list[Item], parts: Parts, plan: Plan, base_url: str) -> Iterator[str]:
    """With the registry of each fact in a plan for several."""
    head = ("package", "fact", "claim", "how", "source", "when")
    rows = ((_registry(item, parts), _row(item, plan, base_url)) for item in items)
    if parts.titles:
        yield from table(("registry", *head), ((where, *row) for where, row in rows))
    else:
        yield from table(head, (row for _, row in rows))


def _registry(item: Item, parts: Parts) -> str:
    return text(parts.titles.get(item.id.registry or "", ""))


def _row(item: Item, plan: Plan, base_url: str) -> tuple[str, ...]:
    if not isinstance(item.verdict, Done):
        return ()
    evidence = item.verdict.evidence
    return (
        code(item.id.package or "") or "repository",
        link(item.title, guide(base_url, item.guide)),
        text(_in_full(evidence.claim, item, plan)),
        "seen" if evidence.grade is Grade.OBSERVED else "you said so",
        text(evidence.source),
        utc(evidence.at),
    )


def _in_full(words: str, item: Item, plan: Plan) -> str:
    """The words with the whole identifier of each token that they name by its beginning."""
    for used in plan.tokens:
        if used.registry == item.id.registry:
            words = words.replace(used.tombstone.label, used.tombstone.token_id)
    return words


def _left(items: list[Item], parts: Parts, plan: Plan, base_url: str) -> Iterator[str]:
    for item in items:
        title = link(parts.title(item), guide(base_url, item.guide))
        where = f"on {where} " if (where := _registry(item, parts)) else ""
        whose = f"{code(item.id.package)} {where}" if item.id.package else ""
        yield f"- [ ] {whose}{title} · {text(_in_full(told(item, utc), item, plan))}"
        yield from (f"  - {how}" for how in _how(item))


def _how(item: Item) -> Iterator[str]:
    if not isinstance(item.verdict, Todo):
        return
    match item.verdict.change:
        case Await(_, commands, page):
            yield from map(code, commands)
            if page:
                yield link("watch it", page)
        case Visit(_, page):
            yield link("the page", page)
        case Fill(_, form) if form.link:
            yield link(form.page, form.link)
        case _:
            return


def _publishers(plan: Plan, parts: Parts) -> Iterator[str]:
    for one in plan.publishers:
        where = f" on {text(title)}" if (title := parts.titles.get(one.registry, "")) else ""
        yield from section(
            code(one.package) + where,
            table(
                ("field", "value", "read from"),
                (
                    (text(field.label), code(field.value) or "empty", text(field.read_from))
                    for field in one.form.fields
                ),
            ),
            level=3,
        )
