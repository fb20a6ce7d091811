"""The site's pages as a person meets them, through the browser of the rehearsal."""

import pytest

from distributions import wheel
from listener import Listener
from primer.rehearsal.browser import Browser, Intent
from primer.rehearsal.page import read_page
from primer.rehearsal.pypi.site import Site
from site_client import ask, probe, send_form, upload


@pytest.fixture
def primed(site: Site) -> Site:
    upload(site.registry().upload_url, site.house.tokens.issue("first")[1], "a-b", wheel("a-b"))
    return site


def meaning(site: Site, words: str = "", **values: str) -> Browser:
    """A browser of a person who came for this."""
    browser = Browser(site.url)
    browser.intent = Intent(values, words)
    return browser


def test_a_token_is_made_and_shown_once(site: Site) -> None:
    browser = meaning(site, description="primer-mono")
    assert browser.open(f"{site.url}/manage/account/token/")
    token = browser.take_token()
    assert token is not None
    assert probe(site.registry().upload_url, token.reveal()).status == 400
    assert browser.take_token() is None
    assert token.reveal() not in ask(f"{site.url}/manage/account/").text


def test_a_tokens_name_is_taken_once(site: Site) -> None:
    for succeeded in (True, False):
        browser = meaning(site, description="primer-mono")
        browser.open(f"{site.url}/manage/account/token/")
        assert browser.succeeded is succeeded


def test_a_token_for_one_project_can_be_chosen(primed: Site) -> None:
    page = f"{primed.url}/manage/account/token/"
    assert 'value="scope:project:a-b" selected' in ask(f"{page}?selected_project=a-b").text
    made = read_page(200, send_form(page, {"description": "x", "token_scope": "scope:project:a-b"}).text)
    answer = upload(primed.registry().upload_url, made.codes["token"], "c-d", wheel("c-d"))
    assert answer.status == 403


def test_the_dialog_in_the_address_removes_exactly_that_token(site: Site) -> None:
    kept, _ = site.house.tokens.issue("kept")
    removed, _ = site.house.tokens.issue("removed")
    assert Browser(site.url).open(f"{site.url}/manage/account/#remove-API-token--{removed.id}")
    assert site.house.tokens.live() == (kept,)


def test_a_dialog_of_a_token_that_is_gone_is_not_there(site: Site) -> None:
    kept, _ = site.house.tokens.issue("kept")
    Browser(site.url).open(f"{site.url}/manage/account/#remove-API-token--{'0' * 36}")
    assert site.house.tokens.live() == (kept,)


def test_the_release_that_is_spoken_of_is_yanked(primed: Site) -> None:
    token = primed.house.tokens.issue("second")[1]
    upload(primed.registry().upload_url, token, "a-b", wheel("a-b", "0.2.0"), version="0.2.0")
    meaning(primed, "a-b: yank 0.0.1 on its page").open(f"{primed.url}/manage/project/a-b/releases/")
    project = primed.house.projects.find("a-b")
    assert project is not None
    assert {version: release.yanked for version, release in project.releases.items()} == {
        "0.0.1": "",
        "0.2.0": None,
    }


def test_a_yank_can_be_taken_back_and_a_release_deleted(primed: Site) -> None:
    release = f"{primed.url}/manage/project/a-b/release/0.0.1/"
    project = primed.house.projects.find("a-b")
    assert project is not None
    forms = ({"confirm_yank_version": "0.0.1", "yanked_reason": "old"}, {"confirm_unyank_version": "0.0.1"})
    reasons: list[str | None] = []
    for values in forms:
        send_form(release, values)
        reasons.append(project.releases["0.0.1"].yanked)
    assert reasons == ["old", None]
    assert send_form(release, {"confirm_delete_version": "0.0.2"}).status == 400
    send_form(release, {"confirm_delete_version": "0.0.1"})
    assert project.releases == {}


def test_an_organization_gets_a_project_without_quota(site: Site) -> None:
    meaning(site, new_project_name="a-b").open(f"{site.url}/manage/organizations/")
    project = site.house.projects.find("a-b")
    assert project is not None
    assert (project.organization, site.house.quota.remaining()) == ("rehearsal-organization", 4)


def test_no_other_site_is_opened(site: Site) -> None:
    assert not Browser(site.url).open("http://127.0.0.1:1/manage/account/")
    assert not Browser(site.url).open(f"{site.url}.example.org/")
    assert site.requests == ()


def test_a_person_is_shown_the_page_asked_what_is_blank_and_asked_before_the_click(site: Site) -> None:
    person = Listener("primer-mono", "yes")
    browser = Browser(site.url, person)
    browser.open(f"{site.url}/manage/account/token/")
    assert [question.text for question in person.asked] == ["Token name", "Click “Create token”?"]
    assert person.heard[0] == "Add API token"
    token = browser.take_token()
    assert token is not None
    assert token.reveal() in person.heard


def test_a_person_may_decline_the_click(site: Site) -> None:
    browser = Browser(site.url, Listener("primer-mono", "no"))
    assert browser.open(f"{site.url}/manage/account/token/")
    assert site.house.tokens.live() == ()


def test_what_a_person_types_is_never_markup(site: Site) -> None:
    browser = meaning(site, description="<b onclick='x'>&amp;")
    browser.open(f"{site.url}/manage/account/token/")
    page = ask(f"{site.url}/manage/account/").text
    assert "<b onclick" not in page
    assert read_page(200, page).forms[0].heading.startswith("<b onclick='x'>&amp;, ")


@pytest.mark.parametrize(
    "path", ["/", "/manage/account/", "/manage/account/publishing/", "/manage/organizations/", "/-/release/"]
)
def test_every_page_says_that_it_is_a_rehearsal(site: Site, path: str) -> None:
    assert "Nothing here is real." in ask(site.url + path).text
