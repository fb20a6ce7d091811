"""Composite actions of the same repository, read as if their steps stood in the job that uses them.

PyPI compares the workflow file of the job, so a step keeps the line of the job's own step.
Imports PyYAML: import this module only where there is a workflow to read.
"""

import posixpath
from collections.abc import Mapping, Sequence

from primer.core.value import field, frozen
from primer.reading.ci.expressions import substituted
from primer.reading.texts.yaml_values import Value

DEEPEST = 4
MOST_STEPS = 500
MOST_LOOKS = 5_000


@frozen
class Step:
    """A step with the line of the workflow it belongs to, and what expressions in it are known to be."""

    value: Value
    line: int
    known: Mapping[str, str]

    def put_in(self, text: str) -> str:
        """A text of the step with everything put in that the file says."""
        return substituted(text, {**self.known, **self._own()})

    def variables(self) -> dict[str, str]:
        """The step's own environment variables."""
        return {name: self.put_in(text) for name, text in _texts(self.value.get("env")).items()}

    def inputs(self) -> dict[str, str]:
        """What the step hands over with `with`."""
        return {name: self.put_in(text) for name, text in _texts(self.value.get("with")).items()}

    def _own(self) -> dict[str, str]:
        env = _texts(self.value.get("env"))
        return {f"env.{name.lower()}": substituted(text, self.known) for name, text in env.items()}


@frozen
class CompositeActions:
    """The actions by their folder, relative to the workflow's repository (`.github/actions/publish`)."""

    of: Mapping[str, Value] = field(default_factory=dict)

    def steps(self, elements: Sequence[Value], known: Mapping[str, str]) -> tuple[Step, ...]:
        """The steps in order, those of composite actions in the place of their `uses`."""
        waiting = [(Step(step, step.line, known), 0) for step in reversed(elements[:MOST_STEPS])]
        found: list[Step] = []
        for _ in range(MOST_LOOKS):
            if not waiting or len(found) == MOST_STEPS:
                break
            step, depth = waiting.pop()
            action = self._used_by(step) if depth < DEEPEST else None
            if action is None:
                found.append(step)
            else:
                waiting += [(inner, depth + 1) for inner in reversed(_opened(action, step))]
        return tuple(found)

    def _used_by(self, step: Step) -> Value | None:
        path = own_path(step.value.get("uses").text)
        return self.of.get(path) if path is not None else None


def own_path(uses: str) -> str | None:
    """The path of what `uses` names in the same repository, None where it is another's.

    `./` is the way from the working folder, `$/` from the root of the repository at the running commit.
    """
    return posixpath.normpath(uses[2:] or ".") if uses.startswith(("./", "$/")) else None


def _opened(action: Value, step: Step) -> list[Step]:
    known = {**step.known, **_inputs(action, step)}
    return [Step(value, step.line, known) for value in action.get("runs", "steps").elements[:MOST_STEPS]]


def _inputs(action: Value, step: Step) -> dict[str, str]:
    defaults = {name: value.get("default").text for name, value in action.get("inputs").pairs().items()}
    return {f"inputs.{name.lower()}": text for name, text in {**defaults, **step.inputs()}.items()}


def _texts(mapping: Value) -> dict[str, str]:
    return {name: value.text for name, value in mapping.pairs().items() if value.scalar is not None}
