"""newest-by-oidc: every verdict of it."""

from fakes.eyes import FakeEyes
from made_up import (
    ACME,
    DAY,
    INTERNAL,
    NOW,
    declared,
    file,
    form,
    job,
    observed,
    project,
    proven,
    release,
    target,
)
from primer.core.choices import Route
from primer.core.memory import Declared
from primer.core.project import Absent, Project, Provenance, ReleaseFile, Unlooked
from primer.core.publisher import ActiveState, GitHubActions, Google, Identity
from primer.core.registry import Registry
from primer.core.value import replace
from primer.core.verdict import Done, FactId, Mend, Todo, Unseen, Verdict, Waits
from primer.core.workflow import Credential, PublishingJob
from primer.facts.newest_by_oidc import NewestByOidc
from primer.facts.registration import values_of
from primer.registries.addresses import PYPI

REGISTERED = FactId("publisher-registered", "pypi", "acme-core")
FIRST = FactId("first-oidc-publish", "pypi", "acme-core")
BARE = "1.0 of 2026-11-21 carries no provenance"
MAYBE = f"{BARE}; the job here publishes through OIDC, which does not have to leave any"
TOKEN = replace(job(credential=Credential.STORED), tokens=("PYPI_API_TOKEN",))


def look(
    eyes: FakeEyes,
    jobs: tuple[PublishingJob, ...] | None = None,
    registry: Registry = PYPI,
    identity: Identity | None = ACME,
) -> Verdict:
    return NewestByOidc(target(registry=registry, route=Route.EXISTS, jobs=jobs, identity=identity)).look(
        eyes
    )


def existing(*releases: tuple[ReleaseFile, ...], registered: bool = False) -> FakeEyes:
    eyes = FakeEyes({"acme-core": project(*releases)})
    if registered:
        eyes.entries.append(Declared(str(REGISTERED), values_of(form()), NOW - DAY))
    return eyes


def test_the_proof_of_the_newest_release_is_told_with_publisher_file_environment_and_day() -> None:
    eyes = existing(release("0.9"), release("1.0", proof=True))
    eyes.proofs["1.0"] = proven()
    claim = "1.0 of 2026-11-21 by GitHub acme/mono, publish.yaml, environment pypi"
    assert look(eyes) == Done(observed(claim, "PyPI, acme_core-1.0.tar.gz"))


def test_a_proof_without_environment_says_so_and_a_release_without_time_has_no_day() -> None:
    eyes = existing(release("1.0", proof=True, uploaded=None))
    eyes.proofs["1.0"] = proven(environment="")
    claim = "1.0 by GitHub acme/mono, publish.yaml, no environment"
    assert look(eyes) == Done(observed(claim, "PyPI, acme_core-1.0.tar.gz"))


def test_any_publisher_counts_whoever_is_registered_today() -> None:
    eyes = existing(release("1.0", proof=True))
    eyes.proofs["1.0"] = (Provenance("Google", (("email", "robot@acme.example"),)),)
    claim = "1.0 of 2026-11-21 by Google robot@acme.example"
    assert look(eyes) == Done(observed(claim, "PyPI, acme_core-1.0.tar.gz"))


def test_two_publishers_of_one_release_are_both_told() -> None:
    eyes = existing(release("1.0", proof=True))
    eyes.proofs["1.0"] = (*proven(), *proven(workflow="wheels.yml", environment=""))
    verdict = look(eyes)
    assert isinstance(verdict, Done)
    assert verdict.evidence.claim == (
        "1.0 of 2026-11-21 by GitHub acme/mono, publish.yaml, environment pypi"
        " and GitHub acme/mono, wheels.yml, no environment"
    )


def test_a_kind_of_publisher_that_is_not_known_is_told_as_it_came() -> None:
    eyes = existing(release("1.0", proof=True))
    eyes.proofs["1.0"] = (Provenance("Forge", (("place", "acme/mono"),)),)
    verdict = look(eyes)
    assert isinstance(verdict, Done)
    assert verdict.evidence.claim == "1.0 of 2026-11-21 by Forge acme/mono"


def test_a_yanked_or_early_release_is_the_newest_all_the_same() -> None:
    eyes = existing(release("1.0"), release("1.1rc1", proof=True, yanked=True))
    eyes.proofs["1.1rc1"] = proven()
    verdict = look(eyes)
    assert isinstance(verdict, Done)
    assert verdict.evidence.claim.startswith("1.1rc1 of 2026-11-21, yanked since, by GitHub")


def test_the_highest_version_is_the_newest_whatever_came_last() -> None:
    eyes = existing(release("2.0", proof=True, uploaded=NOW - DAY), release("1.9.1"))
    eyes.proofs["2.0"] = proven()
    assert isinstance(look(eyes), Done)


def test_a_version_that_nobody_can_order_counts_only_where_there_is_no_other() -> None:
    eyes = existing(release("1.0", proof=True), release("final"))
    eyes.proofs["1.0"] = proven()
    assert isinstance(look(eyes), Done)
    alone = existing(release("final"))
    assert look(alone, (TOKEN,)) == Todo(
        Mend(
            "final of 2026-11-21 carries no provenance: it is still uploaded with PYPI_API_TOKEN, at "
            ".github/workflows/publish.yaml:41"
        )
    )


def test_a_release_that_a_token_uploads_is_named_with_the_token_and_its_place() -> None:
    words = f"{BARE}: it is still uploaded with PYPI_API_TOKEN, at .github/workflows/publish.yaml:41"
    assert look(existing(release("1.0")), (TOKEN,)) == Todo(Mend(words))


def test_a_token_without_a_name_is_a_stored_token() -> None:
    words = f"{BARE}: it is still uploaded with a stored token, at .github/workflows/publish.yaml:41"
    assert look(existing(release("1.0")), (job(credential=Credential.STORED),)) == Todo(Mend(words))


def test_where_no_job_publishes_it_came_by_hand_or_from_elsewhere() -> None:
    words = f"{BARE}, and no job here publishes through OIDC: it came by hand, or from elsewhere"
    assert look(existing(release("1.0")), ()) == Todo(Mend(words))
    assert look(existing(release("1.0")), (job(credential=Credential.NOTHING),)) == Todo(Mend(words))


def test_a_release_after_the_registration_may_have_come_through_oidc() -> None:
    assert look(existing(release("1.0"), registered=True)) == Unseen(MAYBE)


def test_a_release_before_the_registration_waits_for_the_first_one_after_it() -> None:
    eyes = existing(release("1.0", uploaded=NOW - 2 * DAY), registered=True)
    assert look(eyes) == Waits((FIRST,))


def test_without_a_registered_publisher_the_job_here_waits_for_one() -> None:
    assert look(existing(release("1.0"))) == Waits((REGISTERED,))


def test_an_older_release_that_is_proven_leaves_the_newest_open() -> None:
    eyes = existing(release("0.9", proof=True), release("1.0"))
    eyes.proofs["0.9"] = proven()
    assert look(eyes) == Unseen(MAYBE)


def test_one_file_without_provenance_is_named() -> None:
    sdist, wheel = release("1.0")[0], release("1.0", proof=True)[1]
    eyes = existing((sdist, wheel), registered=True)
    eyes.proofs["1.0"] = proven()
    lacks = "1.0 of 2026-11-21: acme_core-1.0.tar.gz carries no provenance"
    assert look(eyes) == Unseen(
        f"{lacks}; the job here publishes through OIDC, which does not have to leave any"
    )
    assert look(eyes, (TOKEN,)) == Todo(
        Mend(f"{lacks}: it is still uploaded with PYPI_API_TOKEN, at .github/workflows/publish.yaml:41")
    )


def test_a_provenance_page_without_a_publisher_is_none() -> None:
    for nothing in (Absent(), ()):
        eyes = existing(release("1.0", proof=True), registered=True)
        eyes.proofs["1.0"] = nothing
        assert look(eyes) == Unseen(MAYBE)


def test_a_provenance_that_cannot_be_read_leaves_it_unseen() -> None:
    eyes = existing(release("1.0", proof=True))
    eyes.proofs["1.0"] = Unlooked("timed out")
    assert look(eyes) == Unseen("timed out")


def test_the_persons_word_on_this_release_counts_here_too() -> None:
    eyes = existing(release("1.0"), registered=True)
    eyes.entries.append(Declared(str(FIRST), {"version": "1.0"}, NOW))
    assert look(eyes) == Done(declared("1.0 came through OIDC"))
    eyes.entries.append(Declared(str(FIRST), {"version": "0.9"}, NOW))
    assert look(eyes) == Unseen(MAYBE)


def test_a_provider_that_never_attests_is_the_reason() -> None:
    verdict = look(existing(release("1.0")), (), identity=ActiveState("acme", "mono", "kim"))
    assert verdict == Unseen(f"{BARE}: releases of this provider never do")


def test_a_publisher_outside_the_repository_needs_no_job_here() -> None:
    verdict = look(existing(release("1.0")), (), identity=Google("robot@acme.example"))
    assert verdict == Waits((REGISTERED,))


def test_where_there_is_no_trusted_publishing_nothing_is_asked_of_a_release() -> None:
    eyes = FakeEyes({"acme-core": project(release("1.0"))}, offers=False)
    assert look(eyes, (TOKEN,), INTERNAL) == Unseen("Acme's index takes no part in trusted publishing")
    eyes.offers = Unlooked("timed out")
    assert look(eyes, (TOKEN,), INTERNAL) == Unseen("timed out")


def test_a_project_that_cannot_be_seen_is_unseen() -> None:
    assert look(FakeEyes({"acme-core": Unlooked("offline")})) == Unseen("offline")


def test_a_quarantined_project_shows_no_release() -> None:
    eyes = FakeEyes({"acme-core": Project("acme-core", (), "quarantined")})
    assert look(eyes) == Unseen("the project is quarantined, and PyPI shows no release of it")


def test_an_archived_project_is_judged_by_its_releases() -> None:
    eyes = FakeEyes(
        {"acme-core": Project("acme-core", (file("a-1.0.tar.gz", "1.0", proof=True),), "archived")}
    )
    eyes.proofs["1.0"] = proven()
    assert isinstance(look(eyes), Done)


def test_a_project_without_any_file_waits_for_its_first_release() -> None:
    assert look(FakeEyes({"acme-core": project()})) == Waits((FIRST,))
    assert look(FakeEyes()) == Waits((FactId("claimed", "pypi", "acme-core"),))


def test_an_open_publisher_does_not_hide_what_a_token_uploads() -> None:
    verdict = look(existing(release("1.0")), (TOKEN,), identity=None)
    assert isinstance(verdict, Todo)


def test_another_repositorys_proof_is_one_too() -> None:
    eyes = existing(release("1.0", proof=True))
    eyes.proofs["1.0"] = proven(repository="acme/old")
    verdict = look(eyes, identity=GitHubActions("acme", "mono", "publish.yaml", "pypi"))
    assert isinstance(verdict, Done)
