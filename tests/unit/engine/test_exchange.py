"""An identity exchange: what is asked, what it is compared with, and how it ends."""

from collections.abc import Mapping

import pytest

from fakes.exchange import FakeCounter, FakeRun, claims, minted, minted_for
from fakes.eyes import FakeEyes
from made_up import NOW
from primer.core.choices import Route
from primer.core.package import Package
from primer.core.plan import Plan, PlannedPackage, PlannedPublisher
from primer.core.problem import Missing, Problem, YourInput
from primer.core.project import Project, Unlooked
from primer.core.publisher import Form, GitHubActions, GitLabCI, Google, OnPyPI, Publisher
from primer.core.registry import Ecosystem
from primer.core.source import Source
from primer.core.value import replace
from primer.engine.exchange import Exchange, Outcome, exchange
from primer.engine.standing import Field, Other, Standing, standing
from primer.providers.identity_tokens import claims_of
from primer.registries.addresses import PYPI
from primer.registries.pypi.exchange import Denied, Minted
from primer.registries.pypi.forms import publisher_form

ACME = GitHubActions("Acme", "mono", "publish.yaml", "pypi")
OTHER_FILE = replace(ACME, workflow="release.yml")
ELSEWHERE = replace(ACME, environment="pypi-app")
ANY = replace(ACME, environment="")
LAB = GitLabCI("acme/group", "mono", ".gitlab-ci.yml", "Prod")
NOT_FOUND = Denied("invalid-publisher", "valid token, but no corresponding publisher")


def publisher(name: str, identity: OnPyPI) -> PlannedPublisher:
    form = publisher_form(PYPI, name, Publisher(identity))
    assert isinstance(form, Form)
    return PlannedPublisher(name, "pypi", Publisher(identity), form)


def planned(name: str, route: Route = Route.PRIME, kind: Ecosystem = Ecosystem.PYTHON) -> PlannedPackage:
    package = Package(name, kind, name, "0.2.0", Source(f"{name}/manifest", 1))
    return PlannedPackage(package, "pypi" if kind is Ecosystem.PYTHON else "npm", 0, (), route, None)


def plan(*packages: PlannedPackage, problems: tuple[Problem, ...] = (), **identities: OnPyPI) -> Plan:
    """A plan of these publishers, `a_b` for the package a-b, and of further packages."""
    names = {name.replace("_", "-"): identity for name, identity in identities.items()}
    given = {one.package.name for one in packages}
    every = (*(planned(name) for name in names if name not in given), *packages)
    publishers = tuple(publisher(name, identity) for name, identity in names.items())
    return Plan(None, (PYPI,), every, (), publishers, (), problems)


def exchanged(
    what: Plan,
    answer: Minted | Denied | Problem,
    identity: OnPyPI = ACME,
    eyes: FakeEyes | None = None,
    changed: Mapping[str, str | None] | None = None,
) -> Exchange:
    run = FakeRun(claims(identity, **(changed or {})))
    return exchange(what, run, FakeCounter(answer), eyes or all_there(what))


def all_there(what: Plan) -> FakeEyes:
    """Every planned package has its project."""
    names = [one.package.name for one in what.packages]
    return FakeEyes(projects={name: Project(name, ()) for name in names})


def references(found: Exchange) -> list[str]:
    return [problem.reference for problem in found.problems]


def stood(what: Plan, identity: OnPyPI, **changed: str | None) -> Standing:
    token = FakeRun(claims(identity, **changed)).identity("pypi")
    assert not isinstance(token, Problem)
    return standing(what, claims_of(token))


def own(found: Standing) -> list[str]:
    return [one.package for one in found.own]


def test_a_token_for_as_many_projects_as_are_planned_covers_them() -> None:
    found = exchanged(plan(core=ACME, app=ACME), minted_for(2))
    assert (found.outcome, found.covers, found.names) == (Outcome.COVERED, 2, None)
    assert found.problems == ()
    assert found.ends is not None
    assert (found.ends - NOW).total_seconds() == 900


def test_it_is_said_that_only_the_number_is_compared() -> None:
    found = exchanged(plan(core=ACME), minted_for(1))
    assert found.notes == (
        "PyPI's token gives the projects' numbers, not their names: how many is compared, not which",
    )


def test_more_projects_than_are_planned_are_enough_and_are_said() -> None:
    found = exchanged(plan(core=ACME), minted_for(3))
    assert found.outcome is Outcome.COVERED
    assert "2 projects more than are planned here trust the same publisher" in found.notes


def test_fewer_projects_are_too_few_and_those_not_there_yet_are_named() -> None:
    eyes = FakeEyes(projects={"core": Project("core", ())})
    found = exchanged(plan(core=ACME, app=ACME), minted_for(1), eyes=eyes)
    assert (found.outcome, references(found)) == (Outcome.SHORT, ["too-few-covered"])
    assert found.problems[0].context == ("not on PyPI yet: app",)


def test_a_strangers_project_does_not_make_up_for_one_that_is_not_there() -> None:
    eyes = FakeEyes(projects={"core": Project("core", ())})
    for number in (2, 5):
        found = exchanged(plan(core=ACME, app=ACME), minted_for(number), eyes=eyes)
        assert (found.outcome, references(found)) == (Outcome.SHORT, ["too-few-covered"])
        assert found.problems[0].message.endswith("not all of the 2 packages that are planned are among them")
        assert found.problems[0].context == ("not on PyPI yet: app",)


def test_a_pending_publishers_project_is_made_by_the_exchange_and_not_looked_for() -> None:
    found = exchanged(plan(planned("core", Route.PENDING), core=ACME), minted_for(1), eyes=FakeEyes())
    assert found.outcome is Outcome.COVERED


def test_an_index_that_does_not_answer_is_asked_once_and_hides_no_number() -> None:
    eyes = FakeEyes(projects=dict.fromkeys(("core", "app"), Unlooked("no answer in time")))
    found = exchanged(plan(core=ACME, app=ACME), minted_for(2), eyes=eyes)
    assert found.outcome is Outcome.COVERED
    assert sum(eyes.looks.values()) == 1
    assert "whether all of them are on PyPI could not be looked at: no answer in time" in found.notes


def test_where_all_are_there_every_form_may_be_the_one() -> None:
    eyes = FakeEyes(projects={"core": Project("core", ()), "app": Unlooked("no answer")})
    found = exchanged(plan(core=ACME, app=ACME), minted_for(1), eyes=eyes)
    assert [line.partition("  ")[0] for line in found.problems[0].context] == ["core", "app"]
    assert all("settings/publishing/?provider=github" in line for line in found.problems[0].context)


def test_names_are_compared_where_the_token_gives_them() -> None:
    what = plan(core=ACME, app=ACME)
    assert exchanged(what, minted([1, ["Core", "app", "more"]])).outcome is Outcome.COVERED
    eyes = FakeEyes(projects={name: Project(name, ()) for name in ("core", "app")})
    short = exchanged(what, minted([1, ["core", "more"]]), eyes=eyes)
    assert (short.outcome, short.covers) == (Outcome.SHORT, 2)
    assert [line.partition("  ")[0] for line in short.problems[0].context] == ["app"]


def test_a_token_that_does_not_say_is_not_enough() -> None:
    found = exchanged(plan(core=ACME), minted([3, "user"]))
    assert (found.outcome, references(found)) == (Outcome.SHORT, ["coverage-not-said"])


def test_a_run_that_the_plan_does_not_know_is_not_as_it_should_be() -> None:
    found = exchanged(plan(app=ELSEWHERE), minted_for(2))
    assert (found.outcome, references(found)) == (Outcome.SHORT, ["identity-not-planned"])


def test_an_exchange_that_makes_a_project_says_so() -> None:
    found = exchanged(plan(planned("core", Route.PENDING), core=ACME), minted_for(1))
    assert "an exchange makes the project of a pending publisher, as a publish would: core" in found.notes


def test_npm_packages_are_not_asked_yet_and_are_said() -> None:
    found = exchanged(plan(planned("@acme/web", kind=Ecosystem.JAVASCRIPT), core=ACME), minted_for(1))
    assert found.notes[0] == "npm packages are not asked yet: @acme/web"
    assert found.outcome is Outcome.COVERED


def test_a_refusal_of_the_planned_values_gives_every_form() -> None:
    found = exchanged(plan(core=ACME, app=ACME, other=ELSEWHERE), NOT_FOUND)
    assert (found.outcome, references(found), found.covers) == (Outcome.REFUSED, ["invalid-publisher"], None)
    said, *links = found.problems[0].context
    assert said.startswith("it said invalid-publisher: valid token")
    assert [line.partition("  ")[0] for line in links] == ["core", "app"]
    assert "register exactly these values at PyPI" in found.problems[0].hint


DIFFERING: Mapping[str, tuple[Mapping[str, str | None], Field]] = {
    "environment": (
        {"environment": "test"},
        Field("Environment name", "environment", "test", "pypi", equal=False),
    ),
    "no environment": (
        {"environment": None},
        Field("Environment name", "environment", "", "pypi", equal=False),
    ),
    "file": (
        {"job_workflow_ref": "Acme/mono/.github/workflows/publish.yml@refs/tags/v1"},
        Field("Workflow name", "workflow_filename", "publish.yml", "publish.yaml", equal=False),
    ),
    "called from elsewhere": (
        {"job_workflow_ref": "Acme/ci/.github/workflows/publish.yaml@v3"},
        Field("Workflow name", "workflow_filename", "Acme/ci/publish.yaml", "publish.yaml", equal=False),
    ),
    "casing": (
        {"repository": "Acme/Mono"},
        Field("Repository name", "repository", "Mono", "mono", equal=False),
    ),
    "owner": ({"repository_owner": "acme"}, Field("Owner", "owner", "acme", "Acme", equal=False)),
}


@pytest.mark.parametrize("case", DIFFERING)
def test_the_field_that_differs_is_marked_and_is_the_thing_to_change(case: str) -> None:
    changed, wanted = DIFFERING[case]
    found = exchanged(plan(core=ACME), NOT_FOUND, changed=changed)
    assert [one for one in found.standing.fields if not one.equal] == [wanted]
    assert found.problems[0].hint.startswith(
        f"make {wanted.label} the same in this job, in the plan and at PyPI"
    )


def test_words_that_explain_a_refusal_outrank_the_comparison() -> None:
    words = "valid token, but no corresponding publisher (… 'pull_request_target' is not supported.)"
    found = exchanged(plan(core=ELSEWHERE), Denied("invalid-publisher", words))
    assert found.problems[0].hint.startswith("start it by a tag")


@pytest.mark.parametrize("packages", [(), (planned("core"),)])
def test_where_no_publisher_is_planned_the_plans_own_problem_is_shown(
    packages: tuple[PlannedPackage, ...],
) -> None:
    unread = YourInput("git-refused", "git would not say", "look")
    found = exchanged(plan(*packages, problems=(unread,)), NOT_FOUND)
    assert references(found) == ["invalid-publisher", "git-refused"]


@pytest.mark.parametrize(
    "code", ["invalid-token", "invalid-reuse-token", "invalid-pending-publisher", "not-enabled"]
)
def test_every_other_refusal_is_one_problem(code: str) -> None:
    found = exchanged(plan(core=ACME), Denied(code, "made up"))
    assert (found.outcome, len(found.problems)) == (Outcome.REFUSED, 1)


DOWN = Missing("exchange-not-answered", "down", "wait")


def test_without_an_audience_no_identity_is_asked_for() -> None:
    run, counter = FakeRun(claims(ACME)), FakeCounter(minted_for(1), named=DOWN)
    found = exchange(plan(core=ACME), run, counter, FakeEyes())
    assert (found.outcome, found.problems, run.asked, counter.shown) == (Outcome.UNASKED, (DOWN,), [], 0)


def test_without_an_identity_the_registry_is_shown_none() -> None:
    counter = FakeCounter(minted_for(1), named="testpypi")
    run = FakeRun(DOWN)
    found = exchange(plan(core=ACME), run, counter, FakeEyes())
    assert (found.outcome, run.asked, counter.shown) == (Outcome.UNASKED, ["testpypi"], 0)


def test_no_answer_is_neither_yes_nor_no() -> None:
    found = exchanged(plan(core=ACME), DOWN)
    assert (found.outcome, found.problems) == (Outcome.UNASKED, (DOWN,))


def test_one_identity_is_shown_once() -> None:
    run, counter = FakeRun(claims(ACME)), FakeCounter(minted_for(1))
    exchange(plan(core=ACME), run, counter, FakeEyes())
    assert (run.asked, counter.shown) == (["pypi"], 1)


def test_no_token_stays_in_what_is_shown() -> None:
    token = minted_for(1)
    found = exchanged(plan(core=ACME), token)
    assert token.token.reveal() not in repr(found)
    assert "signature" not in repr(found)


def test_a_run_speaks_for_the_packages_of_its_own_publisher_only() -> None:
    found = stood(plan(planned("open"), core=ACME, app=ELSEWHERE, tool=OTHER_FILE), ACME)
    assert own(found) == ["core"]
    assert found.others == (
        Other("app", "Environment name pypi-app"),
        Other("tool", "Workflow name release.yml"),
    )
    assert found.open == ("open",)


def test_githubs_environments_are_compared_whatever_their_case() -> None:
    assert own(stood(plan(core=ACME), ACME, environment="PyPI")) == ["core"]


def test_gitlabs_are_not() -> None:
    assert own(stood(plan(core=LAB), LAB)) == ["core"]
    assert own(stood(plan(core=LAB), LAB, environment="prod")) == []


def test_a_pipeline_of_another_project_is_no_file_of_this_one() -> None:
    found = stood(
        plan(core=LAB), LAB, ci_config_ref_uri="gitlab.com/other/ci//.gitlab-ci.yml@refs/heads/main"
    )
    assert own(found) == []
    assert [(one.key, one.presented) for one in found.fields if not one.equal] == [
        ("workflow_filepath", "other/ci//.gitlab-ci.yml")
    ]


def test_a_publisher_that_names_the_environment_comes_before_one_that_takes_any() -> None:
    found = stood(plan(core=ACME, app=ANY), ACME)
    assert own(found) == ["core"]
    assert "the one that names this run's comes first" in found.others[0].why
    assert own(stood(plan(app=ANY), ACME)) == ["app"]


def test_another_providers_publisher_is_never_this_runs() -> None:
    found = stood(plan(core=LAB), replace(ACME, environment="Prod"))
    assert own(found) == []
    assert found.fields == (Field("Provider", "provider", "github", "gitlab", equal=False),)


def test_a_run_that_says_nothing_fits_nobody() -> None:
    for identity in (ACME, ANY, LAB, Google("robot@acme.iam.example")):
        assert standing(plan(core=identity), {}).own == ()
        assert standing(plan(core=identity), {"repository": "Acme/mono"}).own == ()


def test_the_nearest_publisher_is_compared_where_none_is_the_runs_own() -> None:
    found = stood(plan(far=LAB, tool=OTHER_FILE, near=ELSEWHERE, near_too=ELSEWHERE), ACME, environment="x")
    assert [one.package for one in found.nearest] == ["near", "near-too"]
