"""The last line of a run is a command that goes on at the same registry, and is not too early."""

from primer.core.plan import Plan
from primer.core.value import replace
from primer.core.verdict import Await, FactId, Todo, Unseen, Verdict, Visit, Waits
from primer.facts.token_revoked import NAME
from primer.registries.addresses import TESTPYPI
from primer.terminal.ending import ending_blocks
from primer.terminal.layout import as_text
from primer.terminal.lines import Paragraph
from primer.terminal.surface import Surface
from screen.reference_plan import after, before

TOKEN = "token 21394af6…"


def still_to_come(plan: Plan, verdict: Verdict) -> str:
    """The first line under that heading, where the plan's token has this verdict."""
    items = [replace(item, verdict=verdict) if item.id.fact == NAME else item for item in plan.items]
    told = as_text(ending_blocks(replace(plan, items=tuple(items))), Surface(100))
    return told.partition("Still to come\n")[2].splitlines()[0].strip()


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


def test_a_token_that_lives_or_may_live_is_the_first_thing_still_to_come() -> None:
    alive = Todo(Visit(f"PyPI still knows {TOKEN}", "https://pypi.example/manage/account/"))
    assert still_to_come(after(), alive) == f"○ token revoked: PyPI still knows {TOKEN}"
    assert still_to_come(after(), Unseen(TOKEN)) == f"? token revoked: {TOKEN}"


def test_a_token_that_was_never_made_comes_in_its_turn() -> None:
    assert still_to_come(before(), Waits((FactId("claimed"),))).startswith("○ claimed, 4 packages")


def test_a_release_that_can_come_is_watched_for() -> None:
    assert last_line(after()) == "primer confirm --wait 30  watches for it"


def test_a_trial_goes_on_at_its_own_registry() -> None:
    assert last_line(replace(after(), registries=(TESTPYPI,))).startswith(
        "primer confirm --registry testpypi --wait 30 "
    )
    assert last_line(replace(before(), registries=(TESTPYPI,))).startswith("primer init --registry testpypi ")


def test_a_release_that_is_held_back_is_not_watched_for() -> None:
    assert last_line(held(after())) == "primer init  goes on from here"
