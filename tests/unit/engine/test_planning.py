"""The plan: its order, its packages and problems, and what is asked."""

import pytest

from fakes.eyes import FakeEyes
from made_up import (
    INTERNAL,
    NOW,
    OTHER_ID,
    accounts,
    file,
    hashes,
    job,
    opaque,
    package,
    project,
    release,
    repository,
    used,
)
from primer.core.choices import Choices, Route
from primer.core.memory import QuotaSeen
from primer.core.package import Package
from primer.core.plan import Plan
from primer.core.problem import Problem, YourInput
from primer.core.project import Owners, Project, TokenState, Unlooked
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Repository
from primer.core.value import replace
from primer.core.verdict import Todo, Unseen, Upload
from primer.core.workflow import Unresolved
from primer.engine.planning import Scope, make_plan
from primer.registries.addresses import PYPI

PROTOS = package("acme-protos", requires=("grpcio",))
CORE = package("acme-core", requires=("acme-protos", "requests"))
APP = package("acme-app", requires=("acme-core",))
WEB = package("acme-core", ecosystem=Ecosystem.JAVASCRIPT)
PER_PACKAGE = (
    "name-allowed",
    "workflow-publishes",
    "claimed",
    "publisher-registered",
    "version-new",
    "first-oidc-publish",
    "placeholder-retired",
)


def plan(
    *packages: Package,
    eyes: FakeEyes | None = None,
    choices: Choices | None = None,
    registry: Registry = PYPI,
) -> Plan:
    return make_plan(Scope(repository(*packages, choices=choices), (registry,)), eyes or FakeEyes())


def facts(made: Plan) -> list[str]:
    return [str(item.id) for item in made.items]


def test_the_facts_come_package_by_package_foundations_first_whatever_order_was_read() -> None:
    expected = [
        *(f"{fact}:pypi:{name}" for name in ("acme-protos", "acme-core", "acme-app") for fact in PER_PACKAGE),
        "token-revoked:pypi",
        "no-stored-tokens",
        "no-tokens-on-github",
    ]
    assert facts(plan(APP, CORE, PROTOS)) == expected
    assert facts(plan(PROTOS, APP, CORE)) == expected


def test_packages_know_their_tier_and_only_requirements_of_this_repository() -> None:
    made = plan(APP, CORE, PROTOS)
    assert [(one.package.name, one.tier, one.requires) for one in made.packages] == [
        ("acme-protos", 0, ()),
        ("acme-core", 1, ("acme-protos",)),
        ("acme-app", 2, ("acme-core",)),
    ]


def test_npm_packages_are_listed_and_carry_nothing() -> None:
    made = plan(WEB, CORE)
    python, javascript = made.packages
    assert (python.registry, python.route, python.wave) == ("pypi", Route.PRIME, 1)
    assert (javascript.registry, javascript.route, javascript.wave) == ("npm", None, None)
    assert [item.id.registry for item in made.items if item.id.registry] == ["pypi"] * 8
    assert [one.registry for one in made.publishers] == ["pypi"]


def test_only_npm_packages_make_no_facts_at_all() -> None:
    assert plan(WEB).items == ()


def test_what_does_not_apply_to_a_route_is_left_out() -> None:
    pending = facts(plan(CORE, choices=Choices(route=Route.PENDING)))
    assert pending == [
        "name-allowed:pypi:acme-core",
        "workflow-publishes:pypi:acme-core",
        "publisher-registered:pypi:acme-core",
        "version-new:pypi:acme-core",
        "first-oidc-publish:pypi:acme-core",
        "no-stored-tokens",
        "no-tokens-on-github",
    ]
    existing = facts(plan(CORE, eyes=FakeEyes({"acme-core": project(release("1.0"))})))
    assert "placeholder-retired:pypi:acme-core" not in existing
    assert "token-revoked:pypi" not in existing


def test_a_token_that_was_once_used_is_asked_about_on_every_route() -> None:
    eyes = FakeEyes({"acme-core": project(release("1.0"))}, entries=[used()])
    assert "token-revoked:pypi" in facts(plan(CORE, eyes=eyes))
    named = Scope(repository(CORE), (PYPI,), (used(OTHER_ID, known=None),))
    assert "token-revoked:pypi" in facts(make_plan(named, FakeEyes({"acme-core": project(release("1.0"))})))


def test_the_plan_carries_every_token_of_its_registries_once_remembered_or_named() -> None:
    eyes = FakeEyes(entries=[used(), opaque()])
    named = (used(known=None), used(OTHER_ID, known=None), opaque("made-up-2"))
    made = make_plan(Scope(repository(CORE), (PYPI, INTERNAL), named), eyes)
    everything = (used(), used(OTHER_ID, known=None), opaque("made-up-2"), opaque())
    assert made.tokens == everything
    assert made.of(PYPI).tokens == everything[:2]
    assert plan(CORE, eyes=eyes).tokens == (used(),)


def test_waves_follow_the_order_of_upload() -> None:
    made = plan(*(package(f"acme-{number}") for number in range(6)))
    assert [one.wave for one in made.packages] == [1, 1, 1, 1, 2, 2]
    assert made.notes[0] == "quota: about 4 new projects a day (an estimate): 6 make 2 waves, a day each"


def test_what_is_claimed_or_has_to_be_mended_first_takes_no_place_in_a_wave() -> None:
    names = ["json", *(f"acme-{number}" for number in range(6))]
    eyes = FakeEyes(
        {"acme-0": project(release("0.0.1", "acme-0"), name="acme-0")},
        hashes={("acme-0", "0.0.1"): hashes(name="acme-0")},
    )
    made = plan(*map(package, names), eyes=eyes)
    waves = {one.package.name: one.wave for one in made.packages}
    assert waves == {"json": None, "acme-0": None} | {f"acme-{n}": 1 for n in (1, 2, 3, 4)} | {"acme-5": 2}


def test_the_rest_of_a_placeholder_is_uploaded_in_the_first_wave_and_costs_no_quota() -> None:
    one_file = file("acme_9-0.0.1.tar.gz")
    eyes = FakeEyes(
        {"acme-9": Project("acme-9", (one_file,))},
        hashes={("acme-9", "0.0.1"): hashes(name="acme-9")},
        entries=[QuotaSeen("pypi", 4, 0, NOW.replace(hour=23), NOW)],
    )
    made = plan(*(package(f"acme-{number}") for number in range(10)), eyes=eyes)
    last = made.packages[-1]
    assert (last.package.name, last.wave) == ("acme-9", 1)
    claims = {item.id.package: item.verdict for item in made.items if item.id.fact == "claimed"}
    verdict = claims["acme-9"]
    assert isinstance(verdict, Todo)
    assert isinstance(verdict.change, Upload)


def test_cycles_are_named_and_stop_nothing() -> None:
    left = package("acme-left", requires=("acme-right",))
    right = package("acme-right", requires=("acme-left",))
    made = plan(left, right)
    assert [(one.package.name, one.tier) for one in made.packages] == [("acme-left", 0), ("acme-right", 0)]
    (problem,) = made.problems
    assert (problem.reference, problem.warning) == ("dependency-cycle", True)
    assert made.errors == ()


def test_equal_names_in_two_ecosystems_are_two_packages() -> None:
    made = plan(replace(WEB, requires=("acme-core",)), CORE, PROTOS)
    assert [(one.package.ecosystem, one.package.name, one.tier) for one in made.packages] == [
        (Ecosystem.PYTHON, "acme-protos", 0),
        (Ecosystem.PYTHON, "acme-core", 1),
        (Ecosystem.JAVASCRIPT, "acme-core", 0),
    ]


def test_a_strangers_project_is_a_problem_of_the_plan() -> None:
    eyes = FakeEyes({"acme-core": project(release("1.0"))}, {"acme-core": Owners(("lee",))})
    made = plan(CORE, PROTOS, eyes=eyes, choices=Choices(accounts=accounts("kim")))
    assert [problem.reference for problem in made.errors] == ["name-taken"]
    assert not made.complete


def test_a_problem_of_the_reading_stays_in_a_plan_that_is_made_all_the_same() -> None:
    broken: Problem = YourInput("malformed-file", "bad/pyproject.toml is no TOML", "mend it")
    made = make_plan(Scope(replace(repository(CORE), problems=(broken,)), (PYPI,)), FakeEyes())
    assert made.problems == (broken,)
    assert len(made.items) == 10


def test_an_empty_repository_is_a_problem_and_never_complete() -> None:
    made = plan()
    assert [problem.reference for problem in made.errors] == ["no-packages"]
    assert not made.complete


def asked(repo: Repository, eyes: FakeEyes | None = None) -> list[tuple[str, str]]:
    made = make_plan(Scope(repo, (PYPI,)), eyes or FakeEyes())
    return [(one.key, one.question.flag) for one in made.questions]


def test_what_was_read_is_not_asked() -> None:
    assert asked(repository(CORE, PROTOS)) == []


def test_what_is_open_is_asked_once_for_all_packages() -> None:
    open_jobs = (job(Unresolved("${{ inputs.where }}")),)
    assert asked(repository(CORE, PROTOS, jobs=open_jobs)) == [("publisher.environment", "--environment")]


def test_no_workflow_at_all_asks_for_file_and_environment() -> None:
    assert asked(repository(CORE, jobs=())) == [
        ("publisher.workflow", "--workflow"),
        ("publisher.environment", "--environment"),
    ]


def test_the_account_is_asked_for_where_the_registry_names_owners_and_the_bytes_do_not_tell() -> None:
    there = {"acme-core": project(release("1.0"))}
    owned = FakeEyes(dict(there), {"acme-core": Owners(("kim",))})
    assert asked(repository(CORE), owned) == [("accounts.pypi", "--account")]
    assert asked(repository(CORE), FakeEyes(dict(there))) == []
    assert asked(repository(CORE), FakeEyes({"acme-core": Unlooked("offline")})) == []


def test_offline_every_remote_look_is_unseen_and_none_is_absent() -> None:
    gone = Unlooked("offline")
    eyes = FakeEyes({"acme-core": gone}, offers=gone, entries=[used()], secrets=gone)
    eyes.tokens[used().tombstone.token_id] = gone
    made = plan(CORE, eyes=eyes)
    remote = [item for item in made.items if item.id.fact not in ("workflow-publishes", "no-stored-tokens")]
    assert all(isinstance(item.verdict, Unseen) for item in remote)


def test_a_private_index_has_no_quota_and_its_own_addresses() -> None:
    made = plan(CORE, registry=INTERNAL, eyes=FakeEyes(offers=False))
    assert made.packages[0].registry == "internal"
    assert made.notes == ()
    assert made.title == "acme/mono → Acme's index"


@pytest.mark.parametrize(("offers", "forms"), [(False, 0), (True, 1), (Unlooked("timed out"), 1)])
def test_a_form_is_shown_where_there_may_be_a_page_for_it(offers: bool | Unlooked, forms: int) -> None:
    assert len(plan(CORE, registry=INTERNAL, eyes=FakeEyes(offers=offers)).publishers) == forms


def test_a_token_that_lives_is_in_the_plan_of_unclaimed_packages() -> None:
    eyes = FakeEyes(entries=[used()], tokens={used().tombstone.token_id: TokenState.KNOWN})
    verdicts = {str(item.id): item.verdict for item in plan(CORE, eyes=eyes).items}
    assert isinstance(verdicts["token-revoked:pypi"], Todo)


def test_a_hundred_unclaimed_packages_cost_a_look_each_and_no_more() -> None:
    eyes = FakeEyes()
    plan(*(package(f"acme-{number}") for number in range(100)), eyes=eyes)
    expected = {f"project acme-{number}" for number in range(100)}
    assert set(eyes.looks) == expected | {"offers publishers", "secrets acme/mono"}
