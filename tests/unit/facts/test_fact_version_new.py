"""The next version is not on the index yet, or CI has put it there."""

import pytest

from fakes.eyes import FakeEyes
from made_up import INTERNAL, NOW, declared, observed, project, proven, release, target
from primer.core.choices import Route
from primer.core.memory import Declared
from primer.core.project import Unlooked
from primer.core.source import Source
from primer.core.value import replace
from primer.core.verdict import Await, Done, Mend, Todo, Unseen
from primer.core.versions import PackageVersions, ReleaseTag, VersionPlace
from primer.facts.target import Target
from primer.facts.version_new import VersionNew

PLACE = VersionPlace("0.2.0", Source("pyproject.toml", 3))
SAID = PackageVersions((PLACE,))
FROM_TAGS = PackageVersions(from_tags=True)
PLACEHOLDER = release("0.0.1")


def at(version: str | None = "0.2.0", versions: PackageVersions = SAID, route: Route = Route.PRIME) -> Target:
    return replace(target(version=version, route=route), versions=versions)


def eyes(*releases: str, proof: bool = False) -> FakeEyes:
    found = [release(one, proof=proof and one != "0.0.1") for one in releases]
    return FakeEyes({"acme-core": project(*found)}, proofs=dict.fromkeys(releases, proven()))


def test_a_version_of_a_project_that_is_not_there_is_new() -> None:
    assert VersionNew(at()).look(FakeEyes()) == Done(observed("0.2.0 is not there yet"))


def test_a_version_that_the_project_does_not_have_is_new() -> None:
    assert VersionNew(at()).look(eyes("0.0.1")) == Done(observed("0.2.0 is not there yet"))


def test_a_version_that_ci_published_stays_done() -> None:
    expected = Done(observed("0.2.0 came through CI", "PyPI, acme_core-0.2.0.tar.gz"))
    assert VersionNew(at()).look(eyes("0.0.1", "0.2.0", proof=True)) == expected


def test_a_version_that_the_person_says_ci_published_stays_done_on_that_word() -> None:
    seen = eyes("0.0.1", "0.2.0")
    seen.entries.append(Declared("first-oidc-publish:pypi:acme-core", {"version": "0.2.0"}, NOW))
    assert VersionNew(at()).look(seen) == Done(declared("0.2.0 came through CI"))


def test_a_version_that_another_publisher_put_there_is_not_called_unproven() -> None:
    seen = eyes("0.0.1", "0.2.0", proof=True)
    seen.proofs["0.2.0"] = proven(workflow="release.yml")
    words = "0.2.0 is on PyPI already, by another publisher than today's: bump it at pyproject.toml:3"
    assert VersionNew(at()).look(seen) == Todo(Mend(words))


@pytest.mark.parametrize("route", [Route.PRIME, Route.EXISTS])
def test_a_version_that_is_there_without_proof_has_to_be_bumped(route: Route) -> None:
    words = "0.2.0 is on PyPI already, and nothing proves that CI put it there: bump it at pyproject.toml:3"
    assert VersionNew(at(route=route)).look(eyes("0.0.1", "0.2.0")) == Todo(Mend(words))


def test_an_older_version_than_the_proven_one_has_to_be_bumped() -> None:
    verdict = VersionNew(at()).look(eyes("0.0.1", "0.2.0", "0.3.0", proof=True))
    assert isinstance(verdict, Todo)


def test_equal_versions_are_found_whichever_way_they_are_written() -> None:
    assert isinstance(VersionNew(at("0.2")).look(eyes("0.2.0")), Todo)


def test_the_placeholders_own_version_has_to_be_bumped() -> None:
    words = "0.0.1 is the placeholder's version: bump it at pyproject.toml:3"
    assert VersionNew(at("0.0.1")).look(eyes("0.0.1")) == Todo(Mend(words))


def test_a_version_below_a_placeholder_that_is_there_has_to_be_bumped() -> None:
    words = "0.0.0 is below placeholder 0.0.1: bump it at pyproject.toml:3"
    assert VersionNew(at("0.0.0")).look(eyes("0.0.1")) == Todo(Mend(words))


def test_before_the_placeholder_is_there_claiming_tells_of_it() -> None:
    assert isinstance(VersionNew(at("0.0.0")).look(FakeEyes()), Done)


def test_a_local_version_can_never_be_released() -> None:
    words = "0.2.0+acme has a part after +, which no index takes: bump it at pyproject.toml:3"
    assert VersionNew(at("0.2.0+acme")).look(FakeEyes()) == Todo(Mend(words))


def test_an_index_that_did_not_answer_leaves_it_open() -> None:
    assert VersionNew(at()).look(FakeEyes({"acme-core": Unlooked("offline")})) == Unseen("offline")


def test_a_private_index_is_looked_at_in_the_same_way() -> None:
    there = replace(at(), registry=INTERNAL)
    verdict = VersionNew(there).look(eyes("0.2.0"))
    assert isinstance(verdict, Todo)
    assert isinstance(verdict.change, Mend)
    assert "Acme's index" in verdict.change.words


def test_without_a_tag_at_head_a_tag_versioned_project_waits_for_one() -> None:
    expected = Todo(Await("git's tags give its version, and HEAD has none"))
    assert VersionNew(at(None, FROM_TAGS)).look(eyes("0.0.1")) == expected


def test_after_its_first_proven_release_it_is_done_without_a_tag() -> None:
    expected = Done(observed("0.2.0 came through CI"))
    assert VersionNew(at(None, FROM_TAGS)).look(eyes("0.0.1", "0.2.0", proof=True)) == expected


def test_with_a_tag_at_head_its_version_is_compared_as_any_other() -> None:
    tagged = replace(FROM_TAGS, tag=ReleaseTag("v0.2.0", "0.2.0"))
    assert VersionNew(at("0.2.0", tagged)).look(FakeEyes()) == Done(observed("0.2.0 is not there yet"))
    verdict = VersionNew(at("0.2.0", tagged)).look(eyes("0.2.0"))
    assert isinstance(verdict, Todo)
    assert isinstance(verdict.change, Mend)
    assert verdict.change.words.endswith("bump it at tag v0.2.0")


def test_where_git_did_not_tell_its_tags_that_is_said() -> None:
    unlooked = replace(FROM_TAGS, unlooked="there is no git repository here")
    why = "git's tags give its version: there is no git repository here"
    assert VersionNew(at(None, unlooked)).look(FakeEyes()) == Unseen(why)


def test_a_version_that_is_computed_is_not_known_before_a_release() -> None:
    computed = at(None, PackageVersions())
    assert VersionNew(computed).look(FakeEyes()) == Unseen("its version is computed when it is built")
    assert isinstance(VersionNew(computed).look(eyes("0.0.1", "0.2.0", proof=True)), Done)


def test_it_waits_for_nothing_and_keeps_nothing_waiting() -> None:
    assert VersionNew(at()).after == ()
