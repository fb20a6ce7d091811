"""The scripted person does on the site's pages what it is asked to, and says what it sees."""

from datetime import timedelta

import pytest

from distributions import wheel
from listener import Listener
from primer.core.publisher import Form, FormField, GitHubActions, OnPyPI
from primer.core.question import Choice, Question
from primer.core.secret import Secret
from primer.ports.voice import Arrived, Card, Errand, Key, Page, TokenRequest, Watch
from primer.rehearsal.browser import Browser
from primer.rehearsal.forge.ci import Releases
from primer.rehearsal.person import MOST_TOKENS, ScriptedPerson
from primer.rehearsal.pypi.site import Site
from site_client import probe, upload


class Actor:
    """The person with its browser, and the engine's part of the conversation."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.heard = Listener()
        self.browser = Browser(site.url)
        self.person = ScriptedPerson(
            self.heard, self.browser, f"{site.url}/-/release/", lambda _seconds: None
        )

    def paste(self) -> Secret:
        page = Page("Add API token", f"{self.site.url}/manage/account/token/")
        request = TokenRequest("why", page, "primer-mono", "Entire account")
        while not isinstance(answer := self.person.token(request), Secret):
            assert answer is Key.OPEN
            self.browser.open(page.url)
        return answer

    def fill(self, card: Card) -> Key:
        while (key := self.person.card(card)) is Key.OPEN:
            self.browser.open(card.form.link)
        return key

    def run(self, errand: Errand) -> Key:
        while (key := self.person.errand(errand)) is Key.OPEN:
            assert errand.page is not None
            self.browser.open(errand.page.url)
        return key

    def wait(self, watch: Watch[str]) -> Arrived[str] | Key:
        while (found := self.person.watch(watch)) is Key.OPEN:
            assert watch.page is not None
            self.browser.open(watch.page.url)
        return found


@pytest.fixture
def actor(site: Site) -> Actor:
    upload(site.registry().upload_url, site.house.tokens.issue("first")[1], "a-b", wheel("a-b"))
    return Actor(site)


def card(site: Site, link: str, **changed: str) -> Card:
    values = {
        "owner": "Acme",
        "repository": "mono",
        "workflow_filename": "publish.yaml",
        "environment": "pypi",
        **changed,
    }
    fields = tuple(FormField(key, key, value) for key, value in values.items())
    return Card("a-b", 1, 1, Form("github", fields, site.url + link))


def identities(site: Site) -> list[OnPyPI]:
    project = site.house.projects.find("a-b")
    return [registered.identity for registered in project.publishers] if project else []


def test_it_says_yes_where_there_is_a_yes_and_the_default_elsewhere(actor: Actor) -> None:
    yes_or_no = Question("Upload?", "--yes", "no", (Choice("no", "no"), Choice("yes", "yes")))
    assert actor.person.ask(yes_or_no) == "yes"
    assert actor.person.ask(Question("Which version?", "--version", "0.0.1")) == "0.0.1"
    assert actor.heard.heard == ["? Upload?  yes", "? Which version?  0.0.1"]


def test_it_makes_the_token_it_is_asked_for_and_another_when_asked_again(actor: Actor) -> None:
    first, second = actor.paste(), actor.paste()
    assert first.reveal() != second.reveal()
    for token in (first, second):
        assert probe(actor.site.registry().upload_url, token.reveal()).status == 400
        assert token.reveal() not in "".join(actor.heard.heard)


def test_it_leaves_when_it_is_asked_for_tokens_without_end(actor: Actor) -> None:
    for _ in range(MOST_TOKENS):
        actor.paste()
    with pytest.raises(KeyboardInterrupt):
        actor.paste()


def test_it_fills_the_form_of_a_card_whether_or_not_the_page_is_prefilled(actor: Actor) -> None:
    page = "/manage/project/a-b/settings/publishing/"
    assert actor.fill(card(actor.site, f"{page}?provider=github&owner=Acme")) is Key.DONE
    assert identities(actor.site) == [GitHubActions("Acme", "mono", "publish.yaml", "pypi")]


def test_what_is_registered_already_is_done(actor: Actor) -> None:
    page = "/manage/project/a-b/settings/publishing/"
    assert actor.fill(card(actor.site, page)) is Key.DONE
    assert actor.fill(card(actor.site, page)) is Key.DONE
    assert actor.fill(card(actor.site, f"{page}?again")) is Key.DONE
    assert len(identities(actor.site)) == 1


def test_a_form_that_was_refused_is_not_called_done(actor: Actor) -> None:
    page = "/manage/project/a-b/settings/publishing/"
    assert actor.fill(card(actor.site, page, workflow_filename="ci/x.yaml")) is Key.LATER
    assert any("filename only" in words for words in actor.heard.heard)


def test_it_types_the_project_of_a_pending_publisher(actor: Actor) -> None:
    pending = card(actor.site, "/manage/account/publishing/")
    new = Card("c-d", 1, 1, pending.form)
    assert actor.fill(new) is Key.DONE
    assert [waiting.project for waiting in actor.site.house.pending.all()] == ["c-d"]


def test_it_yanks_what_the_errand_speaks_of(actor: Actor) -> None:
    page = Page("its page", f"{actor.site.url}/manage/project/a-b/releases/")
    assert actor.run(Errand("a-b: yank 0.0.1 on its page", page, (Key.DONE, Key.LATER))) is Key.DONE
    project = actor.site.house.projects.find("a-b")
    assert project is not None
    assert project.releases["0.0.1"].yanked == ""


def test_it_creates_the_project_that_an_errand_names(actor: Actor) -> None:
    page = Page("its page", f"{actor.site.url}/manage/organizations/")
    actor.run(Errand("c-d: create it in the organization", page, (Key.DONE, Key.LATER)))
    assert actor.site.house.projects.find("c-d") is not None


def test_an_errand_without_a_page_is_left_for_later(actor: Actor) -> None:
    assert actor.run(Errand("think", None, (Key.LATER,))) is Key.LATER


def test_it_removes_the_token_that_is_waited_for(actor: Actor) -> None:
    live = actor.site.house.tokens.live()[0]
    page = Page("its dialog", f"{actor.site.url}/manage/account/#remove-API-token--{live.id}")

    def look() -> Arrived[str] | str:
        return "still known" if actor.site.house.tokens.live() else Arrived("gone")

    assert actor.wait(Watch("Remove it", look, 5.0, page)) == Arrived("gone")
    assert "waits: still known" in actor.heard.heard


def test_it_starts_the_release_when_no_page_is_named(actor: Actor) -> None:
    identity = GitHubActions("Acme", "mono", "publish.yaml")
    project = actor.site.house.projects.find("a-b")
    assert project is not None
    actor.site.house.register(project, identity)
    file = wheel("a-b", "0.2.0")
    actor.site.releases = Releases(
        {"a-b": "0.2.0"}, {"a-b": identity}, lambda _name, _version: [(file.filename, file.content)]
    )

    def look() -> Arrived[str] | str:
        return Arrived("seen") if "0.2.0" in project.releases else "nothing newer"

    assert actor.wait(Watch("Waiting", look, 15.0)) == Arrived("seen")


@pytest.mark.parametrize(("comes", "found"), [(3, Arrived("seen")), (1000, Key.LEAVE)])
def test_it_hurries_nothing_that_has_no_page_and_ends_by_itself(
    actor: Actor, comes: int, found: Arrived[str] | Key
) -> None:
    looks = iter(range(1, 2000))

    def look() -> Arrived[str] | str:
        return Arrived("seen") if next(looks) >= comes else "not yet"

    until = actor.site.house.clock() + timedelta(minutes=30)
    assert actor.wait(Watch("Waiting", look, 5.0, until=until)) == found
    assert not actor.site.requests[1:]
    assert not any("opens" in words for words in actor.heard.heard)


def test_it_leaves_what_never_comes(actor: Actor) -> None:
    page = Page("nothing", f"{actor.site.url}/")
    assert actor.wait(Watch("Waiting", lambda: "not yet", 5.0, page)) is Key.LEAVE
