"""Runs at the rehearsal's npm site: identities exchanged, provenance checked, and what the documents show."""

import base64
import json

import pytest

from npm_client import GITHUB, NAME, NpmClient, approve, at, document, error, logged_in, tarball, text
from primer.core.publisher import CircleCI, GitHubActions, GitLabCI
from primer.core.value import replace
from primer.rehearsal.forge.identities import presented, sign
from primer.rehearsal.npm.ci import NpmRun, publish_document, with_provenance
from primer.rehearsal.npm.claims import OnNpm, claims_of
from primer.rehearsal.npm.site import NpmSite
from primer.rehearsal.pypi.warehouse import Accounts
from servers.rehearsal_fixture import Clock
from site_client import Got

ID = "11111111-2222-4333-8444-555555555555"
RUN = GitHubActions("acme", "mono", "publish.yml", "npm")
PIPELINE = GitLabCI("acme", "mono", "ci/publish.yml", "npm")
CIRCLE = CircleCI(ID, ID, ID, "github.com/acme/mono", (ID,))
NOT_FOUND = "OIDC token exchange error - package not found"


@pytest.fixture
def client(npm_site: NpmSite) -> NpmClient:
    client = logged_in(npm_site)
    assert client.publish().status == 200
    return client


def registered(client: NpmClient, identity: OnNpm, permissions: tuple[str, ...] = ("createPackage",)) -> str:
    kind, claims = claims_of(identity)
    made = client.trust(claims, kind, permissions).data
    assert isinstance(made, list)
    return str(at(made[0], "id"))


def exchanged(client: NpmClient, identity: OnNpm, name: str = NAME, **changed: object) -> Got:
    house = client.site.house
    claims = {**presented(identity, "1", house.clock(), house.audience), **changed}
    run = NpmClient(client.site, sign(claims, house.identity_key))
    return run.send("POST", f"/-/npm/v1/oidc/token/exchange/package/{name.replace('/', '%2f')}")


def run(site: NpmSite, identity: OnNpm, repository: str = "https://github.com/acme/mono") -> NpmRun:
    content = tarball(NAME, "0.2.0", repository={"type": "git", "url": f"git+{repository}.git"})
    return NpmRun(
        site.house, Accounts(), {NAME: "0.2.0"}, {NAME: identity}, lambda *_: [("core.tgz", content)]
    )


@pytest.mark.parametrize("identity", [RUN, PIPELINE, CIRCLE])
def test_a_run_that_is_registered_publishes_without_any_other_token(
    client: NpmClient, identity: OnNpm
) -> None:
    trust = registered(client, identity)
    web = "https://gitlab.com/acme/mono" if identity is PIPELINE else "https://github.com/acme/mono"
    assert list(run(client.site, identity, web).publish()) == [f"{NAME}: core.tgz published"]
    kind, _ = claims_of(identity)
    publisher = {"id": kind, "oidcConfigId": f"oidc:{trust}"}
    shown = at(client.packument().data, "versions", "0.2.0")
    assert at(shown, "_npmUser", "trustedPublisher") == publisher
    assert (at(shown, "dist", "attestations") is None) is (identity is CIRCLE)


def test_a_github_runs_provenance_names_its_workflow_and_its_tarball(client: NpmClient) -> None:
    registered(client, RUN)
    list(run(client.site, RUN).publish())
    dist = at(client.packument().data, "versions", "0.2.0", "dist")
    url = at(dist, "attestations", "url")
    assert url == f"{client.site.url}/-/npm/v1/attestations/@acme%2Fcore@0.2.0"
    assert at(dist, "attestations", "provenance", "predicateType") == "https://slsa.dev/provenance/v1"
    statement = provenance(client.send("GET", str(url).removeprefix(client.site.url)))
    assert at(statement, "predicate", "buildDefinition", "externalParameters", "workflow") == {
        "repository": "https://github.com/acme/mono",
        "path": ".github/workflows/publish.yml",
        "ref": "refs/tags/release",
    }
    subject = at(statement, "subject")
    assert isinstance(subject, list)
    digest = bytes.fromhex(str(at(subject[0], "digest", "sha512")))
    assert "sha512-" + base64.b64encode(digest).decode() == at(dist, "integrity")
    assert at(subject[0], "name") == "pkg:npm/%40acme/core@0.2.0"


def test_a_gitlab_pipelines_provenance_is_of_the_older_kind(client: NpmClient) -> None:
    registered(client, PIPELINE)
    list(run(client.site, PIPELINE, "https://gitlab.com/acme/mono").publish())
    statement = provenance(client.send("GET", "/-/npm/v1/attestations/@acme%2fcore@0.2.0"))
    assert at(statement, "predicateType") == "https://slsa.dev/provenance/v0.2"
    invocation = at(statement, "predicate", "invocation")
    assert at(invocation, "configSource", "uri") == "git+https://gitlab.com/acme/mono"
    assert at(invocation, "parameters", "CI_CONFIG_PATH") == "ci/publish.yml"


def provenance(got: Got) -> object:
    """The statement of the bundle that is not the registry's own."""
    found = at(got.data, "attestations")
    assert isinstance(found, list)
    own, proof = found
    assert "publish/v0.1" in str(at(own, "predicateType"))
    statement: object = json.loads(base64.b64decode(str(at(proof, "bundle", "dsseEnvelope", "payload"))))
    return statement


@pytest.mark.parametrize("version", ["0.0.1", "9.9.9"])
def test_what_no_run_published_has_no_attestations(client: NpmClient, version: str) -> None:
    assert client.send("GET", f"/-/npm/v1/attestations/@acme%2fcore@{version}").status == 404


def test_the_exchange_gives_a_token_for_an_hour_and_one_package(client: NpmClient, clock: Clock) -> None:
    registered(client, RUN)
    client.publish("@acme/other")
    got = exchanged(client, RUN)
    assert got.status == 201
    assert at(got.data, "token_type") == "oidc"
    holder = NpmClient(client.site, text(got, "token"))
    assert holder.publish("@acme/other", "0.2.0").status == 404
    assert holder.send("GET", "/-/npm/v1/tokens").status == 403
    assert holder.publish(version="0.2.0").status == 200
    clock.forward(hours=1)
    assert holder.publish(version="0.3.0").status == 404


@pytest.mark.parametrize(
    "identity",
    [
        replace(RUN, owner="Acme"),
        replace(RUN, repository="Mono"),
        replace(RUN, workflow="release.yml"),
        replace(RUN, environment="NPM"),
        replace(RUN, environment=""),
        PIPELINE,
        CIRCLE,
    ],
)
def test_a_run_that_differs_in_one_field_is_told_that_there_is_no_package(
    client: NpmClient, identity: OnNpm
) -> None:
    registered(client, RUN)
    refused = exchanged(client, identity)
    assert (refused.status, text(refused, "message")) == (404, NOT_FOUND)


def test_a_publisher_without_environment_takes_any(client: NpmClient) -> None:
    registered(client, replace(RUN, environment=""))
    assert exchanged(client, RUN).status == 201


def test_the_file_that_the_run_began_with_counts_and_not_the_one_it_called(client: NpmClient) -> None:
    registered(client, RUN)
    called = "acme/mono/.github/workflows/called.yml@refs/heads/main"
    assert exchanged(client, RUN, job_workflow_ref=called).status == 201
    assert exchanged(client, RUN, workflow_ref=called).status == 404


def test_every_context_that_is_asked_for_has_to_be_there(client: NpmClient) -> None:
    registered(client, CIRCLE)
    assert exchanged(client, replace(CIRCLE, contexts=("other", ID))).status == 201
    assert exchanged(client, replace(CIRCLE, contexts=("other",))).status == 404


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"aud": "npm:registry.npmjs.org"}, 401), ({"aud": "pypi"}, 401), ({"exp": 1}, 401), ({"iss": 7}, 400)],
)
def test_an_identity_token_that_is_not_good_here_is_refused(
    client: NpmClient, changed: dict[str, object], status: int
) -> None:
    registered(client, RUN)
    refused = exchanged(client, RUN, NAME, **changed)
    assert refused.status == status
    assert text(refused, "message")


def test_without_an_identity_token_nothing_is_exchanged(client: NpmClient) -> None:
    nobody = NpmClient(client.site)
    assert nobody.send("POST", "/-/npm/v1/oidc/token/exchange/package/@acme%2fcore").status == 401


def test_a_package_that_is_not_there_cannot_be_published_by_a_run(client: NpmClient) -> None:
    assert exchanged(client, RUN, "@acme/nothing").status == 404


def test_a_publisher_lapses_after_48_hours_without_a_publish(client: NpmClient, clock: Clock) -> None:
    registered(client, RUN)
    clock.forward(hours=47, minutes=59)
    assert exchanged(client, RUN).status == 201
    clock.forward(minutes=1)
    assert exchanged(client, RUN).status == 404


def test_a_publisher_that_was_used_in_time_never_lapses(client: NpmClient, clock: Clock) -> None:
    registered(client, RUN)
    list(run(client.site, RUN).publish())
    clock.forward(days=400)
    assert exchanged(client, RUN).status == 201


def test_a_lapsed_publisher_is_made_again_once_it_was_removed(client: NpmClient, clock: Clock) -> None:
    trust = registered(client, RUN)
    clock.forward(days=3)
    fresh = logged_in(client.site)
    assert fresh.trust(GITHUB).status == 409
    assert fresh.send("DELETE", f"/-/package/@acme%2fcore/trust/{trust}").status == 204
    registered(fresh, RUN)
    assert exchanged(fresh, RUN).status == 201


def test_a_publisher_that_may_only_stage_does_not_publish(client: NpmClient) -> None:
    registered(client, RUN, ("createStagedPackage",))
    assert list(run(client.site, RUN).publish()) == [
        f"{NAME}: core.tgz failed: 403 OIDC permission denied for this action"
    ]


@pytest.mark.parametrize("repository", ["https://github.com/Acme/mono", "https://github.com/acme/other"])
def test_provenance_from_another_repository_than_the_manifests_is_refused(
    client: NpmClient, repository: str
) -> None:
    registered(client, RUN)
    (line,) = run(client.site, RUN, repository).publish()
    assert "failed: 422" in line
    assert f'"repository.url" is "git+{repository}.git"' in line


def test_provenance_of_another_tarball_is_refused(client: NpmClient) -> None:
    content = tarball(NAME, "0.2.0")
    other = with_provenance(publish_document(content, ""), b"another", RUN, client.site.house.identity_key)
    refused = client.put(other)
    assert (refused.status, "subject does not match" in error(refused)) == (422, True)


@pytest.mark.parametrize("data", ["", "{", "{}", json.dumps({"dsseEnvelope": {"payload": "!"}})])
def test_provenance_that_cannot_be_read_is_refused(client: NpmClient, data: str) -> None:
    sent = document(NAME, "0.2.0")
    attachments = sent["_attachments"]
    assert isinstance(attachments, dict)
    bundle = {"content_type": "text/plain", "data": data, "length": len(data)}
    sent["_attachments"] = {**attachments, f"{NAME}-0.2.0.sigstore": bundle}
    assert client.put(sent).status == (422 if data else 200)


def test_provenance_that_somebody_else_signed_is_refused(client: NpmClient) -> None:
    content = tarball(NAME, "0.2.0")
    forged = with_provenance(publish_document(content, ""), content, RUN, b"another key")
    refused = client.put(forged)
    assert (refused.status, "signature is not valid" in error(refused)) == (422, True)


def test_a_run_says_why_it_failed(client: NpmClient) -> None:
    (unregistered,) = run(client.site, RUN).publish()
    assert unregistered == f"{NAME}: failed: {NOT_FOUND}"
    barred = replace(run(client.site, RUN), barred={NAME: "npm error code ENEEDAUTH"})
    assert list(barred.publish()) == [f"{NAME}: failed: npm error code ENEEDAUTH"]
    registered(client, RUN)
    broken = replace(run(client.site, RUN), build=lambda *_: [("core.tgz", b"no archive")])
    (line,) = broken.publish()
    assert line == f"{NAME}: core.tgz failed: The tarball holds no package.json that can be read"


def test_a_run_presents_what_the_forge_writes(client: NpmClient) -> None:
    accounts = Accounts(("acme/mono",))
    for written, typed in (
        (RUN, replace(RUN, owner="ACME")),
        (CIRCLE, replace(CIRCLE, origin="github.com/Acme/Mono")),
    ):
        registered(client, written)
        one = replace(run(client.site, typed), accounts=accounts)
        assert one.entries() == [f"{NAME} 0.2.0"]
        assert "not found" not in next(iter(one.publish()))


def test_two_factor_approval_is_not_asked_of_runs(client: NpmClient, clock: Clock) -> None:
    registered(client, RUN)
    clock.forward(minutes=10)
    refused = client.publish(version="0.3.0")
    assert refused.status == 401
    assert list(run(client.site, RUN).publish()) == [f"{NAME}: core.tgz published"]
    approve(client.send("GET", "/-/npm/v1/tokens", npm_auth_type="web"))
