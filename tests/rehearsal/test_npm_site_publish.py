"""Publishing to the rehearsal's npm site: what it takes, and its word for each refusal."""

from datetime import timedelta

import pytest

from npm_client import NAME, WEB, NpmClient, approve, at, document, error, integrity, logged_in, tarball
from primer.rehearsal.faults import HangUp
from primer.rehearsal.npm.packages import NpmPackage
from primer.rehearsal.npm.site import NpmSite
from primer.rehearsal.server import LARGEST_UPLOAD
from servers.rehearsal_fixture import Clock
from site_client import ask, send_form


@pytest.fixture
def client(npm_site: NpmSite) -> NpmClient:
    return logged_in(npm_site)


def test_a_published_version_is_served_with_its_bytes(client: NpmClient) -> None:
    content = tarball(NAME, "0.0.1")
    assert client.publish().status == 200
    shown = client.packument().data
    dist = at(shown, "versions", "0.0.1", "dist")
    assert at(dist, "integrity") == integrity(content)
    assert at(shown, "dist-tags") == {"latest": "0.0.1"}
    assert at(shown, "versions", "0.0.1", "_npmUser", "name") == "you"
    assert at(shown, "versions", "0.0.1", "dist", "attestations") is None
    address = at(dist, "tarball")
    assert address == f"{client.site.url}/@acme/core/-/core-0.0.1.tgz"
    assert isinstance(address, str)
    assert ask(address).body == content
    assert client.site.requests[-3].file == "@acme/core-0.0.1.tgz"


def test_a_document_has_the_times_of_its_versions(client: NpmClient, clock: Clock) -> None:
    client.publish()
    first = clock.now.strftime("%Y-%m-%dT%H:%M:%S")
    clock.forward(minutes=4)
    client.publish(version="0.2.0")
    times = at(client.packument().data, "time")
    assert str(at(times, "created")).startswith(first)
    assert str(at(times, "0.0.1")).startswith(first)
    assert at(times, "0.2.0") == at(times, "modified") != at(times, "created")


def test_installers_are_given_the_short_document(client: NpmClient) -> None:
    client.publish()
    short = client.send("GET", "/@acme%2fcore", accept="application/vnd.npm.install-v1+json").data
    assert at(short, "time") is None
    assert at(short, "versions", "0.0.1", "_npmUser") is None
    assert at(short, "versions", "0.0.1", "dist", "integrity")


def test_one_version_is_had_by_its_number_or_tag(client: NpmClient) -> None:
    client.publish()
    client.put({**document(NAME, "0.2.0"), "dist-tags": {"next": "0.2.0"}})
    for wanted, version in (("0.0.1", "0.0.1"), ("next", "0.2.0"), ("latest", "0.0.1")):
        assert at(client.send("GET", f"/@acme/core/{wanted}").data, "version") == version
    assert client.send("GET", "/@acme/core/9.9.9").status == 404
    tags = client.send("GET", "/-/package/@acme%2fcore/dist-tags").data
    assert tags == {"latest": "0.0.1", "next": "0.2.0"}


def test_a_version_can_take_its_time_until_it_is_served(client: NpmClient, clock: Clock) -> None:
    client.site.house.switches.served_after = timedelta(minutes=20)
    assert client.publish().status == 200
    assert client.packument().status == 404
    assert client.send("GET", "/-/package/@acme%2fcore/visibility").status == 404
    busy = client.publish(version="0.2.0")
    assert (busy.status, "fully processed" in error(busy)) == (409, True)
    clock.forward(minutes=20)
    assert client.packument().status == 200
    assert client.send("GET", "/-/package/@acme%2fcore/visibility").data == {"public": True}


def test_a_version_is_written_once(client: NpmClient) -> None:
    client.publish()
    for again in (client.publish(), client.put(document(NAME, "0.0.1", description="otherwise"))):
        assert again.status == 403
        assert error(again) == "You cannot publish over the previously published versions: 0.0.1."


def test_without_a_second_factor_nothing_is_published(npm_site: NpmSite) -> None:
    client = NpmClient(npm_site, npm_site.house.tokens.session())
    refused = client.put(document(NAME, "0.0.1"), **WEB)
    assert (refused.status, refused.headers["www-authenticate"]) == (401, "OTP")
    assert client.packument().status == 404
    approve(refused, skip=True)
    assert client.publish().status == 200


def test_a_granular_token_publishes_without_one_only_where_it_may(npm_site: NpmSite) -> None:
    tokens = npm_site.house.tokens
    plain, bypassing = (NpmClient(npm_site, tokens.granular("ci", bypasses=may)) for may in (False, True))
    assert plain.publish().status == 401
    assert bypassing.publish().status == 200
    npm_site.house.switches.bypass_publishes = False
    refused = bypassing.publish(version="0.2.0")
    assert (refused.status, "no longer publish" in error(refused)) == (403, True)


@pytest.mark.parametrize("token", ["", "npm_made-up"])
def test_who_is_nobody_is_told_that_there_is_nothing(npm_site: NpmSite, token: str) -> None:
    refused = NpmClient(npm_site, token).publish()
    assert (refused.status, error(refused)) == (404, "Not found")
    assert ("npm-notice" in refused.headers) is bool(token)


def test_a_foreign_scope_is_not_found(client: NpmClient) -> None:
    client.site.house.switches.foreign_scopes = ("acme",)
    refused = client.publish()
    assert (refused.status, error(refused)) == (404, "Scope not found")


def test_another_persons_package_is_not_to_be_published(client: NpmClient) -> None:
    client.publish("core")
    package = client.site.house.packages.find("core")
    assert package is not None
    package.owners = ("somebody",)
    refused = client.publish("core", "0.2.0")
    assert (refused.status, 'permission to publish "core"' in error(refused)) == (403, True)


@pytest.mark.parametrize("access", [None, "restricted"])
def test_a_scoped_package_is_private_unless_it_says_otherwise(client: NpmClient, access: str | None) -> None:
    refused = client.publish(access=access)
    assert (refused.status, error(refused)) == (402, "You must sign up for private packages")


def test_what_was_published_openly_stays_open(client: NpmClient) -> None:
    client.publish()
    assert client.publish(version="0.2.0", access=None).status == 200


def test_an_unscoped_package_cannot_be_restricted(client: NpmClient) -> None:
    assert client.publish("core", access="restricted").status == 400


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Core", "capital letters"),
        (".core", "period"),
        ("_core", "underscore"),
        ("a" * 215, "214 characters"),
        ("co(re)", "special characters"),
        ("co:re", "URL-friendly"),
        ("node_modules", "not a valid"),
        ("http", "core module"),
        ("@acme/_core", "underscore"),
    ],
)
def test_a_name_that_breaks_the_rules_is_refused(client: NpmClient, name: str, words: str) -> None:
    refused = client.publish(name)
    assert refused.status == 400
    assert words in error(refused)


@pytest.mark.parametrize("name", ["acme-core", "ac.me-core", "expres", "expresss", "exp-ress", "exprezs"])
def test_a_name_that_looks_like_another_is_refused(client: NpmClient, name: str) -> None:
    assert client.publish("acme.core").status == 200
    refused = client.publish(name)
    assert (refused.status, "too similar to existing package" in error(refused)) == (403, True)


@pytest.mark.parametrize("name", ["@acme/express", "@acme/http", "expressive", "acme-kernel"])
def test_scoped_names_and_those_further_away_are_taken(client: NpmClient, name: str) -> None:
    client.publish("acme.core")
    assert client.publish(name).status == 200


def test_new_names_in_a_burst_are_taken_for_spam(client: NpmClient, clock: Clock) -> None:
    client.site.house.switches.new_a_minute = 2
    assert [client.publish(f"@acme/{name}").status for name in "abc"] == [200, 200, 403]
    assert client.publish("@acme/a", "0.2.0").status == 200
    refused = client.publish("@acme/c")
    assert "spam" in error(refused)
    clock.forward(seconds=61)
    assert client.publish("@acme/c").status == 200


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": "other"}, "not about @acme/core"),
        ({"_id": "other"}, "not about @acme/core"),
        ({"versions": {}}, "exactly one version"),
        ({"versions": {"1": {}}}, "Invalid version"),
        ({"versions": {"0.0.1": {"name": "other"}}}, "not about @acme/core@0.0.1"),
        ({"dist-tags": {}}, "dist-tags"),
        ({"_attachments": {"other.tgz": {}}}, "must carry @acme/core-0.0.1.tgz"),
        ({"_attachments": {"@acme/core-0.0.1.tgz": {"data": "!", "length": 1}}}, "with its length"),
        (document(NAME, "0.0.1", b"no archive"), "no package.json"),
        (document(NAME, "0.0.1", tarball(NAME, "0.0.2")), "not that of @acme/core@0.0.1"),
    ],
)
def test_a_document_that_does_not_fit_together_is_refused(
    client: NpmClient, changed: dict[str, object], words: str
) -> None:
    refused = client.put({**document(NAME, "0.0.1"), **changed})
    assert refused.status == 400
    assert words in error(refused)
    assert client.packument().status == 404


def test_a_hash_that_is_not_the_tarballs_is_refused(client: NpmClient) -> None:
    wrong = document(NAME, "0.0.1", tarball(NAME, "0.0.1", license="MIT"))
    right = document(NAME, "0.0.1")
    refused = client.put({**right, "versions": wrong["versions"]})
    assert (refused.status, "do not match the tarball" in error(refused)) == (400, True)


@pytest.mark.parametrize("body", [b"{", b"[]", b"7"])
def test_what_is_no_document_is_refused(client: NpmClient, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {client.token}"}
    assert ask(f"{client.site.url}/core", "PUT", body, headers).status == 400


def test_a_version_is_deprecated_by_sending_its_document_back(client: NpmClient) -> None:
    client.publish()
    got = client.send("GET", "/@acme%2fcore?write=true")
    assert got.headers["cache-control"] == "no-store"
    whole, versions = got.data, at(got.data, "versions")
    assert isinstance(whole, dict)
    assert isinstance(versions, dict)
    changed = {**whole, "versions": {"0.0.1": {**versions["0.0.1"], "deprecated": "use 0.2.0"}}}
    assert client.put(changed).status == 200
    shown = client.packument().data
    assert at(shown, "versions", "0.0.1", "deprecated") == "use 0.2.0"
    late = client.put(changed)
    assert (late.status, error(late)) == (409, "Document update conflict")


def test_what_is_not_there_cannot_be_deprecated(client: NpmClient) -> None:
    assert client.put({"name": NAME, "versions": {}}).status == 404
    client.publish()
    whole = client.packument().data
    assert client.put({"name": NAME, "_rev": at(whole, "_rev"), "versions": {"9.9.9": {}}}).status == 400


def test_a_version_is_deprecated_on_the_packages_page_as_well(client: NpmClient) -> None:
    client.publish()
    page = f"{client.site.url}/package/@acme/core/access"
    assert send_form(page, {"version": "0.0.1", "message": "use 0.2.0"}).status == 200
    assert at(client.packument().data, "versions", "0.0.1", "deprecated") == "use 0.2.0"
    assert "0.0.1, deprecated: use 0.2.0" in ask(f"{client.site.url}/package/@acme/core").text


def test_nobody_elses_page_is_shown(client: NpmClient, clock: Clock) -> None:
    package = NpmPackage("core", clock.now, ("somebody",))
    client.publish("core")
    held = client.site.house.packages.find("core")
    assert held is not None
    held.owners = package.owners
    assert ask(f"{client.site.url}/package/core/access").status == 403
    assert ask(f"{client.site.url}/package/nothing/access").status == 404


def test_more_than_a_site_takes_is_refused_before_it_is_read(client: NpmClient) -> None:
    headers = {"Authorization": f"Bearer {client.token}", "Content-Length": str(LARGEST_UPLOAD + 1)}
    refused = ask(f"{client.site.url}/@acme%2fcore", "PUT", headers=headers)
    assert refused.status == 413
    assert error(refused)


def test_a_publish_can_take_effect_and_give_no_answer(client: NpmClient) -> None:
    client.site.faults.switch_on("/@acme/core", HangUp(after=True), times=1, method="PUT")
    with pytest.raises(ConnectionError):
        client.publish()
    assert client.packument().status == 200
    assert client.publish().status == 403
