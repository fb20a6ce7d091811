"""How far the looking is: of the projects at first, of the facts afterwards."""

from fakes.eyes import FakeEyes
from made_up import package, repository
from primer.core.value import replace
from primer.engine.planning import Scope, make_plan
from primer.registries.addresses import PYPI


def test_every_project_and_then_every_fact_is_told_once_and_in_order() -> None:
    heard: list[tuple[int, int]] = []
    scope = Scope(repository(package("acme-core"), package("acme-protos")), (PYPI,))
    plan = make_plan(replace(scope, heard=lambda done, of: heard.append((done, of))), FakeEyes())
    facts = len(plan.items)
    assert heard == [(1, 2), (2, 2), *((place, facts) for place in range(1, facts + 1))]
