"""claimed: every verdict of it."""

from datetime import timedelta

from fakes.eyes import FakeEyes
from made_up import DAY, NOW, declared, file, hashes, observed, project, release, sha256, target
from primer.core.choices import Route
from primer.core.memory import Declared, QuotaSeen, Uploaded
from primer.core.problem import YourInput
from primer.core.project import Owners, Unlooked
from primer.core.verdict import Await, Done, Mend, Todo, Unseen, Upload, Visit, problem_in
from primer.facts.claimed import Claimed

PAGE = "https://pypi.org/manage/organizations/"
OURS = {("acme-core", "0.0.1"): hashes()}


def quota(remaining: int, resets_in: timedelta) -> QuotaSeen:
    return QuotaSeen("pypi", 4, remaining, NOW + resets_in, NOW - DAY)


def uploaded(filename: str) -> Uploaded:
    return Uploaded("pypi", "acme-core", filename, sha256(filename), NOW)


def test_what_is_absent_is_to_be_uploaded() -> None:
    assert Claimed(target()).look(FakeEyes()) == Todo(Upload("upload placeholder 0.0.1"))


def test_what_cannot_be_looked_at_is_never_taken_for_free() -> None:
    eyes = FakeEyes({"acme-core": Unlooked("timed out")})
    assert Claimed(target()).look(eyes) == Unseen("timed out")


def test_a_spent_quota_is_waited_for() -> None:
    eyes = FakeEyes(entries=[quota(0, timedelta(hours=9))])
    words = "no project of this name; the quota allows the next one 2026-11-21 23:02 UTC"
    assert Claimed(target()).look(eyes) == Todo(Await(words))


def test_a_quota_that_was_reset_holds_nothing_up() -> None:
    eyes = FakeEyes(entries=[quota(0, -timedelta(minutes=1))])
    assert Claimed(target()).look(eyes) == Todo(Upload("upload placeholder 0.0.1"))


def test_what_is_left_of_a_quota_can_be_used() -> None:
    eyes = FakeEyes(entries=[quota(1, timedelta(hours=9))])
    assert Claimed(target()).look(eyes) == Todo(Upload("upload placeholder 0.0.1"))


def test_a_placeholder_has_to_be_below_the_packages_own_version() -> None:
    verdict = Claimed(target(version="0.0.1")).look(FakeEyes())
    problem = problem_in(verdict)
    assert isinstance(problem, YourInput)
    assert (problem.reference, str(problem.source)) == (
        "placeholder-version",
        "packages/acme-core/pyproject.toml:2",
    )
    assert isinstance(verdict, Todo)
    assert isinstance(verdict.change, Mend)


def test_the_registrys_word_on_the_owner_is_believed() -> None:
    eyes = FakeEyes({"acme-core": project(release("1.0"))}, {"acme-core": Owners(("lee", "Kim"))})
    verdict = Claimed(target(route=Route.EXISTS, account="kim")).look(eyes)
    assert verdict == Done(observed("1.0, owned by kim"))


def test_a_strangers_project_is_a_problem_and_never_done() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1"))}, {"acme-core": Owners(("lee",))}, hashes=OURS)
    verdict = Claimed(target(account="kim")).look(eyes)
    problem = problem_in(verdict)
    assert problem is not None
    assert problem.reference == "name-taken"
    assert problem.message == "acme-core on PyPI belongs to lee, not to kim"


def test_an_organizations_project_is_unseen_where_it_does_not_name_the_person() -> None:
    eyes = FakeEyes({"acme-core": project(release("1.0"))}, {"acme-core": Owners(("lee",), "acme")})
    verdict = Claimed(target(route=Route.EXISTS, account="kim")).look(eyes)
    assert verdict == Unseen("it belongs to the organization acme; primer cannot see who is in it")


def test_an_organizations_project_that_names_the_person_is_theirs() -> None:
    eyes = FakeEyes({"acme-core": project(release("1.0"))}, {"acme-core": Owners(("kim",), "acme")})
    verdict = Claimed(target(route=Route.EXISTS, account="kim")).look(eyes)
    assert verdict == Done(observed("1.0, owned by kim"))


def test_bytes_equal_to_what_would_be_built_today_are_ours() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1"))}, hashes=OURS)
    assert Claimed(target()).look(eyes) == Done(observed("0.0.1, byte for byte our placeholder"))


def test_bytes_that_the_journal_uploaded_are_ours_whatever_would_be_built_today() -> None:
    files = release("0.0.1")
    eyes = FakeEyes({"acme-core": project(files)}, entries=[uploaded(one.filename) for one in files])
    assert Claimed(target()).look(eyes) == Done(observed("0.0.1, byte for byte our placeholder"))


def test_another_placeholder_version_chosen_later_takes_nothing_back() -> None:
    files = release("0.0.1")
    eyes = FakeEyes({"acme-core": project(files)}, entries=[uploaded(one.filename) for one in files])
    verdict = Claimed(target(placeholder="0.0.2")).look(eyes)
    assert verdict == Done(observed("0.0.1, byte for byte our placeholder"))


def test_a_journal_about_other_bytes_proves_nothing() -> None:
    files = release("0.0.1")
    other = [Uploaded("pypi", "acme-core", one.filename, "other bytes", NOW) for one in files]
    eyes = FakeEyes({"acme-core": project(files)}, entries=list(other))
    words = "a project of this name exists; primer cannot tell whose it is: name yourself with --account"
    assert Claimed(target()).look(eyes) == Unseen(words)


def test_one_foreign_file_among_ours_is_enough_to_doubt() -> None:
    eyes = FakeEyes(
        {"acme-core": project(release("0.0.1"))},
        hashes={("acme-core", "0.0.1"): frozenset({sha256("acme_core-0.0.1.tar.gz")})},
    )
    assert isinstance(Claimed(target()).look(eyes), Unseen)


def test_a_file_that_could_not_be_compared_is_no_foreign_file() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1"))}, hashes=OURS)
    eyes.digests["acme_core-0.0.1.tar.gz"] = Unlooked("timed out")
    words = "acme_core-0.0.1.tar.gz could not be compared: timed out"
    assert Claimed(target()).look(eyes) == Unseen(words)


def test_a_placeholder_with_one_file_of_two_is_finished() -> None:
    eyes = FakeEyes({"acme-core": project((file(),))}, hashes=OURS)
    words = "upload the rest of placeholder 0.0.1: only acme_core-0.0.1.tar.gz is there"
    assert Claimed(target()).look(eyes) == Todo(Upload(words))


def test_a_placeholder_with_one_file_of_two_is_finished_whoever_the_registry_says_owns_it() -> None:
    eyes = FakeEyes({"acme-core": project((file(),))}, {"acme-core": Owners(("kim",))}, hashes=OURS)
    assert isinstance(Claimed(target(account="kim")).look(eyes), Todo)


def test_the_rest_does_not_wait_for_the_quota() -> None:
    eyes = FakeEyes({"acme-core": project((file(),))}, hashes=OURS, entries=[quota(0, DAY)])
    assert isinstance(Claimed(target()).look(eyes), Todo)


def test_a_release_that_is_too_old_to_grow_is_claimed_as_it_is() -> None:
    eyes = FakeEyes({"acme-core": project((file(uploaded=NOW - 14 * DAY),))}, hashes=OURS)
    assert Claimed(target()).look(eyes) == Done(observed("0.0.1, byte for byte our placeholder"))


def test_a_project_without_files_tells_nothing_of_its_owner() -> None:
    eyes = FakeEyes({"acme-core": project()})
    words = "a project of this name exists; primer cannot tell whose it is: name yourself with --account"
    assert Claimed(target(route=Route.EXISTS)).look(eyes) == Unseen(words)


def test_a_registry_that_names_no_owner_is_said_to() -> None:
    eyes = FakeEyes({"acme-core": project(release("1.0"))})
    words = "a project of this name exists; primer cannot tell whose it is; PyPI does not say"
    assert Claimed(target(route=Route.EXISTS, account="kim")).look(eyes) == Unseen(words)


def test_an_owner_that_could_not_be_looked_up_is_unseen_with_the_reason() -> None:
    eyes = FakeEyes({"acme-core": project(release("1.0"))}, {"acme-core": Unlooked("timed out")})
    words = "a project of this name exists; whose it is could not be looked up: timed out"
    assert Claimed(target(route=Route.EXISTS, account="kim")).look(eyes) == Unseen(words)


def test_our_bytes_are_enough_where_the_owner_cannot_be_looked_up() -> None:
    eyes = FakeEyes(
        {"acme-core": project(release("0.0.1"))}, {"acme-core": Unlooked("timed out")}, hashes=OURS
    )
    verdict = Claimed(target(account="kim")).look(eyes)
    assert verdict == Done(observed("0.0.1, byte for byte our placeholder"))


def test_an_organizations_owner_creates_the_project_on_its_page() -> None:
    words = "an owner of the organization creates the project on its page"
    verdict = Claimed(target(route=Route.ORGANIZATION)).look(FakeEyes())
    assert verdict == Todo(Visit(words, PAGE, can_be_seen=False))


def test_an_empty_project_is_the_organizations_when_the_person_says_so() -> None:
    eyes = FakeEyes({"acme-core": project()})
    claimed = Claimed(target(route=Route.ORGANIZATION))
    words = "a project of this name exists; say so if your organization made it"
    assert claimed.look(eyes) == Todo(Visit(words, PAGE, can_be_seen=False))
    eyes.entries.append(Declared("claimed:pypi:acme-core", {}, NOW - DAY))
    assert claimed.look(eyes) == Done(declared("created by the organization", NOW - DAY))


def test_the_persons_word_for_the_organization_holds_after_the_first_release() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.2.0"))}, {"acme-core": Owners((), "acme")})
    eyes.entries.append(Declared("claimed:pypi:acme-core", {}, NOW))
    verdict = Claimed(target(route=Route.ORGANIZATION, account="kim")).look(eyes)
    assert verdict == Done(declared("created by the organization"))


def test_a_word_about_a_project_that_is_not_there_creates_nothing() -> None:
    eyes = FakeEyes(entries=[Declared("claimed:pypi:acme-core", {}, NOW)])
    assert isinstance(Claimed(target(route=Route.ORGANIZATION)).look(eyes), Todo)


def test_a_strangers_project_is_a_problem_on_the_organizations_route_too() -> None:
    eyes = FakeEyes({"acme-core": project(release("1.0"))}, {"acme-core": Owners(("lee",))})
    eyes.entries.append(Declared("claimed:pypi:acme-core", {}, NOW))
    problem = problem_in(Claimed(target(route=Route.ORGANIZATION, account="kim")).look(eyes))
    assert problem is not None
    assert problem.reference == "name-taken"
