"""The scripted person on the pages of both sites: logs in, approves, registers, deprecates, releases."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from listener import Listener
from npm_client import GITHUB, NAME, WEB, NpmClient, at, logged_in, tarball, text, trust_path
from primer.core.publisher import Form, FormField, GitHubActions
from primer.ports.voice import Arrived, Card, Errand, Key, Page, Watch
from primer.rehearsal.browser import Browser
from primer.rehearsal.forge.ci import Releases
from primer.rehearsal.npm.ci import NpmRun
from primer.rehearsal.npm.site import NpmSite
from primer.rehearsal.person import ScriptedPerson
from primer.rehearsal.pypi.site import Site
from site_client import ask

PUBLISHED = f"{NAME}: core.tgz published"


@dataclass
class Actor:
    """The person with a browser for both sites, and the engine's part of the conversation."""

    site: Site
    npm: NpmSite

    def __post_init__(self) -> None:
        self.heard = Listener()
        self.browser = Browser(self.site.url, further=(self.npm.url,))
        page = f"{self.site.url}/-/release/"
        self.person = ScriptedPerson(self.heard, self.browser, page, lambda _seconds: None)
        self.client = logged_in(self.npm)
        assert self.client.publish().status == 200

    def wait(self, watch: Watch[str]) -> Arrived[str] | Key:
        while (found := self.person.watch(watch)) is Key.OPEN:
            assert watch.page is not None
            self.browser.open(watch.page.url)
        return found

    def run(self, words: str) -> Key:
        page = Page("its page", f"{self.npm.url}/package/{NAME}/access")
        errand = Errand(words, page, (Key.DONE, Key.LATER))
        while (key := self.person.errand(errand)) is Key.OPEN:
            self.browser.open(page.url)
        return key


@pytest.fixture
def actor(site: Site) -> Iterator[Actor]:
    with NpmSite(identity_key=site.house.identity_key, clock=site.house.clock) as npm:
        yield Actor(site, npm)


def handed(done: str) -> Arrived[str] | str:
    got = ask(done)
    return Arrived(text(got, "token")) if got.status == 200 else "the page waits"


def test_it_logs_in_on_the_page_that_is_waited_for(actor: Actor) -> None:
    begun = actor.client.send("POST", "/-/v1/login", {})
    page = Page("the page", text(begun, "loginUrl"))
    found = actor.wait(Watch("Log in", lambda: handed(text(begun, "doneUrl")), 1.0, page))
    assert isinstance(found, Arrived)
    assert NpmClient(actor.npm, found.value).send("GET", "/-/whoami").status == 200
    assert found.value not in "".join(actor.heard.heard)


def test_it_approves_and_skips_the_next_five_minutes(actor: Actor) -> None:
    client = NpmClient(actor.npm, actor.npm.house.tokens.session())
    refused = client.send("GET", trust_path(), **WEB)
    page = Page("the page", text(refused, "authUrl"))
    found = actor.wait(Watch("Approve", lambda: handed(text(refused, "doneUrl")), 1.0, page))
    assert isinstance(found, Arrived)
    assert client.send("GET", trust_path(), npm_otp=found.value).status == 200
    assert client.send("GET", trust_path()).status == 200


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_it_registers_on_the_form_of_the_cards_provider(actor: Actor, kind: str) -> None:
    values = {
        "github": {
            "owner": "acme",
            "repository": "mono",
            "workflow_filename": "publish.yml",
            "environment": "npm",
        },
        "gitlab": {"namespace": "acme", "project": "mono", "workflow_filepath": "publish.yml"},
    }[kind]
    fields = tuple(FormField(key, key, value) for key, value in values.items())
    link = f"{actor.npm.url}/package/{NAME}/access"
    card = Card(NAME, 1, 1, Form(kind, fields, link))
    while (key := actor.person.card(card)) is Key.OPEN:
        actor.browser.open(link)
    assert key is Key.DONE
    listed = actor.client.send("GET", trust_path()).data
    assert isinstance(listed, list)
    assert [at(entry, "type") for entry in listed] == [kind]


def test_it_deprecates_the_version_and_disallows_tokens_as_the_errand_says(actor: Actor) -> None:
    assert actor.run(f"{NAME}: deprecate 0.0.1") is Key.DONE
    assert at(actor.client.packument().data, "versions", "0.0.1", "deprecated")
    assert actor.run(f"{NAME}: disallow tokens in the package's settings") is Key.DONE
    package = actor.npm.house.packages.find(NAME)
    assert package is not None
    assert package.closed


def test_one_tag_releases_to_both_registries(actor: Actor) -> None:
    run = GitHubActions("acme", "mono", "publish.yml", "npm")
    files = [("core.tgz", tarball(NAME, "0.2.0"))]
    accounts = actor.site.house.accounts
    beside = NpmRun(actor.npm.house, accounts, {NAME: "0.2.0"}, {NAME: run}, lambda *_: files)
    actor.site.releases = Releases(beside=(beside,))
    assert actor.client.trust(GITHUB).status == 201
    page = Page("the page", f"{actor.site.url}/acme/mono/actions/workflows/publish.yml")

    def look() -> Arrived[str] | str:
        shown = actor.client.packument().data
        return Arrived("seen") if at(shown, "versions", "0.2.0") else "nothing newer"

    assert f"{NAME} 0.2.0" in ask(page.url).text
    assert actor.wait(Watch("Waiting", look, 15.0, page)) == Arrived("seen")
    assert any(PUBLISHED in words for words in actor.heard.heard)


def test_a_page_of_any_other_site_is_not_opened(actor: Actor) -> None:
    assert not actor.browser.open("https://www.npmjs.com/login")
