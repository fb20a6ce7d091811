"""Looking at every fact, side by side; it is never given hands, so that a plan cannot act."""

from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from primer.core.plan import Item
from primer.core.verdict import FactId, Todo, Verdict, Waits
from primer.engine.side_by_side import AT_ONCE, side_by_side
from primer.ports.eyes import Eyes
from primer.ports.step import Step

Chain = Sequence[Step]


Heard = Callable[[int, int], None]
"""Is told how many looks came back, of how many."""


def unheard(done: int, of: int) -> None:
    """Nobody wants to know."""
    del done, of


class Count:
    """Counts looks as they come back, from several threads."""

    def __init__(self, of: int, heard: Heard) -> None:
        self._of = of
        self._heard = heard
        self._done = 0
        self._lock = Lock()

    def one(self) -> None:
        """One more came back."""
        with self._lock:
            self._done += 1
            self._heard(self._done, self._of)


def survey(
    chains: Iterable[Chain], eyes: Eyes, heard: Heard = unheard, at_once: int = AT_ONCE
) -> tuple[Item, ...]:
    """The verdict on every fact, in the given order; `heard` is told of each.

    The facts of one chain are looked at one after another: a fact whose predecessor is open waits, and costs
    no look. Chains run side by side, `at_once` of them.
    """
    every = tuple(chains)
    count = Count(sum(map(len, every)), heard)
    looked = side_by_side(lambda chain: _walk_down(chain, eyes, count), every, at_once)
    return tuple(item for items in looked for item in items)


def _walk_down(chain: Chain, eyes: Eyes, count: Count) -> list[Item]:
    verdicts: dict[FactId, Verdict] = {}
    items: list[Item] = []
    for step in chain:
        own, verdict = step.id, _verdict(step, verdicts, eyes)
        verdicts[own] = verdict
        items.append(Item(own, step.title, verdict, f"guides/reference/checklist.md#{own.fact}"))
        count.one()
    return items


def _verdict(step: Step, before: dict[FactId, Verdict], eyes: Eyes) -> Verdict:
    open_ones = tuple(name for name in step.after if isinstance(before.get(name), Todo | Waits))
    return Waits(open_ones) if open_ones else step.look(eyes)
