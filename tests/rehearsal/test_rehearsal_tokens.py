"""The site's macaroons, held against pypitoken, which reads and writes what PyPI does."""

from datetime import UTC, datetime

import pypitoken
import pytest

from distributions import wheel
from primer.rehearsal.pypi import macaroons
from primer.rehearsal.pypi.site import Site
from servers.rehearsal_fixture import Clock
from site_client import probe, upload


def upload_url(site: Site) -> str:
    return site.registry().upload_url


def narrowed(token: str, **caveats: object) -> str:
    opened = pypitoken.Token.load(token)
    opened.restrict(**caveats)
    return str(opened.dump())


def test_an_account_token_reads_as_one(site: Site) -> None:
    record, token = site.house.tokens.issue("mine")
    opened = pypitoken.Token.load(token)
    assert opened.domain == site.registry().host
    assert opened.identifier == record.id
    assert [type(one).__name__ for one in opened.restrictions] == ["UserIDRestriction"]


def test_a_project_token_names_its_project_and_its_id(site: Site) -> None:
    upload(upload_url(site), site.house.tokens.issue("first")[1], "a-b", wheel("a-b"))
    project = site.house.projects.find("a-b")
    assert project is not None
    _, token = site.house.tokens.issue("mine", project.key, project.id)
    kinds = [type(one).__name__ for one in pypitoken.Token.load(token).restrictions]
    assert kinds == ["ProjectNamesRestriction", "ProjectIDsRestriction", "UserIDRestriction"]


def test_what_is_written_is_read_back() -> None:
    token = macaroons.mint("host", "identifier" * 20, b"key", ['[1,["a"]]', "[0,2,1]"])
    opened = macaroons.read(token)
    assert opened is not None
    assert opened.caveats == (b'[1,["a"]]', b"[0,2,1]")
    assert macaroons.write(opened) == token
    assert macaroons.genuine(opened, b"key")
    assert not macaroons.genuine(opened, b"other key")


@pytest.mark.parametrize("text", ["", "pypi-", "pypi-AgE", "pypi-!!!!", "devpi-AgEI", "pypi-AgEIcHlwaS5vcmc"])
def test_what_is_no_token_is_read_as_none(text: str) -> None:
    assert macaroons.read(text) is None


def test_a_token_narrowed_by_another_program_keeps_to_its_names(site: Site) -> None:
    _, token = site.house.tokens.issue("mine")
    narrow = narrowed(token, project_names=["a-b"])
    assert upload(upload_url(site), narrow, "a-b", wheel("a-b")).status == 200
    refused = upload(upload_url(site), narrow, "c-d", wheel("c-d"))
    assert refused.status == 403
    assert refused.reason == "Invalid API Token: project-scoped token is not valid for project: 'c-d'"


def test_a_narrowed_token_is_good_between_its_times(site: Site, clock: Clock) -> None:
    now = int(clock().timestamp())
    _, token = site.house.tokens.issue("mine")
    narrow = narrowed(token, not_before=now, not_after=now + 60)
    assert upload(upload_url(site), narrow, "a-b", wheel("a-b")).status == 200
    clock.forward(seconds=61)
    refused = upload(upload_url(site), narrow, "a-b", wheel("a-b", "0.0.2"), version="0.0.2")
    assert (refused.status, refused.reason) == (403, "Invalid API Token: token is expired")


def test_a_token_from_before_its_time_is_refused(site: Site, clock: Clock) -> None:
    now = int(clock().timestamp())
    narrow = narrowed(site.house.tokens.issue("mine")[1], not_before=now + 60, not_after=now + 120)
    refused = upload(upload_url(site), narrow, "a-b", wheel("a-b"))
    assert (refused.status, refused.reason) == (403, "Invalid API Token: token is not yet valid")


def test_a_token_with_a_wrong_signature_is_known_but_uploads_nothing(site: Site) -> None:
    record, token = site.house.tokens.issue("mine")
    opened = macaroons.read(token)
    assert opened is not None
    forged = macaroons.write(macaroons.Macaroon(opened.location, record.id, (), bytes(32)))
    assert probe(upload_url(site), forged).status == 400
    refused = upload(upload_url(site), forged, "a-b", wheel("a-b"))
    assert (refused.status, refused.reason) == (403, "Invalid API Token: signatures do not match")


def test_a_caveat_nobody_understands_is_never_met(site: Site) -> None:
    record, token = site.house.tokens.issue("mine")
    opened = macaroons.read(token)
    assert opened is not None
    odd = macaroons.mint(opened.location, record.id, record.key, ['{"version": 1}'])
    assert upload(upload_url(site), odd, "a-b", wheel("a-b")).status == 403


def test_a_removed_token_gets_the_words_that_an_unknown_one_gets(site: Site) -> None:
    record, token = site.house.tokens.issue("mine")
    assert probe(upload_url(site), token).status == 400
    site.house.tokens.remove(record.id)
    removed, unknown = probe(upload_url(site), token), probe(upload_url(site), "no-token")
    assert removed.status == 403
    assert removed.reason.startswith("Invalid or non-existent authentication information.")
    assert (unknown.status, unknown.body) == (removed.status, removed.body)


def test_a_frozen_account_cannot_be_told_from_a_removed_token(site: Site) -> None:
    _, token = site.house.tokens.issue("mine")
    site.house.switches.account_frozen = True
    assert probe(upload_url(site), token).body == probe(upload_url(site), "no-token").body


def test_the_probe_answers_with_pypis_words_in_reason_and_body(site: Site) -> None:
    answer = probe(upload_url(site), site.house.tokens.issue("mine")[1])
    assert answer.status == 400
    assert answer.reason.startswith("'' is an invalid value for Name.")
    assert "&#x27;&#x27; is an invalid value for Name." in answer.text
    assert datetime.now(UTC) >= site.requests[-1].at
