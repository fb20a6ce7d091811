"""A voice for tests: it hears everything, and answers from a list."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from primer.core.placeholder import Placeholder
from primer.core.plan import Plan
from primer.core.problem import Problem
from primer.core.question import Question
from primer.core.secret import Secret
from primer.ports.signs import Mark
from primer.ports.voice import (
    Arrived,
    Card,
    Errand,
    Key,
    Progress,
    Reach,
    Stage,
    T,
    TokenRequest,
    Voice,
    Watch,
)


class Counter(Progress):
    """Notes the files that begin and finish."""

    def __init__(self, heard: list[str]) -> None:
        self._heard = heard

    def begin(self, package: str, filename: str) -> None:
        self._heard.append(f"{package} {filename}")

    def finish(self, package: str, filename: str, words: str) -> None:
        self._heard.append(f"{package} {filename} {words}")

    def fail(self, package: str, filename: str, words: str) -> None:
        self._heard.append(f"{package} {filename} {words}")


class Listener(Voice):
    """Hears everything; answers questions from a list, then with their defaults."""

    def __init__(self, *answers: str) -> None:
        self.heard: list[str] = []
        self.asked: list[Question] = []
        self._answers = list(answers)

    def stage(self, stage: Stage) -> None:
        self.heard.append(stage.name)

    def packages(self, plan: Plan) -> None:
        self.heard.append(plan.title)

    def plan(self, plan: Plan) -> None:
        self.heard.append(plan.title)

    def placeholders(self, placeholders: tuple[Placeholder, ...]) -> bool:
        self.heard.append(str(len(placeholders)))
        return True

    def say(self, mark: Mark, words: str) -> None:
        self.heard.append(f"{mark}: {words}")

    def tell(self, words: str) -> None:
        self.heard.append(words)

    def problem(self, problem: Problem) -> None:
        self.heard.append(problem.reference)

    def ask(self, question: Question) -> str:
        self.asked.append(question)
        return self._answers.pop(0) if self._answers else question.default

    def token(self, request: TokenRequest) -> Secret | Key:
        self.heard.append(request.name)
        return Key.OPEN

    @contextmanager
    def uploading(self, files: int, until: datetime) -> Iterator[Progress]:
        self.heard.append(f"{files} until {until}")
        yield Counter(self.heard)

    @contextmanager
    def working(self, words: str) -> Iterator[Reach]:
        self.heard.append(words)
        yield lambda done, of: self.heard.append(f"{done} of {of}")

    def card(self, card: Card) -> Key:
        self.heard.append(card.package)
        return Key.OPEN

    def errand(self, errand: Errand) -> Key:
        self.heard.append(errand.words)
        return Key.OPEN

    def watch(self, watch: Watch[T]) -> Arrived[T] | Key:
        self.heard.append(watch.words)
        return Key.LEAVE

    def ending(self, plan: Plan) -> None:
        self.heard.append(plan.title)
