"""Chosen values that no form takes."""

import pytest

from primer.core.choices import Choices, PublisherChoice
from primer.core.repository import Remote
from primer.core.source import Read, Source
from primer.reading.publishers.illegal import illegal_publishers

FORBIDDEN = "a quote, comma, semicolon, backslash or control character"
TABLE = Source("pyproject.toml", 9)
GITHUB = Remote("github.com", "acme/mono", Source("git remote origin"))
GITLAB = Remote("gitlab.com", "acme/mono", Source("git remote origin"))


def messages(remote: Remote | None, registry: str = "", **values: str) -> list[str]:
    chosen = PublisherChoice({key: Read(value, TABLE) for key, value in values.items()})
    problems = illegal_publishers(Choices(publishers={registry: chosen}), remote)
    assert {(problem.reference, problem.source) for problem in problems} <= {("illegal-choice", TABLE)}
    return [problem.message for problem in problems]


@pytest.mark.parametrize("registry", ["", "testpypi"])
def test_every_illegal_value_is_named_with_its_reason(registry: str) -> None:
    assert messages(GITHUB, registry, owner="-x y", workflow="publish.txt", environment="a,b") == [
        "publisher.owner cannot be used: it is no GitHub user or organization name",
        "publisher.workflow cannot be used: it does not end in .yml or .yaml",
        f"publisher.environment cannot be used: it contains {FORBIDDEN}",
    ]


def test_legal_values_and_no_environment_are_no_problem() -> None:
    assert not messages(GITHUB, owner="acme", repository="mono", workflow="p.yaml", environment="")


def test_each_provider_has_its_own_rules() -> None:
    assert not messages(GITLAB, environment="a,b")
    assert messages(GITLAB, namespace="-acme")
    assert messages(None, email="kim")


def test_without_a_provider_only_what_all_refuse_is_illegal() -> None:
    assert not messages(None, environment="a,b")
    assert messages(None, workflow="publish.txt")
