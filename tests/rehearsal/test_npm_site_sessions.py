"""Logging in and out at the rehearsal's npm site, the second factor, and the account's tokens."""

from datetime import timedelta

import pytest

from npm_client import WEB, NpmClient, approve, at, error, logged_in, text
from primer.rehearsal.browser import Browser, Intent
from primer.rehearsal.faults import Wrong
from primer.rehearsal.npm.site import NpmSite
from servers.rehearsal_fixture import Clock
from site_client import ask, send_form

TOKENS = "/-/npm/v1/tokens"


@pytest.fixture
def client(npm_site: NpmSite) -> NpmClient:
    return NpmClient(npm_site, npm_site.house.tokens.session())


def test_a_log_in_is_handed_over_after_it_was_approved_and_once(npm_site: NpmSite) -> None:
    begun = NpmClient(npm_site).send("POST", "/-/v1/login", {})
    page, done = text(begun, "loginUrl"), text(begun, "doneUrl")
    waiting = ask(done)
    assert (waiting.status, waiting.headers["retry-after"]) == (202, "1")
    assert send_form(page, {}).status == 200
    handed = ask(done)
    assert handed.status == 200
    who = NpmClient(npm_site, text(handed, "token")).send("GET", "/-/whoami")
    assert who.data == {"username": "you"}
    assert ask(done).status == 404
    assert ask(page).status == 404


def test_the_page_of_a_log_in_tells_nothing_of_where_its_token_is_handed_over(npm_site: NpmSite) -> None:
    begun = NpmClient(npm_site).send("POST", "/-/v1/login", {})
    page, done = text(begun, "loginUrl"), text(begun, "doneUrl")
    assert page.rpartition("/")[2] != done.rpartition("=")[2]
    assert all("authId" not in entry.path for entry in npm_site.requests)


def test_a_page_that_asks_for_nothing_approves_nothing(npm_site: NpmSite) -> None:
    for page in ("/login/cli/made-up", "/auth/cli/made-up"):
        assert ask(npm_site.url + page).status == 404
        assert send_form(npm_site.url + page, {}).status == 404


def test_a_session_ends_after_two_hours(client: NpmClient, clock: Clock) -> None:
    clock.forward(hours=1, minutes=59)
    assert client.send("GET", "/-/whoami").status == 200
    clock.forward(minutes=1)
    assert client.send("GET", "/-/whoami").status == 401


@pytest.mark.parametrize("token", ["", "npm_made-up"])
def test_nobody_is_anybody_without_a_live_token(npm_site: NpmSite, token: str) -> None:
    stranger = NpmClient(npm_site, token)
    assert stranger.send("GET", "/-/whoami").status == 401
    assert stranger.send("GET", TOKENS).status == 401


def test_logging_out_makes_the_token_unknown_and_leaves_it_in_no_log(client: NpmClient) -> None:
    assert client.send("DELETE", f"/-/user/token/{client.token}").status == 200
    assert client.send("GET", "/-/whoami").status == 401
    assert all(client.token not in entry.path for entry in client.site.requests)


@pytest.mark.parametrize(("takes", "after"), [(None, 200), (timedelta(hours=1), 401)])
def test_a_log_out_can_say_yes_and_take_an_hour_or_never_take(
    client: NpmClient, clock: Clock, takes: timedelta | None, after: int
) -> None:
    client.site.house.switches.log_out_takes = takes
    assert client.send("DELETE", f"/-/user/token/{client.token}").status == 200
    clock.forward(minutes=59)
    assert client.send("GET", "/-/whoami").status == 200
    clock.forward(minutes=1)
    assert client.send("GET", "/-/whoami").status == after


def test_a_second_factor_is_asked_for_with_a_page_only_where_the_client_knows_pages(
    client: NpmClient,
) -> None:
    plain, web = client.send("GET", TOKENS), client.send("GET", TOKENS, **WEB)
    for refused in (plain, web):
        assert refused.status == 401
        assert refused.headers["www-authenticate"] == "OTP"
        assert "one-time pass" in error(refused)
    assert at(plain.data, "authUrl") is None
    assert text(web, "authUrl").startswith(f"{client.site.url}/auth/cli/")


def test_an_approval_serves_once(client: NpmClient) -> None:
    refused = client.send("GET", TOKENS, **WEB)
    assert ask(text(refused, "doneUrl")).status == 202
    approve(refused)
    approval = text(ask(text(refused, "doneUrl")), "token")
    assert client.send("GET", TOKENS, npm_otp=approval).status == 200
    assert client.send("GET", TOKENS, npm_otp=approval).status == 401


def test_an_approval_serves_nobody_else(client: NpmClient) -> None:
    refused = client.send("GET", TOKENS, **WEB)
    approve(refused)
    approval = text(ask(text(refused, "doneUrl")), "token")
    other = NpmClient(client.site, client.site.house.tokens.session())
    assert other.send("GET", TOKENS, npm_otp=approval).status == 401


def test_the_second_factor_can_be_skipped_for_five_minutes(client: NpmClient, clock: Clock) -> None:
    approve(client.send("GET", TOKENS, **WEB), skip=True)
    clock.forward(minutes=4, seconds=59)
    assert client.send("GET", TOKENS).status == 200
    clock.forward(seconds=1)
    assert client.send("GET", TOKENS).status == 401


def test_tokens_are_listed_without_their_values_and_deleted_by_their_keys(npm_site: NpmSite) -> None:
    client = logged_in(npm_site)
    other = npm_site.house.tokens.granular("ci")
    listed = client.send("GET", TOKENS)
    assert other not in listed.text
    objects = at(listed.data, "objects")
    assert isinstance(objects, list)
    assert [at(entry, "name") for entry in objects] == ["session", "ci"]
    key = at(objects[1], "key")
    assert client.send("DELETE", f"{TOKENS}/token/{key}").status == 204
    assert client.send("DELETE", f"{TOKENS}/token/{key}").status == 404
    assert NpmClient(npm_site, other).send("GET", "/-/whoami").status == 401


def test_granular_tokens_do_not_manage_anything(npm_site: NpmSite) -> None:
    token = npm_site.house.tokens.granular("ci", bypasses=True)
    refused = NpmClient(npm_site, token).send("GET", TOKENS)
    assert refused.status == 403
    assert "npm login" in error(refused)


def test_a_person_makes_a_token_on_the_page_and_deletes_it_there(npm_site: NpmSite) -> None:
    browser = Browser(npm_site.url)
    browser.intent = Intent({"description": "ci"})
    assert browser.open(f"{npm_site.url}/settings/~/tokens/granular-access-tokens/new")
    made = browser.take_token()
    assert made is not None
    client = NpmClient(npm_site, made.reveal())
    assert client.send("GET", "/-/whoami").status == 200
    assert made.reveal() not in ask(f"{npm_site.url}/settings/~/tokens").text
    assert browser.open(f"{npm_site.url}/settings/~/tokens")
    assert browser.last.title == "Token deleted"
    assert client.send("GET", "/-/whoami").status == 401


def test_a_fault_answers_in_the_interfaces_own_shape(client: NpmClient) -> None:
    client.site.faults.switch_on("/-/whoami", Wrong(429, "Slow down", (("Retry-After", "7"),)), times=1)
    refused = client.send("GET", "/-/whoami")
    assert (refused.status, refused.headers["retry-after"], error(refused)) == (429, "7", "Slow down")
    assert client.send("GET", "/-/whoami").status == 200


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/-/nothing/here", 404), ("PUT", "/-/ping", 405)]
)
def test_what_is_not_there_is_said_in_the_interfaces_own_shape(
    client: NpmClient, method: str, path: str, status: int
) -> None:
    refused = client.send(method, path, {})
    assert refused.status == status
    assert error(refused)


def test_an_answer_never_shows_what_is_handed_over_later(client: NpmClient) -> None:
    begun = client.site.house.handovers.begin()
    begun.result = client.token
    assert client.token not in repr(begun)
    assert client.token not in repr(client.site.house.tokens.live())
