"""The guide to findings: a section for each rule; its first example breaks it and its second keeps all."""

import re
from textwrap import indent

import pytest

from checked import Checked, checked, environment_chosen
from primer.checking.edits import mended
from primer.checking.manifests import manifests
from primer.checking.rules import RULES
from primer.core.choices import Choices
from primer.core.finding import Finding, Severity
from primer.core.repository import Remote, Repository
from primer.core.source import Source
from primer.reading.packages.found import find_packages
from source_tree import ROOT

TEXT = (ROOT / "guides" / "reference" / "findings.md").read_text(encoding="utf-8")
OF_MANIFESTS = ["manifest-repository", "manifest-access"]
"""Their examples are no CI files."""
WITHOUT_EXAMPLE = {"several-publishers", "pipeline-not-included", *OF_MANIFESTS}
"""The first two are about two files each."""
WITH_EXAMPLE = sorted(set(RULES) - WITHOUT_EXAMPLE)


def section(rule: str) -> str:
    return TEXT.partition(f"\n## {rule}\n")[2].partition("\n## ")[0]


def examples(rule: str) -> list[Checked]:
    found = re.findall(r"```yaml\n(.*?)```", section(rule), re.DOTALL)
    texts = [
        one if "jobs:" in one else f"on: push\njobs:\n  publish:\n{indent(one, '    ')}" for one in found
    ]
    return [checked(text, around=environment_chosen("pypi")) for text in texts]


def manifest_findings(text: str) -> tuple[Finding, ...]:
    file, origin = (
        "packages/wire/package.json",
        Remote("github.com", "acme/mono", Source("git remote origin")),
    )
    packages = find_packages({file: text}, Choices()).packages
    return manifests({file: text}, Repository("mono", origin, packages, (), (), (), Choices()))


@pytest.mark.parametrize("rule", OF_MANIFESTS)
def test_the_first_manifest_breaks_the_rule_and_mended_it_is_the_second(rule: str) -> None:
    before, after = re.findall(r"```json\n(.*?)```", section(rule), re.DOTALL)
    found = manifest_findings(before)
    assert {one.rule for one in found} == {rule}
    assert mended(before, (edit for one in found for edit in one.edits)) == after
    assert manifest_findings(after) == ()


def test_the_sections_are_the_rules() -> None:
    assert re.findall(r"^## (.+)$", TEXT, re.MULTILINE) == list(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_how_grave_it_is(rule: str) -> None:
    word = "error" if RULES[rule] is Severity.ERROR else "warning"
    assert f"| [{rule}](#{rule}) | {word} |" in TEXT


@pytest.mark.parametrize("rule", WITH_EXAMPLE)
def test_the_first_example_breaks_the_rule_and_the_second_keeps_all(rule: str) -> None:
    before, after = examples(rule)
    assert rule in before.rules
    assert after.rules == []


@pytest.mark.parametrize("rule", WITH_EXAMPLE)
def test_what_can_be_mended_becomes_the_second_example(rule: str) -> None:
    before, after = examples(rule)
    if all(finding.fixable for finding in before.findings):
        assert before.mended == after.text
