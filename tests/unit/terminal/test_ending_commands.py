"""The last line of a run is a command that goes on at the same registry, and is not too early."""

from primer.core.plan import Plan
from primer.core.value import replace
from primer.core.verdict import Await, Todo
from primer.registries.addresses import TESTPYPI
from primer.terminal.ending import ending_blocks
from primer.terminal.lines import Paragraph
from screen.reference_plan import after, before


def last_line(plan: Plan) -> str:
    blocks = ending_blocks(plan, lambda _: "then")
    paragraphs = [block.words for block in blocks if isinstance(block, Paragraph) and block.words]
    return "".join(span.text for span in paragraphs[-1])


def held(plan: Plan) -> Plan:
    """The same, but every release waits for a package that the tag would release as well."""
    items = [
        replace(item, verdict=Todo(Await("first register acme-kit", ())))
        if isinstance(item.verdict, Todo) and isinstance(item.verdict.change, Await)
        else item
        for item in plan.items
    ]
    return replace(plan, items=tuple(items))


def test_a_release_that_can_come_is_watched_for() -> None:
    assert last_line(after()) == "primer confirm --wait 30  watches for it"


def test_a_trial_goes_on_at_its_own_registry() -> None:
    assert last_line(replace(after(), registries=(TESTPYPI,))).startswith(
        "primer confirm --registry testpypi --wait 30 "
    )
    assert last_line(replace(before(), registries=(TESTPYPI,))).startswith("primer init --registry testpypi ")


def test_a_release_that_is_held_back_is_not_watched_for() -> None:
    assert last_line(held(after())) == "primer init  goes on from here"
