"""A package that needs one of the other ecosystem, by `[tool.primer.needs]`: order and warnings."""

from fakes.eyes import FakeEyes
from made_up import package, repository
from primer.core.choices import Choices
from primer.core.package import Package
from primer.core.problem import Stop
from primer.core.registry import Ecosystem
from primer.core.release import Release
from primer.core.tiers import shared_tiers
from primer.core.value import replace
from primer.engine.planning import Scope, make_plan
from primer.engine.release import Wishes, release_of
from primer.reading.choices.chosen import read_choices, with_flags
from primer.reading.packages.found import Found, find_packages
from primer.registries.addresses import PYPI
from primer.writing.github_order import needs_of, waited_for

PYTHON, JAVASCRIPT = Ecosystem.PYTHON, Ecosystem.JAVASCRIPT
FILES = {
    "core/pyproject.toml": '[project]\nname = "Acme.Core"\nversion = "1.0.0"\n',
    "app/pyproject.toml": '[project]\nname = "acme-app"\nversion = "1.0.0"\ndependencies = ["acme-core"]\n',
    "wire/package.json": '{"name": "@acme/wire", "version": "1.0.0"}',
}


def found(needs: str) -> tuple[Found, Choices]:
    text = f"[needs]\n{needs}\n"
    choices, problems = read_choices({"primer.toml": text})
    assert problems == ()
    return find_packages(FILES, choices), choices


def tiers(needs: str) -> dict[str, int]:
    order = shared_tiers(found(needs)[0].packages)
    return {**order[PYTHON].of, **order[JAVASCRIPT].of}


def test_without_a_word_each_ecosystem_begins_at_the_bottom() -> None:
    assert tiers("") == {"acme-core": 0, "acme-app": 1, "@acme/wire": 0}


def test_what_needs_a_package_of_the_other_ecosystem_stands_above_it() -> None:
    assert tiers('acme_core = ["@acme/wire"]') == {"@acme/wire": 0, "acme-core": 1, "acme-app": 2}
    assert tiers('"@acme/wire" = ["Acme_App"]') == {"acme-core": 0, "acme-app": 1, "@acme/wire": 2}


def test_needs_in_a_circle_share_a_tier_and_are_named() -> None:
    one, _ = found('acme-core = ["@acme/wire"]\n"@acme/wire" = ["acme-core"]')
    order = shared_tiers(one.packages)
    assert (order[PYTHON].of["acme-core"], order[JAVASCRIPT].of["@acme/wire"]) == (0, 0)
    assert order[PYTHON].cycles == (("@acme/wire", "acme-core"),)
    assert order[JAVASCRIPT].cycles == ()


def test_one_name_in_both_worlds_is_two_packages() -> None:
    python, script = package("acme"), package("acme", ecosystem=JAVASCRIPT)
    order = shared_tiers([replace(python, beyond=("acme",)), script])
    assert (order[PYTHON].of, order[JAVASCRIPT].of) == ({"acme": 1}, {"acme": 0})


def test_names_that_are_none_are_warned_of() -> None:
    one, _ = found('acme-core = ["@acme/wires", "acme-app"]\nnobody = ["@acme/wire"]')
    assert [(problem.reference, problem.warning, problem.message) for problem in one.problems] == [
        (
            "choice-matches-nothing",
            True,
            "`needs` names '@acme/wires', and no package of the other ecosystem is called so here",
        ),
        (
            "choice-matches-nothing",
            True,
            "`needs` names 'acme-app', and no package of the other ecosystem is called so here",
        ),
        ("choice-matches-nothing", True, "`needs` names 'nobody', and no package here is called so"),
    ]
    assert {str(problem.source) for problem in one.problems} == {"primer.toml:2", "primer.toml:3"}


def test_what_is_no_list_of_names_is_refused_at_its_line() -> None:
    _, problems = read_choices({"primer.toml": '[needs]\nacme-core = "@acme/wire"\nacme-app = [1]\n'})
    assert [f"{one.reference} {one.source}" for one in problems] == [
        "illegal-choice primer.toml:2",
        "illegal-choice primer.toml:3",
    ]


def test_flags_leave_the_needs_as_they_are() -> None:
    _, choices = found('acme-core = ["@acme/wire"]')
    assert with_flags(choices, {"route": "prime"}).needs == choices.needs


def packages(needs: str) -> tuple[Package, ...]:
    return found(needs)[0].packages


def test_the_plan_shows_such_a_need_beside_the_others() -> None:
    around = repository(*packages('acme-app = ["@acme/wire"]'))
    made = make_plan(Scope(around, (PYPI,)), FakeEyes())
    assert {one.package.name: (one.tier, one.requires) for one in made.packages} == {
        "acme-core": (0, ()),
        "acme-app": (1, ("acme-core", "@acme/wire")),
        "@acme/wire": (0, ()),
    }


def release(needs: str) -> Release:
    around = repository(*packages(needs))
    try:
        return release_of(around, PYPI, Wishes(), frozenset())
    except Stop as stop:
        raise AssertionError(stop.problem) from None


def test_the_publish_workflow_waits_across_the_worlds() -> None:
    made = release('acme-core = ["@acme/wire"]')
    assert [(one.name, one.tier) for one in made.packages] == [
        ("@acme/wire", 0),
        ("acme-core", 1),
        ("acme-app", 2),
    ]
    wire, core, _ = made.packages
    assert waited_for(made)[0] == (wire,)
    assert needs_of(made, wire) == ("build",)
    assert needs_of(made, core)[0] == "build"
    assert needs_of(made, core)[-1] == "served-0"
    assert core.waits_for(wire)
    assert not wire.waits_for(core)
