"""Looking at every fact, side by side; it is never given hands, so that a plan cannot act."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from primer.core.plan import Item
from primer.core.verdict import FactId, Todo, Verdict, Waits
from primer.ports.eyes import Eyes
from primer.ports.step import Step

AT_ONCE = 8
"""How many looks go out side by side."""

Chain = Sequence[Step]


def survey(chains: Iterable[Chain], eyes: Eyes) -> tuple[Item, ...]:
    """The verdict on every fact, in the given order.

    The facts of one chain are looked at one after another: a fact whose predecessor is open waits, and costs
    no look. Chains run side by side.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return tuple(
            item for items in pool.map(lambda chain: _walk_down(chain, eyes), chains) for item in items
        )


def _walk_down(chain: Chain, eyes: Eyes) -> list[Item]:
    verdicts: dict[FactId, Verdict] = {}
    for step in chain:
        verdicts[step.id] = _verdict(step, verdicts, eyes)
    return [
        Item(step.id, step.title, verdicts[step.id], f"guides/reference/checklist.md#{step.id.fact}")
        for step in chain
    ]


def _verdict(step: Step, before: dict[FactId, Verdict], eyes: Eyes) -> Verdict:
    open_ones = tuple(name for name in step.after if isinstance(before.get(name), Todo | Waits))
    return Waits(open_ones) if open_ones else step.look(eyes)
