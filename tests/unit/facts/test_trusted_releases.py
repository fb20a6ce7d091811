"""What a registry says of the publisher itself, beside what a release's attestation proves.

npm attests a build wherever it ran, also one that a token published; its document names the trusted
publisher.
"""

import pytest

from fakes.eyes import FakeEyes
from made_up import DAY, NOW, file, form, npm_job, package, project, sha256, tarball
from primer.core.choices import Route, Way
from primer.core.evidence import seen
from primer.core.memory import Declared, PublisherSeen
from primer.core.project import Provenance
from primer.core.publisher import CircleCI, GitHubActions, Identity, Publisher
from primer.core.registry import Ecosystem
from primer.core.value import replace
from primer.core.verdict import Done, Todo, Unseen, Verdict, Visit, problem_in
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.newest_by_oidc import NewestByOidc
from primer.facts.publisher_current import PublisherCurrent
from primer.facts.registration import listed_values
from primer.facts.target import Target
from primer.facts.version_new import VersionNew
from primer.registries.addresses import NPM

NAME = "@acme/core"
ON_GITHUB = GitHubActions("acme", "mono", "publish.yaml", "npm")
ONE = "11111111-1111-4222-8333-444455556666"
ON_CIRCLE = CircleCI(ONE, ONE, ONE, "github.com/acme/mono")
HASH = "sha512-YQ=="
PROOF = Provenance(
    "GitHub",
    (
        ("integrity", HASH),
        ("ref", "refs/tags/v0.2.0"),
        ("repository", "acme/mono"),
        ("subject", HASH),
        ("workflow", "publish.yaml"),
    ),
)


def target(identity: Identity = ON_GITHUB, route: Route = Route.PRIME) -> Target:
    made = package(NAME, "0.2.0", ecosystem=Ecosystem.JAVASCRIPT)
    filled = form(NAME, NPM, identity)
    return Target(made, NPM, Way(route), "0.0.1", (npm_job(),), Publisher(identity), filled)


def released(trusted_by: str, *, attested: bool, identity: Identity = ON_GITHUB) -> FakeEyes:
    """The placeholder, and 0.2.0 after the publisher was registered."""
    first = file("acme-core-0.0.1.tgz", "0.0.1", sha256(tarball(NAME)), uploaded=NOW - 2 * DAY)
    later = replace(file("acme-core-0.2.0.tgz", "0.2.0", proof=attested), trusted_by=trusted_by)
    listed = PublisherSeen(NPM.name, NAME, listed_values(form(NAME, NPM, identity)), NOW - DAY)
    return FakeEyes(
        {NAME: project((first, later), name=NAME)},
        proofs={"0.2.0": (PROOF,)} if attested else {},
        entries=[listed],
    )


def first_publish(trusted_by: str, *, attested: bool, identity: Identity = ON_GITHUB) -> Verdict:
    eyes = released(trusted_by, attested=attested, identity=identity)
    return FirstOidcPublish(target(identity)).look(eyes)


def unseen(why: str) -> Unseen:
    words = f"{why}; say so if CI published it"
    return Unseen(why, Visit(words, "", can_be_seen=False, about=(("version", "0.2.0"),)))


def test_an_attestation_of_the_trusted_publisher_is_confirmed() -> None:
    claim = "0.2.0, provenance equals the publisher"
    assert first_publish("github", attested=True) == Done(seen(claim, "npm, acme-core-0.2.0.tgz", NOW))


def test_an_attestation_alone_does_not_tell_that_no_token_was_used() -> None:
    why = "0.2.0 carries an attestation, and npm names no trusted publisher that published it"
    assert first_publish("", attested=True) == unseen(why)


def test_a_trusted_publisher_without_attestation_does_not_tell_which_workflow_it_was() -> None:
    why = "0.2.0 came by a trusted publisher, as npm says, and no attestation shows of which workflow"
    assert first_publish("github", attested=False) == unseen(why)


def test_neither_is_a_release_without_attestation() -> None:
    assert first_publish("", attested=False) == unseen("0.2.0 was published without attestation")


def test_of_a_provider_that_attests_nothing_the_registrys_word_counts() -> None:
    claim = "0.2.0, by a trusted publisher of this provider"
    found = first_publish("circleci", attested=False, identity=ON_CIRCLE)
    assert found == Done(seen(claim, "npm", NOW))


def test_without_that_word_it_is_the_persons() -> None:
    why = "0.2.0 is there; releases of this provider carry no attestation"
    assert first_publish("", attested=False, identity=ON_CIRCLE) == unseen(why)


@pytest.mark.parametrize("identity", [ON_CIRCLE, ON_GITHUB])
def test_the_publisher_of_another_provider_is_a_mismatch(identity: Identity) -> None:
    wanted = form(NAME, NPM, identity).provider
    problem = problem_in(first_publish("gitlab", attested=False, identity=identity))
    assert problem is not None
    assert problem.reference == "publisher-mismatch"
    assert problem.context == (f"Publisher: emitted {wanted}, proven gitlab",)


def test_what_the_person_said_does_not_hide_what_the_registry_says() -> None:
    eyes = released("circleci", attested=False, identity=ON_CIRCLE)
    eyes.entries.append(Declared(f"first-oidc-publish:npm:{NAME}", {"version": "0.2.0"}, NOW))
    verdict = FirstOidcPublish(target(ON_CIRCLE)).look(eyes)
    assert isinstance(verdict, Done)
    assert verdict.evidence.source == "npm"


def test_the_newest_release_is_by_oidc_where_the_registry_says_so() -> None:
    newest = NewestByOidc(target(route=Route.EXISTS))
    proven = "0.2.0 of 2026-11-21 by GitHub acme/mono, publish.yaml"
    assert newest.look(released("github", attested=True)) == Done(
        seen(proven, "npm, acme-core-0.2.0.tgz", NOW)
    )
    told = "0.2.0 of 2026-11-21 by a trusted publisher (circleci)"
    assert newest.look(released("circleci", attested=False)) == Done(seen(told, "npm", NOW))


def test_the_newest_release_of_a_token_is_not_by_oidc_wherever_it_was_built() -> None:
    verdict = NewestByOidc(target(route=Route.EXISTS)).look(released("", attested=True))
    assert isinstance(verdict, Unseen)
    assert verdict.why.startswith("0.2.0 of 2026-11-21 carries no provenance of a trusted publisher")


def test_a_build_that_a_token_published_names_no_publisher_that_could_be_out_of_date() -> None:
    eyes = released("", attested=True)
    eyes.proofs["0.2.0"] = (replace(PROOF, claims=(("repository", "acme/old"), ("workflow", "old.yml"))),)
    verdict = PublisherCurrent(target(route=Route.EXISTS)).look(eyes)
    assert not isinstance(verdict, Todo)


def test_a_version_that_the_registry_says_a_trusted_publisher_published_is_no_used_one() -> None:
    fact = VersionNew(target(ON_CIRCLE))
    eyes = released("circleci", attested=False, identity=ON_CIRCLE)
    assert fact.look(eyes) == Done(seen("0.2.0 came through CI (circleci)", "npm", NOW))
    assert isinstance(fact.look(released("", attested=False, identity=ON_CIRCLE)), Todo)
