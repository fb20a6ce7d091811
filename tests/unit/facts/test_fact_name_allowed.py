"""name-allowed: every verdict of it."""

from fakes.eyes import FakeEyes
from made_up import observed, project, release, target
from primer.core.problem import YourInput
from primer.core.project import Unlooked
from primer.core.source import Source
from primer.core.verdict import Done, Mend, Todo, Unseen, problem_in
from primer.facts.name_allowed import NameAllowed


def test_a_free_name_is_allowed_as_far_as_can_be_seen() -> None:
    verdict = NameAllowed(target()).look(FakeEyes())
    assert verdict == Done(observed("no project of this name"))


def test_a_name_that_exists_is_allowed() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1"))})
    assert NameAllowed(target()).look(eyes) == Done(observed("a project of this name exists"))


def test_a_name_that_no_rule_allows_any_more_is_allowed_where_it_exists() -> None:
    eyes = FakeEyes({"json": project(release("1.0", "json"), name="json")})
    assert NameAllowed(target("json")).look(eyes) == Done(observed("a project of this name exists"))


def test_a_name_of_the_standard_library_is_a_problem_at_the_line_of_the_name() -> None:
    verdict = NameAllowed(target("json")).look(FakeEyes())
    problem = problem_in(verdict)
    assert isinstance(problem, YourInput)
    assert problem.reference == "name-refused"
    assert problem.source == Source("packages/json/pyproject.toml", 2)
    assert isinstance(verdict, Todo)
    assert isinstance(verdict.change, Mend)
    assert verdict.change.words in problem.message


def test_a_forbidden_name_is_forbidden_whether_or_not_the_index_can_be_seen() -> None:
    eyes = FakeEyes({"json": Unlooked("offline")})
    assert isinstance(NameAllowed(target("json")).look(eyes), Todo)


def test_an_index_that_cannot_be_seen_promises_nothing() -> None:
    eyes = FakeEyes({"acme-core": Unlooked("offline")})
    assert NameAllowed(target()).look(eyes) == Unseen("offline")
