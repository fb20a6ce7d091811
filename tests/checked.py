"""Workflow texts put through the check: what it finds, and what mending makes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import dedent, indent

import yaml

from made_up import package, repository
from primer.checking.check import check
from primer.checking.edits import mended
from primer.core.choices import Choices, PublisherChoice
from primer.core.finding import Finding
from primer.core.repository import Repository
from primer.core.source import Read, Source

FILE = ".github/workflows/publish.yaml"
PIPELINE = ".gitlab-ci.yml"
PYPI_ACTION = "pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33 # v1.14.2"
CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"


@dataclass(frozen=True, slots=True)
class Checked:
    """One file with what was found in it and beside it."""

    text: str
    path: str
    findings: tuple[Finding, ...]

    @property
    def rules(self) -> list[str]:
        """The rules that do not hold, in the order of the findings."""
        return [finding.rule for finding in self.findings]

    @property
    def places(self) -> list[str]:
        """Rule and line of every finding in this file."""
        return [f"{one.rule} {one.source.line}" for one in self.findings if one.source.where == self.path]

    def only(self, rule: str) -> Finding:
        """The one finding of a rule."""
        (found,) = (finding for finding in self.findings if finding.rule == rule)
        return found

    @property
    def mended(self) -> str:
        """The text with every edit made."""
        return mended(
            self.text, [edit for one in self.findings if one.source.where == self.path for edit in one.edits]
        )


def checked(
    text: str, path: str = FILE, around: Repository | None = None, others: Mapping[str, str] | None = None
) -> Checked:
    """A file's check in a repository of one package, Acme's; `others` are further CI files by path."""
    texts = {path: text, **{name: dedent(one) for name, one in (others or {}).items()}}
    return Checked(text, path, check(texts, around or repository(package())))


def file(text: str, **others: str) -> Checked:
    """The check of an indented text."""
    return checked(dedent(text), others=others)


def job(body: str, head: str = "on: push\n") -> Checked:
    """The check of a workflow with one job."""
    return checked(f"{head}jobs:\n  publish:\n{indent(dedent(body), '    ')}")


def environment_chosen(name: str, registry: str = "") -> Repository:
    """Acme's repository with an environment in `[tool.primer.publisher]`."""
    choice = PublisherChoice({"environment": Read(name, Source("pyproject.toml", 9))})
    return repository(package(), choices=Choices(publishers={registry: choice}))


def parsed(text: str) -> object:
    """What the text means."""
    value: object = yaml.safe_load(text)
    return value
