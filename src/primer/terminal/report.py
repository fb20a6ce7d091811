"""The final report as Markdown: every fact with all of its evidence."""

from collections.abc import Iterator
from datetime import datetime

from primer.core.evidence import Grade
from primer.core.plan import Item, Plan
from primer.core.verdict import Await, Done, Fill, Todo, Visit
from primer.terminal.escaping import code, link, text
from primer.terminal.markdown import beside, ended, guide, problems, section, table
from primer.terminal.times import utc
from primer.terminal.words import count, told


def report_markdown(plan: Plan, base_url: str, at: datetime) -> str:
    """What is proven, what is only said and what is left, as it stood `at`."""
    return ended(_report(plan, base_url, at))


def _report(plan: Plan, base_url: str, at: datetime) -> Iterator[str]:
    yield f"# Report: {text(plan.title)}"
    yield ""
    yield f"As seen {utc(at)}. {_outcome(plan)}"
    evidence = [item for item in plan.items if isinstance(item.verdict, Done)]
    yield from section("Evidence", _evidence(evidence, base_url) if evidence else ())
    left = [item for item in plan.items if not item.done]
    yield from section("Still to come", _left(left, base_url))
    yield from section("Publishers", _publishers(plan))
    yield from beside(plan)
    yield from section("Problems", problems(plan.problems, base_url))


def _outcome(plan: Plan) -> str:
    grades = [item.verdict.evidence.grade for item in plan.items if isinstance(item.verdict, Done)]
    seen, said = grades.count(Grade.OBSERVED), grades.count(Grade.DECLARED)
    head = (
        "Everything is done" if plan.complete else f"{len(grades)} of {count(len(plan.items), 'fact')} done"
    )
    return f"{head}: {seen} seen by primer, {said} on your word."


def _evidence(items: list[Item], base_url: str) -> Iterator[str]:
    yield from table(
        ("package", "fact", "claim", "how", "source", "when"),
        (_row(item, base_url) for item in items),
    )


def _row(item: Item, base_url: str) -> tuple[str, ...]:
    if not isinstance(item.verdict, Done):
        return ()
    evidence = item.verdict.evidence
    return (
        code(item.id.package or "") or "repository",
        link(item.title, guide(base_url, item.guide)),
        text(evidence.claim),
        "seen" if evidence.grade is Grade.OBSERVED else "you said so",
        text(evidence.source),
        utc(evidence.at),
    )


def _left(items: list[Item], base_url: str) -> Iterator[str]:
    for item in items:
        title = link(item.title, guide(base_url, item.guide))
        whose = f"{code(item.id.package)} " if item.id.package else ""
        yield f"- [ ] {whose}{title} · {text(told(item, utc))}"
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
            yield link("the filled form", form.link)
        case _:
            return


def _publishers(plan: Plan) -> Iterator[str]:
    for one in plan.publishers:
        yield from section(
            code(one.package),
            table(
                ("field", "value", "read from"),
                (
                    (text(field.label), code(field.value) or "empty", text(field.read_from))
                    for field in one.form.fields
                ),
            ),
            level=3,
        )
