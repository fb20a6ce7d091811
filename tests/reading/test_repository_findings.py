"""A repository's findings, read from disk."""

from pathlib import Path

from checkouts import written
from primer.adapters.repository.checkout import open_checkout
from primer.adapters.repository.whole import read_checkout
from source_tree import ROOT

WORKFLOW = """\
on: push
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions:
      id-token: write
    steps:
      - uses: pypa/gh-action-pypi-publish@a892a5a61159132606e93a2fa6f4358831b04d26
"""
PROJECT = '[project]\nname = "acme-core"\nversion = "0.2.0"\n'


def found(root: Path) -> list[str]:
    repository = read_checkout(open_checkout(root), {}, home=root)
    return [f"{finding.rule} {finding.source}" for finding in repository.findings]


def test_the_bundled_example_keeps_every_rule() -> None:
    assert found(ROOT / "examples" / "adk-agent-sim") == []


def test_findings_of_a_workflow_on_disk(tmp_path: Path) -> None:
    file = ".github/workflows/publish.yml"
    written(tmp_path, {"pyproject.toml": PROJECT, file: WORKFLOW})
    assert found(tmp_path) == [f"missing-environment {file}:3", f"tag-object-pin {file}:8"]


def test_the_choices_and_a_mark_at_the_files_beginning_are_minded(tmp_path: Path) -> None:
    choice = '[tool.primer.publisher]\nenvironment = ""\n'
    file = ".github/workflows/publish.yml"
    written(tmp_path, {"pyproject.toml": PROJECT + choice, file: "\ufeff" + WORKFLOW})
    assert found(tmp_path) == [f"tag-object-pin {file}:8"]


def test_a_repository_without_ci_has_none(tmp_path: Path) -> None:
    written(tmp_path, {"pyproject.toml": PROJECT})
    assert found(tmp_path) == []


def test_a_token_in_npms_settings_is_named(tmp_path: Path) -> None:
    settings = "# made up\n//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n//npm.acme.example/:_authToken=x\n"
    written(tmp_path, {"pyproject.toml": PROJECT, ".npmrc": settings})
    tokens = read_checkout(open_checkout(tmp_path), {}, home=tmp_path / "home").stored_tokens
    assert [(token.name, str(token.source)) for token in tokens] == [("NPM_TOKEN", ".npmrc:2")]
