"""first-oidc-publish: every verdict of it."""

from fakes.eyes import FakeEyes
from made_up import (
    ACME,
    DAY,
    NOW,
    RUNS,
    declared,
    form,
    job,
    observed,
    project,
    proven,
    release,
    target,
    used,
)
from primer.core.choices import Route
from primer.core.memory import Declared, TokenSeenDead, Uploaded
from primer.core.problem import DidNotTake
from primer.core.project import Absent, Provenance, Unlooked
from primer.core.publisher import ActiveState, GitHubActions, Identity
from primer.core.repository import Remote
from primer.core.source import Source
from primer.core.value import replace
from primer.core.verdict import Await, Done, FactId, Todo, Unseen, Visit, Waits, problem_in
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.registration import values_of
from primer.facts.target import RepositoryCI

FACT = "first-oidc-publish:pypi:acme-core"
REGISTERED = FactId("publisher-registered", "pypi", "acme-core")
TAG = ("git tag v0.2.0 && git push origin v0.2.0",)


def registered(identity: Identity = ACME) -> Declared:
    return Declared(str(REGISTERED), values_of(form(identity=identity)), NOW - DAY)


def primed(proof: bool = False) -> FakeEyes:
    """The placeholder, and a release after it."""
    files = project(release("0.0.1", uploaded=NOW - 2 * DAY), release("0.2.0", proof=proof))
    return FakeEyes({"acme-core": files}, entries=[registered()])


def unproven(version: str, more: str = "") -> Unseen:
    why = f"{version} was published without attestation{more}"
    words = f"{why}; say so if CI published it"
    return Unseen(why, Visit(words, RUNS, can_be_seen=False, about=(("version", version),)))


def test_a_release_whose_provenance_equals_the_emitted_values_is_confirmed() -> None:
    eyes = primed(proof=True)
    eyes.proofs["0.2.0"] = proven()
    evidence = observed("0.2.0, provenance equals the publisher", "PyPI, acme_core-0.2.0.tar.gz")
    assert FirstOidcPublish(target()).look(eyes) == Done(evidence)


def test_a_mismatch_names_the_field_and_both_values_and_the_page_to_mend_it() -> None:
    eyes = primed(proof=True)
    eyes.proofs["0.2.0"] = proven(workflow="release.yml", environment="")
    problem = problem_in(FirstOidcPublish(target()).look(eyes))
    link = form().link
    assert problem == DidNotTake(
        "publisher-mismatch",
        "acme-core 0.2.0 was published by another publisher than the one emitted here: Workflow name: "
        "emitted publish.yaml, proven release.yml; Environment name: emitted pypi, proven nothing",
        f"correct the differing field at {link}, or the choices of this repository",
        (
            "Workflow name: emitted publish.yaml, proven release.yml",
            "Environment name: emitted pypi, proven nothing",
        ),
    )


HOME = Remote("github.com", "acme/mono", Source("git remote origin"), canonical=True)
HERE = RepositoryCI(HOME, frozenset({job().file}), (job(),))


def renamed(eyes: FakeEyes) -> DidNotTake:
    """The problem of a release by `release.yml`, where `publish.yaml` is the only file."""
    eyes.proofs["0.2.0"] = proven(workflow="release.yml")
    problem = problem_in(FirstOidcPublish(replace(target(), ci=HERE)).look(eyes))
    assert isinstance(problem, DidNotTake)
    return problem


def test_a_mismatch_that_a_rename_would_explain_says_so_and_leaves_the_judgement_to_the_person() -> None:
    eyes = primed(proof=True)
    eyes.entries.clear()
    problem = renamed(eyes)
    assert problem.context[1:] == (
        "there is no .github/workflows/release.yml any more; publish.yaml publishes now",
    )
    assert problem.hint == (
        f"if you renamed it, add the publisher of today at {form().link}, and the next release proves it; "
        "if nobody did, find out who published"
    )


def test_what_came_by_a_file_that_is_gone_after_todays_was_registered_no_rename_explains() -> None:
    assert "renamed" not in renamed(primed(proof=True)).hint


def test_one_file_from_elsewhere_is_a_mismatch() -> None:
    eyes = primed(proof=True)
    eyes.proofs["0.2.0"] = (Provenance("GitLab", (("repository", "acme/mono"),)),)
    assert problem_in(FirstOidcPublish(target()).look(eyes)) is not None


def test_a_release_without_attestation_is_left_to_the_persons_word() -> None:
    assert FirstOidcPublish(target()).look(primed()) == unproven("0.2.0")


def test_a_release_after_the_tokens_death_is_said_to_be_one() -> None:
    eyes = primed()
    eyes.entries += [used(), TokenSeenDead("pypi", used().tombstone.token_id, NOW - DAY)]
    expected = unproven("0.2.0", ", after the token was seen dead")
    assert FirstOidcPublish(target()).look(eyes) == expected


def test_a_release_from_before_the_tokens_death_is_not_said_to_be_one() -> None:
    eyes = primed()
    eyes.entries += [used(), TokenSeenDead("pypi", used().tombstone.token_id, NOW + DAY)]
    assert FirstOidcPublish(target()).look(eyes) == unproven("0.2.0")


def test_the_persons_word_about_this_version_is_a_declaration() -> None:
    eyes = primed()
    eyes.entries.append(Declared(FACT, {"version": "0.2.0"}, NOW))
    assert FirstOidcPublish(target()).look(eyes) == Done(declared("0.2.0 came from CI"))


def test_the_persons_word_about_another_version_is_none() -> None:
    eyes = primed()
    eyes.entries.append(Declared(FACT, {"version": "0.1.0"}, NOW))
    assert FirstOidcPublish(target()).look(eyes) == unproven("0.2.0")


def test_a_provider_without_attestations_is_named_as_the_reason() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.2.0"))})
    verdict = FirstOidcPublish(target(identity=ActiveState("acme", "mono", "kim"))).look(eyes)
    assert isinstance(verdict, Unseen)
    assert verdict.why == "0.2.0 is there; releases of this provider carry no attestation"
    assert verdict.settle is not None


def test_an_attestation_page_without_any_publisher_proves_nothing() -> None:
    eyes = primed(proof=True)
    for nothing in (Absent(), ()):
        eyes.proofs["0.2.0"] = nothing
        assert FirstOidcPublish(target()).look(eyes) == unproven("0.2.0")


def test_an_attestation_that_could_not_be_read_is_unseen() -> None:
    eyes = primed(proof=True)
    eyes.proofs["0.2.0"] = Unlooked("timed out")
    assert FirstOidcPublish(target()).look(eyes) == Unseen("timed out")


def test_nothing_newer_than_the_placeholder_is_awaited_once_the_publisher_is_registered() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1"))}, entries=[registered()])
    assert FirstOidcPublish(target()).look(eyes) == Todo(Await("nothing newer than 0.0.1", TAG, RUNS))


def test_without_a_registered_publisher_it_waits_for_one() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1"))})
    assert FirstOidcPublish(target()).look(eyes) == Waits((REGISTERED,))


def test_where_there_is_no_trusted_publishing_nothing_is_awaited() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1"))}, offers=False)
    assert FirstOidcPublish(target()).look(eyes) == Unseen("PyPI takes no part in trusted publishing")


def test_a_project_that_cannot_be_seen_is_unseen() -> None:
    assert FirstOidcPublish(target()).look(FakeEyes({"acme-core": Unlooked("offline")})) == Unseen("offline")


def test_a_pending_publishers_first_release_is_awaited_before_the_project_exists() -> None:
    eyes = FakeEyes(entries=[registered()])
    verdict = FirstOidcPublish(target(route=Route.PENDING)).look(eyes)
    assert verdict == Todo(Await("no release yet", TAG, RUNS))


def test_a_pending_publishers_first_release_may_have_any_version() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1", proof=True))}, entries=[registered()])
    eyes.proofs["0.0.1"] = proven()
    assert isinstance(FirstOidcPublish(target(route=Route.PENDING)).look(eyes), Done)


def test_a_computed_version_is_left_to_the_person() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1"))}, entries=[registered()])
    verdict = FirstOidcPublish(target(version=None)).look(eyes)
    command = "git tag vVERSION && git push origin vVERSION"
    assert verdict == Todo(Await("nothing newer than 0.0.1", (command,), RUNS))


def test_a_placeholder_of_another_version_in_the_journal_is_no_release() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.2"))}, entries=[registered()])
    for one in release("0.0.2"):
        eyes.entries.append(Uploaded("pypi", "acme-core", one.filename, one.sha256 or "", NOW))
    verdict = FirstOidcPublish(target()).look(eyes)
    assert verdict == Todo(Await("nothing newer than 0.0.2", TAG, RUNS))


def test_an_existing_projects_old_token_releases_are_no_sign_of_anything() -> None:
    eyes = FakeEyes({"acme-core": project(release("1.0", uploaded=NOW - 9 * DAY))})
    existing = FirstOidcPublish(target(route=Route.EXISTS, version="1.0"))
    assert existing.look(eyes) == Waits((REGISTERED,))
    eyes.entries.append(registered())
    command = "git tag vVERSION && git push origin vVERSION"
    assert existing.look(eyes) == Todo(Await("nothing newer than 1.0", (command,), RUNS))


def test_an_existing_projects_unproven_release_after_the_registration_is_left_to_the_person() -> None:
    files = project(release("1.0", uploaded=NOW - 9 * DAY), release("1.1"))
    eyes = FakeEyes({"acme-core": files}, entries=[registered()])
    assert FirstOidcPublish(target(route=Route.EXISTS)).look(eyes) == unproven("1.1")


def test_an_existing_project_that_ci_published_before_is_confirmed() -> None:
    files = project(release("1.0", uploaded=NOW - 9 * DAY, proof=True), release("1.1"))
    eyes = FakeEyes({"acme-core": files})
    eyes.proofs["1.0"] = proven()
    assert isinstance(FirstOidcPublish(target(route=Route.EXISTS)).look(eyes), Done)


def test_an_existing_project_of_another_workflow_waits_until_todays_is_registered() -> None:
    eyes = FakeEyes({"acme-core": project(release("1.0", uploaded=NOW - 9 * DAY, proof=True))})
    eyes.proofs["1.0"] = proven(workflow="old.yml")
    existing = FirstOidcPublish(target(route=Route.EXISTS))
    assert existing.look(eyes) == Waits((REGISTERED,))
    eyes.entries.append(registered())
    assert existing.look(eyes) == Todo(Await("nothing newer than 1.0", TAG, RUNS))


def test_a_changed_environment_makes_an_old_proof_a_mismatch() -> None:
    eyes = primed(proof=True)
    eyes.proofs["0.2.0"] = proven()
    changed = GitHubActions("acme", "mono", "publish.yaml", "release")
    assert problem_in(FirstOidcPublish(target(identity=changed)).look(eyes)) is not None


def test_an_existing_project_that_another_workflow_publishes_after_the_registration_is_a_mismatch() -> None:
    files = project(release("1.0", uploaded=NOW - 9 * DAY), release("1.1", proof=True))
    eyes = FakeEyes({"acme-core": files}, entries=[registered()])
    eyes.proofs["1.1"] = proven(workflow="old.yml")
    assert problem_in(FirstOidcPublish(target(route=Route.EXISTS)).look(eyes)) is not None


def test_a_workflow_that_listens_to_a_tag_for_each_package_is_given_that_tag() -> None:
    one = target(jobs=(replace(job(), tags=("acme-core-v*", "acme-kit-v*")),))
    files = project(release("0.0.1", uploaded=NOW - 2 * DAY))
    eyes = FakeEyes({"acme-core": files}, entries=[registered()])
    command = "git tag acme-core-v0.2.0 && git push origin acme-core-v0.2.0"
    assert FirstOidcPublish(one).look(eyes) == Todo(Await("nothing newer than 0.0.1", (command,), RUNS))
