"""A voice that writes down what is said, and answers from scripts, otherwise as a willing person would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from made_up import token
from primer.core.placeholder import Placeholder
from primer.core.plan import Plan
from primer.core.problem import Problem
from primer.core.publisher import FormField
from primer.core.question import Question
from primer.core.secret import Secret
from primer.ports.signs import Mark
from primer.ports.voice import Arrived, Card, Errand, Key, Progress, Reach, Stage, TokenRequest, Watch

T = TypeVar("T")
LOOKS = 5
"""How often the person waits for another look before leaving."""


@dataclass(slots=True)
class FakeVoice:
    """`answers` are by the beginning of a question's text; `pages` opens what the person clicks on.

    `enough` are the packages whose pages the person leaves, `left` the questions at which they press Ctrl-C.
    `makes_token` makes one when the script holds none. `click` is told every page the person opened;
    `meanwhile` happens between two looks.
    """

    answers: dict[str, list[str]] = field(default_factory=dict)
    tokens: list[Secret | Key | BaseException] = field(default_factory=list)
    cards: list[Key | FormField] = field(default_factory=list)
    errands: list[Key] = field(default_factory=list)
    watches: list[Key] = field(default_factory=list)
    makes_token: Callable[[], Secret] = token
    click: Callable[[str], None] = lambda _: None
    meanwhile: Callable[[], None] = lambda: None
    until: datetime | None = None
    enough: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    stages: list[str] = field(default_factory=list)
    plans: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    shown_cards: list[Card] = field(default_factory=list)
    shown_errands: list[Errand] = field(default_factory=list)
    requests: list[TokenRequest] = field(default_factory=list)
    watched: list[str] = field(default_factory=list)
    endings: list[Plan] = field(default_factory=list)
    works: list[str] = field(default_factory=list)

    def stage(self, stage: Stage) -> None:
        self.stages.append(f"{stage.number} {stage.name}")
        self.plans += [stage.plan] if self.plans[-1:] != [stage.plan] else []

    def packages(self, plan: Plan) -> None:
        self.said.append(f"packages {len(plan.packages)}")

    def plan(self, plan: Plan) -> None:
        self.said.append(f"plan {len(plan.items)}")

    def placeholders(self, placeholders: tuple[Placeholder, ...]) -> bool:
        shown = " ".join(one.package for one in placeholders)
        self.said.append(f"placeholders {shown}")
        return shown not in self.enough

    def say(self, mark: Mark, words: str) -> None:
        self.said.append(f"{mark}: {words}")

    def tell(self, words: str) -> None:
        self.said.append(words)

    def problem(self, problem: Problem) -> None:
        self.problems.append(problem)

    def ask(self, question: Question) -> str:
        self.questions.append(question)
        if question.text in self.left:
            raise KeyboardInterrupt
        script = next((said for text, said in self.answers.items() if question.text.startswith(text)), [])
        if script:
            return script.pop(0)
        return "yes" if "yes" in {choice.key for choice in question.choices} else question.default

    def token(self, request: TokenRequest) -> Secret | Key:
        self.requests.append(request)
        if not self.tokens:
            return self.makes_token()
        answer = self.tokens.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    @contextmanager
    def uploading(self, files: int, until: datetime) -> Iterator[Progress]:
        self.said.append(f"uploading {files} files until {until:%H:%M}")
        yield self

    @contextmanager
    def working(self, words: str) -> Iterator[Reach]:
        self.works.append(words)
        yield lambda done, of: self.works.append(f"{done} of {of}")

    def begin(self, package: str, filename: str) -> None:
        self.said.append(f"{package} {filename} begins")

    def finish(self, package: str, filename: str, words: str) -> None:
        self.said.append(f"{package} {filename} {words}")

    def fail(self, package: str, filename: str, words: str) -> None:
        self.said.append(f"{package} {filename} {words}")

    def card(self, card: Card) -> Key | FormField:
        self.shown_cards.append(card)
        if self.cards:
            return self.cards.pop(0)
        self.click(card.form.link)
        return Key.DONE

    def errand(self, errand: Errand) -> Key:
        self.shown_errands.append(errand)
        if self.errands:
            return self.errands.pop(0)
        if errand.page is not None:
            self.click(errand.page.url)
        return Key.DONE

    def watch(self, watch: Watch[T]) -> Arrived[T] | Key:
        self.until = watch.until
        if self.watches:
            return self.watches.pop(0)
        for _ in range(LOOKS):
            found = watch.look()
            if isinstance(found, Arrived):
                return found
            self.watched.append(found)
            self.meanwhile()
            if watch.page is not None:
                self.click(watch.page.url)
        return Key.LEAVE

    def ending(self, plan: Plan) -> None:
        self.endings.append(plan)
