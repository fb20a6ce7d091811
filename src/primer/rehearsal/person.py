"""The scripted person: says yes, makes tokens, fills forms and runs releases on the site's real pages."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
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
    Page,
    Progress,
    Reach,
    Stage,
    T,
    TokenRequest,
    Voice,
    Watch,
)
from primer.rehearsal.browser import Browser, Intent

MOST_TOKENS = 5
MOST_LOOKS = 40
SHORTEST_PAUSE = 0.05
PATIENCE = 60.0
"""Seconds that are waited at most for what only time can bring."""


class ScriptedPerson(Voice):
    """Plays the person through a browser; everything that is said to it is shown through another voice.

    `release_page` is where a run is started when no page is named. Whatever is asked for again and again is
    left in the end, as a person would leave (KeyboardInterrupt).
    """

    def __init__(
        self,
        shows: Voice,
        browser: Browser,
        release_page: str,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._shows = shows
        self._browser = browser
        self._release_page = release_page
        self._pause = pause
        self._visited: object = None
        self._tokens = 0

    def stage(self, stage: Stage) -> None:
        """Shows it."""
        self._shows.stage(stage)

    def packages(self, plan: Plan) -> None:
        """Shows it."""
        self._shows.packages(plan)

    def plan(self, plan: Plan) -> None:
        """Shows it."""
        self._shows.plan(plan)

    def placeholders(self, placeholders: tuple[Placeholder, ...]) -> bool:
        """Shows it."""
        return self._shows.placeholders(placeholders)

    def say(self, mark: Mark, words: str) -> None:
        """Shows it."""
        self._shows.say(mark, words)

    def tell(self, words: str) -> None:
        """Shows it."""
        self._shows.tell(words)

    def problem(self, problem: Problem) -> None:
        """Shows it."""
        self._shows.problem(problem)

    def uploading(self, files: int, until: datetime) -> AbstractContextManager[Progress]:
        """Shows it."""
        return self._shows.uploading(files, until)

    def working(self, words: str) -> AbstractContextManager[Reach]:
        """Shows it."""
        return self._shows.working(words)

    def ending(self, plan: Plan) -> None:
        """Shows it."""
        self._shows.ending(plan)

    def ask(self, question: Question) -> str:
        """Yes where there is a yes, otherwise the default."""
        answers = [choice.key for choice in question.choices]
        answer = "yes" if "yes" in answers else question.default
        self._shows.tell(f"? {question.text}  {answer}")
        return answer

    def token(self, request: TokenRequest) -> Secret | Key:
        """Makes a token on the page when there is none yet, and pastes it."""
        made = self._browser.take_token()
        if made is not None:
            self._shows.tell("? Paste it here  (pasted)")
            return made
        self._tokens += 1
        if self._tokens > MOST_TOKENS:
            raise KeyboardInterrupt
        # The site takes a token's name once only; a second wave on the same day needs another.
        name = request.name if self._tokens == 1 else f"{request.name}-{self._tokens}"
        return self._go(request.page, Intent({"description": name}))

    def card(self, card: Card) -> Key:
        """Fills the form behind the card, then says that it is done if the page said so."""
        if self._visited == card:
            return self._back(Key.DONE)
        self._visited = card
        typed = {field.key: field.value for field in card.form.fields}
        intent = Intent({**typed, "project_name": card.package}, card.form.provider)
        return self._go(Page(f"the {card.form.provider} form of {card.package}", card.form.link), intent)

    def errand(self, errand: Errand) -> Key:
        """Does the errand on its page, then says that it is done if the page said so."""
        if errand.page is not None and self._visited != errand:
            self._visited = errand
            words = " ".join((errand.words, *errand.details))
            package = errand.words.partition(":")[0]
            return self._go(
                errand.page, Intent({"new_project_name": package, "project_name": package}, words)
            )
        if errand.page is None:
            return Key.LATER
        return self._back(Key.DONE if Key.DONE in errand.keys else Key.LATER)

    def watch(self, watch: Watch[T]) -> Arrived[T] | Key:
        """Looks, goes to the page once, and looks again until it arrived; leaves when it never does.

        What has no page and ends by itself nobody can hurry.
        """
        if self._visited is watch:
            return self._look_again(watch)
        first = watch.look()
        if isinstance(first, Arrived):
            return first
        self._shows.say(Mark.WAITS, first)
        if watch.page is None and watch.until is not None:
            return self._wait_for(watch)
        self._visited = watch
        if watch.page is not None:
            return self._go(watch.page, Intent(words=watch.words))
        self._go(Page("where CI runs it", self._release_page), Intent())
        self._browser.open(self._release_page)
        return self._look_again(watch)

    def _wait_for(self, watch: Watch[T]) -> Arrived[T] | Key:
        pause = max(SHORTEST_PAUSE, min(watch.every, 1.0))
        for _ in range(int(PATIENCE / pause)):
            self._pause(pause)
            if isinstance(found := watch.look(), Arrived):
                return found
        return Key.LEAVE

    def _look_again(self, watch: Watch[T]) -> Arrived[T] | Key:
        self._back(Key.LEAVE)
        for _ in range(MOST_LOOKS):
            found = watch.look()
            if isinstance(found, Arrived):
                return found
            self._pause(min(watch.every, SHORTEST_PAUSE))
        return Key.LEAVE

    def _go(self, page: Page, intent: Intent) -> Key:
        self._browser.intent = intent
        self._shows.tell(f"→ opens {page.words}: {page.url}")
        return Key.OPEN

    def _back(self, key: Key) -> Key:
        """Back from a page: reads out what it said; a publisher that is there already is there."""
        self._visited = None
        page = self._browser.last
        if page.title:
            self._shows.tell(f"  the page says: {' · '.join((page.title, *page.words))}")
        done = self._browser.succeeded or "already registered" in page.title
        return key if done else Key.LATER
