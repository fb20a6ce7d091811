"""A package for npm that CircleCI publishes, from nothing to done; and what PyPI says to it."""

import json
from pathlib import Path

import pytest

from checkouts import run_git, tracked, written
from journeys.journey_json import as_row, checked_plan, parsed, rows, verdicts
from journeys.journey_runs import EXAMPLE, Machine, new_machine

IDS = [f"{n}1111111-1111-4111-8111-111111111111" for n in range(1, 5)]
CONFIG = """\
version: 2.1
jobs:
  publish:
    docker: [{image: "cimg/node:24.4"}]
    steps:
      - checkout
      - run:
          working_directory: packages/core
          command: |
            export NPM_ID_TOKEN=$(circleci run oidc get --claims '{"aud": "npm:registry.npmjs.org"}')
            npm publish
workflows:
  release:
    jobs: [{publish: {context: npm-release}}]
"""
CHOICES = f"""\
[publisher.npm]
provider = "circleci"
organization-id = "{IDS[0]}"
project-id = "{IDS[1]}"
pipeline-id = "{IDS[2]}"
contexts = ["{IDS[3]}"]
"""
MANIFEST = {
    "name": "@acme/core",
    "version": "1.0.0",
    "license": "MIT",
    "repository": {
        "type": "git",
        "url": "git+https://github.com/acme/mono.git",
        "directory": "packages/core",
    },
    "publishConfig": {"access": "public"},
}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


def repository(root: Path) -> Path:
    files = {"packages/core/package.json": json.dumps(MANIFEST), ".circleci/config.yml": CONFIG}
    root.mkdir()
    tracked(written(root, {**files, "primer.toml": CHOICES}))
    run_git(root, "remote", "add", "origin", "https://github.com/acme/mono.git")
    return root


def test_a_rehearsal_ends_with_everything_done(machine: Machine, tmp_path: Path) -> None:
    done = machine.run("rehearse", "--auto", "--format", "json", str(repository(tmp_path / "mono")))
    assert done.code == 0, done.err
    plan = checked_plan(parsed(done.out)["plan"])
    assert set(verdicts(plan).values()) == {"done observed"}
    (publisher,) = rows(plan["publishers"])
    assert publisher["provider"] == "circleci"
    assert as_row(publisher["fields"]) == {
        "organization_id": IDS[0],
        "project_id": IDS[1],
        "pipeline_definition_id": IDS[2],
        "vcs_origin": "github.com/acme/mono",
        "context_ids": [IDS[3]],
        "allowed_actions": ["npm publish"],
    }
    facts = {str(one["fact"]): as_row(one["evidence"]) for one in rows(plan["facts"])}
    claim = ".circleci/config.yml, job publish, context npm-release"
    assert facts["workflow-publishes"]["claim"] == claim
    assert facts["first-oidc-publish"]["claim"] == "1.0.0, by a trusted publisher of this provider"


def test_pypi_says_that_it_takes_none(machine: Machine) -> None:
    words = ("--plan", "--offline", "--registry", "pypi", "--provider", "circleci")
    done = machine.run(*words, str(EXAMPLE))
    assert done.code == 0, done.err
    assert done.out.count("publisher registered   PyPI takes no publisher on CircleCI") == 4


def test_no_workflow_is_written_for_it_and_none_of_its_files_is_checked(
    machine: Machine, tmp_path: Path
) -> None:
    root = repository(tmp_path / "mono")
    assert "no-forge" in machine.run("workflow", "--print", str(root)).err
    assert "No CI file publishes here" in machine.run("workflow", "--check", str(root)).out
