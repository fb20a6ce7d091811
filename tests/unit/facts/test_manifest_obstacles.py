"""A package whose manifest would fail its release: nothing is uploaded for it, and the others go on."""

from fakes.eyes import FakeEyes
from made_up import package, repository, target
from primer.core.choices import Choices, PublisherChoice
from primer.core.package import Package, Stated
from primer.core.plan import Plan
from primer.core.problem import YourInput
from primer.core.project import Unlooked
from primer.core.registry import Ecosystem
from primer.core.source import Read, Source
from primer.core.value import replace
from primer.core.verdict import Mend, Todo, Upload
from primer.core.versions import PackageVersions, VersionPlace
from primer.engine.planning import Scope, make_plan
from primer.engine.questionnaire import this_wave
from primer.facts.claimed import Claimed
from primer.facts.workflow_publishes import WorkflowPublishes
from primer.registries.addresses import NPM

FILE = "packages/wire/package.json"
WRONG = YourInput("made-up", "the repository is another one", "mend it", source=Source(FILE, 4))
OFFLINE = Unlooked("offline")


def wire(name: str, url: str, access: str = "public") -> Package:
    said = Stated(
        Read(url, Source(FILE, 4)), Read(f"packages/{name}", Source(FILE, 5)), Read(access, Source(FILE, 8))
    )
    return replace(package(name, ecosystem=Ecosystem.JAVASCRIPT), stated=said)


def plan(*packages: Package, eyes: FakeEyes | None = None) -> Plan:
    values = {"workflow": "publish.yaml", "environment": "npm"}
    chosen = {key: Read(value, Source("pyproject.toml")) for key, value in values.items()}
    choices = Choices(publishers={"npm": PublisherChoice(chosen)})
    return make_plan(Scope(repository(*packages, choices=choices), (NPM,)), eyes or FakeEyes())


def test_an_obstacle_keeps_a_package_from_being_claimed_and_its_workflow_from_publishing() -> None:
    one = replace(target(), problems=(replace(WRONG, warning=True), WRONG))
    expected = Todo(Mend("the repository is another one", WRONG))
    assert Claimed(one).look(FakeEyes()) == expected
    assert WorkflowPublishes(one).look(FakeEyes()) == expected


def test_a_warning_keeps_nothing() -> None:
    one = replace(target(), problems=(replace(WRONG, warning=True),))
    assert Claimed(one).look(FakeEyes()) == Todo(Upload("upload placeholder 0.0.1"))


def test_a_plan_has_every_problem_once_and_a_wave_of_the_others() -> None:
    made = plan(wire("wire", "github:acme/other", access="restricted"), wire("web", "github:acme/mono"))
    assert [f"{one.reference} {one.source}" for one in made.errors] == [
        f"npm-repository-mismatch {FILE}:4",
        f"npm-access-restricted {FILE}:8",
    ]
    assert this_wave(made) == ("web",)


def test_the_plan_of_another_registry_says_nothing_of_it() -> None:
    one = wire("wire", "github:acme/other")
    assert make_plan(Scope(repository(package(), one), ()), FakeEyes()).errors == ()


def test_a_version_that_is_not_above_the_placeholder_is_named_where_it_stands() -> None:
    versions = PackageVersions(places=(VersionPlace("0.0.1", Source(FILE, 3)),))
    verdict = Claimed(replace(target(version="0.0.1"), versions=versions)).look(FakeEyes())
    assert isinstance(verdict, Todo)
    assert isinstance(verdict.change, Mend)
    assert verdict.change.problem is not None
    assert verdict.change.problem.source == Source(FILE, 3)


def test_of_a_project_that_nobody_could_look_for_such_a_version_is_a_warning() -> None:
    low = replace(wire("wire", "acme/mono"), version="0.0.1")
    made = plan(low, eyes=FakeEyes({"wire": OFFLINE}))
    assert [(one.reference, one.warning) for one in made.problems] == [("placeholder-version", True)]
    assert [(one.reference, one.warning) for one in plan(low).problems] == [("placeholder-version", False)]
