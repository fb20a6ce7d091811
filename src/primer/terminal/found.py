"""The first screen: which packages were found, which CI publishes them, what the quota allows."""

from collections import Counter
from collections.abc import Iterator

from primer.core.plan import Item, Plan, PlannedPackage
from primer.core.verdict import Done, Todo, Upload, Waits, problem_in
from primer.terminal.left_out import left_out
from primer.terminal.lines import BLANK, Block, Paragraph, Span, Style, Table, Words, plain
from primer.terminal.parts import Parts, parts_of
from primer.terminal.words import count, detail

QUOTA = "quota: "
"""How the planner's note about the quota begins."""


MANY = 10
"""So many packages are seen at a glance; of more it is told what they have in common."""


def found_blocks(plan: Plan) -> tuple[Block, ...]:
    """What was found, without a verdict on it; problems and notes are the plan's matter."""
    return (*package_blocks(plan), *beside_blocks(plan))


def beside_blocks(plan: Plan) -> tuple[Block, ...]:
    """What all packages have in common, and what is beside them."""
    return (Table((*_in_all(plan), *_beside(plan)), indent=2), BLANK)


def package_blocks(plan: Plan) -> Iterator[Block]:
    """A row for each package that is planned."""
    parts = parts_of(plan)
    several = len(plan.registries) > 1
    there = ("registry", "there") if several else (f"on {plan.registry.title}",)
    rows = tuple(_row(parts, one) for one in plan.packages if one.route is not None)
    if rows:
        yield Table(rows, ("package", "tier", "version", *there), indent=2)
    else:
        titles = " or ".join(registry.title for registry in plan.registries)
        yield Paragraph(plain(f"No package here is meant for {titles}."), 2)


def _row(parts: Parts, one: PlannedPackage) -> tuple[Words, ...]:
    version = one.package.version or "from the build"
    where = (plain(title),) if (title := parts.where(one)) else ()
    return (
        plain(one.package.name),
        plain(str(one.tier)),
        plain(version),
        *where,
        plain(_on_registry(parts, one)),
    )


def _on_registry(parts: Parts, one: PlannedPackage) -> str:
    """What a look at the project showed, or at the name while nothing is uploaded; without when."""
    project, name = parts.fact(one, "claimed"), parts.fact(one, "name-allowed")
    item = name if project is None or _is_free(project) else project
    return _shown(item) if item else ""


def _is_free(item: Item) -> bool:
    return isinstance(item.verdict, Waits) or (
        isinstance(item.verdict, Todo) and isinstance(item.verdict.change, Upload)
    )


def _shown(item: Item) -> str:
    return item.verdict.evidence.claim if isinstance(item.verdict, Done) else detail(item)


def _in_all(plan: Plan) -> Iterator[tuple[Words, ...]]:
    """How many there are of each kind, where the rows are too many for one window."""
    parts = parts_of(plan)
    planned = [one for one in plan.packages if one.route is not None]
    if len(planned) > MANY:
        kinds = Counter(_on_registry(parts, one) for one in planned)
        told = ", ".join(f"{number} {words}" for words, number in kinds.most_common(3))
        rest = len(planned) - sum(number for _, number in kinds.most_common(3))
        more = f", {rest} others" if rest else ""
        yield plain("in all", Style.DIM), plain(f"{len(planned)} packages: {told}{more}")


def _beside(plan: Plan) -> Iterator[tuple[Words, ...]]:
    for number, (name, why) in enumerate(left_out(plan.skipped)):
        yield plain("left out" if number == 0 else "", Style.DIM), plain(f"{name} ({why})")
    for number, one in enumerate(package for package in plan.packages if package.route is None):
        name = f"{one.package.name} ({one.package.ecosystem}, listed only)"
        yield plain("beside" if number == 0 else "", Style.DIM), plain(name)
    for number, words in enumerate(_ci(plan)):
        yield plain("CI" if number == 0 else "", Style.DIM), words
    if _quota(plan):
        yield plain("quota", Style.DIM), plain(_quota(plan))


def _ci(plan: Plan) -> Iterator[Words]:
    items = [item for item in plan.items if item.id.fact == "workflow-publishes"]
    told: dict[str, list[Item]] = {}
    for item in items:
        told.setdefault(_of_ci(item), []).append(item)
    for words, group in told.items():
        whose = "" if len(told) == 1 else f"  {_names(group)}"
        yield (Span(words), Span(whose, Style.DIM))


def _of_ci(item: Item) -> str:
    """What CI does; what a manifest lacks is told with the problems, and says nothing of CI."""
    problem = problem_in(item.verdict)
    return _shown(item) if problem is None else f"not looked at before {problem.reference} is mended"


def _names(items: list[Item]) -> str:
    names = [item.id.package or "" for item in items]
    return names[0] if len(names) == 1 else count(len(names), "package")


def _quota(plan: Plan) -> str:
    """The planner's own sentence: only it knows what the registry last said."""
    told = (note.removeprefix(QUOTA) for note in plan.notes if note.startswith(QUOTA))
    return next(told, "")
