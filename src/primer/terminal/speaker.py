"""The telling half of a voice, shared by every voice: screens are built once and shown on a stream."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TextIO

from primer.core.placeholder import Placeholder
from primer.core.plan import Plan
from primer.core.problem import Problem
from primer.ports.signs import Mark
from primer.ports.voice import Reach, Stage
from primer.terminal.activity import active, aside
from primer.terminal.ending import ending_blocks
from primer.terminal.found import found_blocks
from primer.terminal.lines import BLANK, Blocks
from primer.terminal.paper import plan_blocks
from primer.terminal.printing import show, surface_here
from primer.terminal.problems import problem_blocks
from primer.terminal.screens import header_blocks, placeholder_blocks, said_blocks, told_blocks
from primer.terminal.surface import Surface
from primer.terminal.times import When, local


class Speaker:
    """Shows everything that asks for no answer; the surface is measured anew for every screen."""

    goes_on = True
    """Whether a later run can go on from where this one ends; what a rehearsal made is gone."""

    def __init__(
        self,
        stream: TextIO,
        surface: Callable[[TextIO], Surface] = surface_here,
        when: When | None = None,
    ) -> None:
        self.stream = stream
        self.when = when or local()
        self._measure = surface

    @property
    def surface(self) -> Surface:
        """What the stream can show now."""
        return self._measure(self.stream)

    def show(self, blocks: Blocks) -> None:
        """Puts a screen on the stream."""
        with aside():
            show(blocks, self.stream, self.surface)

    def stage(self, stage: Stage) -> None:
        """Says where the person is."""
        self.show(header_blocks(stage))

    def packages(self, plan: Plan) -> None:
        """Shows what was found."""
        self.show(found_blocks(plan))

    def plan(self, plan: Plan) -> None:
        """Shows the whole plan."""
        self.show((*plan_blocks(plan, self.when), BLANK))

    def placeholders(self, placeholders: tuple[Placeholder, ...]) -> bool:
        """Shows what would be uploaded."""
        self.show(placeholder_blocks(placeholders))
        return True

    def say(self, mark: Mark, words: str) -> None:
        """One line with its mark."""
        self.show(said_blocks(mark, words))

    def tell(self, words: str) -> None:
        """One paragraph without a mark."""
        self.show(told_blocks(words))

    def working(self, words: str) -> AbstractContextManager[Reach]:
        """Shows what is under way where it lasts."""
        return active(words, self.stream, lambda: self.surface)

    def problem(self, problem: Problem) -> None:
        """Shows a problem whole."""
        self.show((BLANK, *problem_blocks(problem)))

    def ending(self, plan: Plan) -> None:
        """Says what is proven and what is still to come."""
        self.show(ending_blocks(plan, self.when, goes_on=self.goes_on))
