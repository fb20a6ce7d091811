"""The table `[tool.primer]`, checked value by value; what is illegal becomes a problem at its line."""

from collections.abc import Callable, Iterable, Mapping

from primer.core.problem import Problem, YourInput
from primer.core.source import Read, Source
from primer.reading.choices.keys import nearest

Place = Callable[[tuple[str | int, ...]], Source]
Refusal = Callable[[str], str | None]


class ChoiceTable:
    """A table of choices under a dotted key, `()` for the outermost; `place` tells where a key stands."""

    def __init__(
        self,
        values: Mapping[str, object],
        place: Place,
        problems: list[Problem],
        key: tuple[str, ...] = (),
    ) -> None:
        self.values = values
        self.key = key
        self.problems = problems
        self._place = place

    def table(self, name: str) -> "ChoiceTable":
        """A table inside it; an empty one when there is none."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            self.refuse(name, "it is no table")
            value = {}
        inside = {str(key): element for key, element in value.items()}
        return ChoiceTable(inside, self._place, self.problems, (*self.key, name))

    def without_tables(self) -> "ChoiceTable":
        """The same table without those inside it."""
        plain = {name: value for name, value in self.values.items() if not isinstance(value, dict)}
        return ChoiceTable(plain, self._place, self.problems, self.key)

    def text(self, name: str, refusal: Refusal = lambda _: None) -> str | None:
        """A text that nothing speaks against; None when there is none or when it is illegal."""
        value = self.values.get(name)
        if value is None:
            return None
        why = refusal(value.strip()) if isinstance(value, str) else "it is no text"
        if why:
            self.refuse(name, why)
        return None if why or not isinstance(value, str) else value.strip()

    def switch(self, name: str) -> Source | None:
        """Where a value is true; None where it is false, or there is none, or it is no such value."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, bool):
            self.refuse(name, "it is neither true nor false")
        return self.source(name) if value is True else None

    def texts(self, name: str) -> tuple[str, ...]:
        """An array of texts; without those that are none."""
        value = self.values.get(name, [])
        if not isinstance(value, list):
            self.refuse(name, "it is no array of texts")
            return ()
        for element in value:
            if not isinstance(element, str) or not element.strip():
                self.refuse(name, "it is no array of texts")
        return tuple(element.strip() for element in value if isinstance(element, str) and element.strip())

    def read(self, name: str, refusal: Refusal) -> Read[str] | None:
        """A text with the place it stands at."""
        value = self.text(name, refusal)
        return None if value is None else Read(value, self.source(name))

    def source(self, *name: str | int) -> Source:
        """The place of one of its keys."""
        return self._place((*self.key, *name))

    def refuse(self, name: str, why: str, hint: str = "") -> None:
        """Adds a problem about the value of a key; the value itself is never shown."""
        self._add(
            YourInput(
                "illegal-choice",
                f"{self.dotted(name)} cannot be used: {why}",
                hint or "mend or remove it",
                source=self.source(name),
            )
        )

    def know(self, known: Iterable[str]) -> None:
        """Adds a problem for every key that is not among the known ones, naming the nearest."""
        known = tuple(known)
        for name in self.values:
            if name not in known:
                self.unknown(name, known)

    def unknown(self, name: str, known: Iterable[str]) -> None:
        """Adds a problem about a key that means nothing, naming the nearest that does."""
        candidate = self.dotted(nearest(name, known))
        self._add(
            YourInput(
                "unknown-choice",
                f"{self.dotted(name)} is no choice that primer knows",
                f"did you mean {candidate}?",
                source=self.source(name),
            )
        )

    def dotted(self, name: str) -> str:
        """The whole dotted name of a key."""
        return ".".join((*self.key, name))

    def _add(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)
