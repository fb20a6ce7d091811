"""The plan as Markdown: a checklist that pastes cleanly into an issue."""

from collections.abc import Iterable, Iterator

from primer.core.plan import Item, Plan, PlannedPublisher
from primer.core.problem import Problem
from primer.terminal.escaping import cell, code, link, text
from primer.terminal.parts import Parts, listed_only, parts_of
from primer.terminal.times import utc
from primer.terminal.words import page_to_visit, told


def plan_markdown(plan: Plan, base_url: str) -> str:
    """Every fact as an item with its state in words; guides are linked below `base_url`."""
    return ended(_plan(plan, base_url))


def ended(lines: Iterable[str]) -> str:
    """Lines as a document, never with two blank ones in a row."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).rstrip("\n") + "\n"


def section(title: str, lines: Iterable[str], level: int = 2) -> Iterator[str]:
    """A heading with its lines, or nothing where there are none."""
    body = list(lines)
    if body:
        yield from ("", f"{'#' * level} {title}", "", *body, "")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]], indent: str = "") -> Iterator[str]:
    """A table of finished Markdown."""
    yield f"{indent}| {' | '.join(head)} |"
    yield f"{indent}|{' --- |' * len(head)}"
    for row in rows:
        yield f"{indent}| {' | '.join(cell(one) for one in row)} |"


def _plan(plan: Plan, base_url: str) -> Iterator[str]:
    done = sum(item.done for item in plan.items)
    parts = parts_of(plan)
    yield f"# {text(plan.title)}"
    yield ""
    yield f"{done} of {len(plan.items)} done{', complete' if plan.complete else ''}."
    for package in plan.packages:
        where = parts.where(package)
        title = f"{code(package.package.name)} on {text(where)}" if where else code(package.package.name)
        yield from section(title, _items(parts, parts.of(package), base_url))
    yield from section("repository", _items(parts, parts.beside, base_url))
    yield from beside(plan)
    yield from section("problems", problems(plan.problems, base_url))


def _items(parts: Parts, items: Iterable[Item], base_url: str) -> Iterator[str]:
    for item in items:
        box = "x" if item.done else " "
        title = link(parts.title(item), guide(base_url, item.guide))
        yield f"- [{box}] {title} · {text(told(item, utc))}"
        yield from _values(parts.publisher(item))
        if page := page_to_visit(item):
            yield f"  - {link('the page', page)}"


def guide(base_url: str, relative: str) -> str:
    """The absolute address of a guide's section."""
    return f"{base_url.rstrip('/')}/{relative.lstrip('/')}"


def _values(publisher: PlannedPublisher | None) -> Iterator[str]:
    if publisher is None:
        return
    rows = (
        (text(field.label), code(field.value) or "leave empty", text(field.read_from))
        for field in publisher.form.fields
    )
    yield ""
    yield from table(("field", "value", "read from"), rows, "  ")
    yield ""
    if publisher.form.link:
        yield f"  {link(publisher.form.page, publisher.form.link)}"
        yield ""


def beside(plan: Plan) -> Iterator[str]:
    """What has no fact: packages that are only listed, what is left out, notes."""
    listed = [one.package for one in listed_only(plan)]
    yield from section(
        "listed only", (f"- {code(one.name)} ({one.ecosystem}, {code(one.path)})" for one in listed)
    )
    yield from section(
        "left out", (f"- {code(one.name or one.path)}: {text(one.why)}" for one in plan.skipped)
    )
    yield from section("notes", (f"- {text(note)}" for note in plan.notes))


def problems(found: Iterable[Problem], base_url: str) -> Iterator[str]:
    """Each problem with its place, its context, and what to do."""
    for problem in found:
        kind = "warning, " if problem.warning else ""
        reference = link(problem.reference, guide(base_url, problem.link))
        yield f"- {kind}{reference}: {text(problem.message)}"
        if problem.source:
            yield f"  - {code(str(problem.source))}"
        yield from (f"  - {text(line)}" for line in problem.context)
        if problem.hint:
            yield f"  - **do this:** {text(problem.hint)}"
