"""builds: every verdict of it."""

import pytest

from fakes.eyes import FakeEyes
from made_up import observed, package, repository, target
from primer.core.built import Built, Failed, Stage
from primer.core.project import Unlooked
from primer.core.registry import Ecosystem
from primer.core.value import replace
from primer.core.verdict import Done, Todo, Unseen, problem_in
from primer.core.versions import PackageVersions
from primer.engine.planning import Scope, make_plan
from primer.facts.builds import Builds
from primer.registries.addresses import NPM, PYPI


def test_a_package_that_builds_installs_and_imports_is_done() -> None:
    eyes = FakeEyes(builds={"acme-core": Built("0.2.0", ("a.tar.gz", "a.whl"), ("acme_core",))})
    claim = "0.2.0 builds, passes the strict check, installs and imports"
    assert Builds(target()).look(eyes) == Done(observed(claim, "this machine"))


def test_a_package_without_modules_has_nothing_to_import() -> None:
    eyes = FakeEyes(builds={"acme-core": Built("0.2.0", ("a.tar.gz", "a.whl"), ())})
    claim = "0.2.0 builds, passes the strict check, installs; it has no module to import"
    assert Builds(target()).look(eyes) == Done(observed(claim, "this machine"))


@pytest.mark.parametrize(
    ("stage", "reference"),
    [
        (Stage.BUILD, "package-not-built"),
        (Stage.NAME, "package-differs"),
        (Stage.CHECK, "package-check-failed"),
        (Stage.INSTALL, "package-not-installable"),
        (Stage.IMPORT, "package-not-importable"),
    ],
)
def test_what_failed_is_a_problem_of_its_own_with_the_last_lines(stage: Stage, reference: str) -> None:
    eyes = FakeEyes(builds={"acme-core": Failed(stage, "it went wrong: no such file", ("one", "two"))})
    verdict = Builds(target()).look(eyes)
    assert isinstance(verdict, Todo)
    assert verdict.change.words == "it went wrong: no such file"
    problem = problem_in(verdict)
    assert problem is not None
    assert problem.reference == reference
    assert problem.message == "acme-core: it went wrong: no such file"
    assert problem.context == ("one", "two")
    assert str(problem.source) == "packages/acme-core/pyproject.toml:2"
    assert not problem.warning


def test_where_tags_give_the_version_what_is_not_committed_is_named_first() -> None:
    words = "acme_core-0.2.1.dev0.tar.gz says acme-core 0.2.1.dev0; the plan says acme-core 0.2.0"
    eyes = FakeEyes(builds={"acme-core": Failed(Stage.NAME, words)})
    tagged = replace(target(), versions=PackageVersions(from_tags=True))
    problem = problem_in(Builds(tagged).look(eyes))
    assert problem is not None
    assert problem.hint == (
        "git's tags give the version, and what is not committed changes it: commit it, tag that commit, and "
        "build again"
    )


def test_what_could_not_be_tried_is_unseen() -> None:
    eyes = FakeEyes(builds={"acme-core": Unlooked("there is no network")})
    assert Builds(target()).look(eyes) == Unseen("there is no network")


def test_only_a_plan_that_was_asked_for_it_has_the_fact() -> None:
    eyes = FakeEyes(builds={"acme-core": Built("0.2.0", ("a.tar.gz", "a.whl"), ("acme_core",))})
    read = repository(package())
    asked = make_plan(Scope(read, (PYPI,), build=True), eyes)
    assert "builds:pypi:acme-core" in [str(item.id) for item in asked.items]
    plain = make_plan(Scope(read, (PYPI,)), eyes)
    assert "builds:pypi:acme-core" not in [str(item.id) for item in plain.items]
    assert eyes.looks["built acme-core"] == 1


def test_a_package_that_is_built_by_no_python_has_no_such_fact() -> None:
    script = package("acme-web", ecosystem=Ecosystem.JAVASCRIPT)
    made = make_plan(Scope(repository(script), (NPM,), build=True), FakeEyes())
    assert "builds" not in {item.id.fact for item in made.items}
