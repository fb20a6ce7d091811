"""Chosen values that no publisher form takes, as problems at the place where they were chosen."""

from collections.abc import Iterator

from primer.core.choices import Choices
from primer.core.problem import Problem, YourInput
from primer.core.repository import Remote
from primer.core.source import Read
from primer.providers.pages import refusal
from primer.reading.publishers.decided import OPTIONAL, PROVIDERS, OpenValue, identity_of, provider_of

LEGAL = {
    **dict.fromkeys(("owner", "repository", "namespace", "project", "organization", "actor"), "any"),
    "workflow": "any.yml",
    "email": "any@any.example",
    **dict.fromkeys(("organization-id", "project-id", "pipeline-id"), "00000000-0000-0000-0000-000000000000"),
    "origin": "any.example/any/any",
}
"""A value that every form takes, to stand in for the others while one is judged."""


def illegal_publishers(choices: Choices, remote: Remote | None) -> tuple[Problem, ...]:
    """One problem `illegal-choice` for each value that the chosen or the remote's provider refuses.

    Where the provider is open, a value is illegal when every provider that has it refuses it.
    """
    found = [
        problem for registry in choices.publishers for problem in _of_registry(choices, registry, remote)
    ]
    return tuple(dict.fromkeys(found))


def _of_registry(choices: Choices, registry: str, remote: Remote | None) -> Iterator[Problem]:
    values = choices.publisher(registry).values
    provider = provider_of(values, remote)
    for key, read in values.items():
        judges = [name for name in PROVIDERS if key in PROVIDERS[name]]
        if not isinstance(provider, OpenValue):
            judges = [name for name in judges if name == provider]
        reasons = [_refused(judge, key, read.value) for judge in judges]
        if reasons and all(reasons):
            yield _problem(key, read, reasons[0])


def _refused(provider: str, key: str, value: str) -> str:
    """Why one value is not taken, all others being legal; or empty."""
    if key in OPTIONAL and not value:
        return ""
    refused = refusal(identity_of(provider, {**LEGAL, key: value}))
    return refused.why if refused else ""


def _problem(key: str, read: Read[str], why: str) -> Problem:
    return YourInput(
        "illegal-choice",
        f"publisher.{key} cannot be used: it {why}",
        "mend or remove it",
        source=read.source,
    )
