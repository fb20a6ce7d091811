"""What the site can be made to do wrong, and what its log says of it all."""

import http.client
import threading
import time
from urllib.parse import urlencode

import pytest

from distributions import wheel
from primer.rehearsal.faults import Garbage, HangUp, Slow, Wrong
from primer.rehearsal.pypi.site import Site
from site_client import ask, basic, probe, upload


@pytest.mark.parametrize("status", [403, 409, 429, 500, 503])
def test_a_path_answers_wrongly_as_often_as_it_is_told(site: Site, status: int) -> None:
    site.faults.switch_on("/simple/.*", Wrong(status, "No", (("Retry-After", "7"),)), times=1)
    wrong, right = ask(f"{site.url}/simple/"), ask(f"{site.url}/simple/")
    assert (wrong.status, wrong.reason, wrong.headers["retry-after"]) == (status, "No", "7")
    assert right.status == 200


def test_a_fault_can_be_kept_to_one_method(site: Site) -> None:
    site.faults.switch_on("/manage/account/token/", Wrong(500), method="POST")
    assert ask(f"{site.url}/manage/account/token/").status == 200


def test_garbage_is_answered_as_if_it_were_right(site: Site) -> None:
    site.faults.switch_on("/simple/", Garbage())
    assert ask(f"{site.url}/simple/").body == b"\x00\xff<<garbage"


def test_a_slow_path_holds_up_no_other(site: Site) -> None:
    site.faults.switch_on("/simple/", Slow(1.0))
    waiting = threading.Thread(target=ask, args=(f"{site.url}/simple/",))
    waiting.start()
    begun = time.monotonic()
    assert ask(f"{site.url}/").status == 200
    assert time.monotonic() - begun < 0.9
    waiting.join()


def test_the_connection_ends_without_an_answer(site: Site) -> None:
    site.faults.switch_on("/simple/", HangUp())
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        ask(f"{site.url}/simple/")
    site.faults.clear()
    assert ask(f"{site.url}/simple/").status == 200


def test_the_connection_can_end_after_the_upload_took_effect(site: Site) -> None:
    site.faults.switch_on("/legacy/", HangUp(after=True), times=1)
    token = site.house.tokens.issue("test")[1]
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        upload(site.registry().upload_url, token, "a-b", wheel("a-b"))
    assert ask(f"{site.url}/simple/a-b/").status == 200


def test_the_log_tells_the_requests_in_their_order(site: Site) -> None:
    ask(f"{site.url}/simple/a-b/")
    probe(site.registry().upload_url, "nothing")
    site.faults.switch_on("/", HangUp())
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        ask(f"{site.url}/")
    told = [(entry.method, entry.path, entry.status) for entry in site.requests]
    assert told == [("GET", "/simple/a-b/", 404), ("POST", "/legacy/", 403), ("GET", "/", 0)]


def test_no_secret_gets_into_the_log(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    token = site.house.tokens.issue("test")[1]
    upload(site.registry().upload_url, token, "a-b", wheel("a-b"))
    ask(f"{site.url}/simple/a-b/?{urlencode({'token': token})}", headers=basic(token))
    assert token not in repr(site.requests)
    assert token not in repr(site.house)


def test_what_is_no_request_of_the_site_is_refused_calmly(site: Site) -> None:
    assert ask(f"{site.url}/nothing/here").status == 404
    assert ask(f"{site.url}/simple/", "DELETE").status == 405
    assert ask(f"{site.url}/_/oidc/mint-token", "POST", b"{").status == 422
    assert ask(f"{site.url}/legacy/", "POST", b"x", {"Content-Type": "multipart/form-data"}).status == 403


def test_two_sites_know_nothing_of_each_other(site: Site) -> None:
    with Site("TestPyPI") as other:
        token = other.house.tokens.issue("test")[1]
        assert probe(site.registry().upload_url, token).status == 403
        assert other.registry("testpypi").title == "TestPyPI"
