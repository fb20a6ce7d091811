"""A manifest that npm would refuse a release of, through the whole program: named in the plan, and mended."""

import json
from pathlib import Path

import pytest

from checkouts import run_git, written
from journeys import journey_repositories as shapes
from journeys.journey_json import parsed, rows
from journeys.journey_runs import Machine, new_machine

FILE = "packages/wire/package.json"
WRONG = """\
{
\t"name" : "@acme/wire",
\t"version" : "1.0.0",
\t"repository" : { "url": "git+https://github.com/acme/old.git" },
\t"keywords" : [ "a","b" ]
}
"""
RIGHT = """\
{
\t"name" : "@acme/wire",
\t"version" : "1.0.0",
\t"repository" : { "url": "git+https://github.com/acme/mono.git", "directory": "packages/wire" },
\t"keywords" : [ "a","b" ],
\t"publishConfig" : {
\t\t"access": "public"
\t}
}
"""
ALSO_PRIVATE = '{"name": "@acme/site", "private": true}'

WORKFLOW = """\
on: {push: {tags: ["v*"]}}
jobs:
  npm:
    runs-on: ubuntu-24.04
    environment: npm
    permissions: {id-token: write, contents: read}
    steps:
      - run: npm publish --workspaces
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {FILE: WRONG, "site/package.json": ALSO_PRIVATE}
    return shapes.with_remote(written(tmp_path / "mono", files), "https://github.com/acme/mono.git")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


def test_the_plan_names_file_and_line_and_uploads_nothing_for_the_package(
    machine: Machine, root: Path
) -> None:
    done = machine.run("--plan", "--offline", "--format", "json", str(root))
    assert done.code == 1
    plan = parsed(done.out)
    (error,) = (one for one in rows(plan["problems"]) if one["severity"] == "error")
    assert (error["reference"], error["file"], error["line"]) == ("npm-repository-mismatch", FILE, 4)
    assert rows(plan["skipped"]) == [{"path": "site", "name": "@acme/site", "why": "private: true"}]


def test_fix_writes_what_is_missing_and_leaves_every_other_byte(machine: Machine, root: Path) -> None:
    done = machine.run("workflow", "--offline", "--fix", str(root))
    assert (root / FILE).read_bytes().decode() == RIGHT
    assert f"mended {FILE}:4  manifest-repository" in done.err
    assert f"mended {FILE}:2  manifest-access" in done.err
    assert done.code == 0, done.out
    assert (root / "site/package.json").read_text(encoding="utf-8") == ALSO_PRIVATE
    again = machine.run("workflow", "--offline", "--check", str(root))
    assert (again.code, "manifest-" in again.out) == (0, False)


def test_nothing_is_sent_for_a_wrong_manifest_and_the_others_are_done(machine: Machine, root: Path) -> None:
    right = {"url": "github:acme/mono", "directory": "packages/web"}
    web = json.dumps({"name": "acme-web", "version": "1.0.0", "repository": right})
    written(root, {"packages/web/package.json": web, ".github/workflows/publish.yml": WORKFLOW})
    run_git(root, "add", "--all")
    done = machine.run("rehearse", "--auto", "--format", "json", str(root))
    assert done.code == 1
    found = parsed(done.out)
    sent = {one["path"] for one in rows(found["requests"]) if one["method"] == "PUT"}
    assert sent == {"/acme-web"}
    plan = found["plan"]
    assert isinstance(plan, dict)
    verdicts = {
        str(one["package"]): one["verdict"] for one in rows(plan["facts"]) if one["fact"] == "claimed"
    }
    assert verdicts == {"@acme/wire": "todo", "acme-web": "done"}


def test_the_case_of_letters_is_left_alone_where_github_was_not_asked(machine: Machine, root: Path) -> None:
    before = RIGHT.replace("acme/mono", "Acme/Mono")
    written(root, {FILE: before})
    done = machine.run("workflow", "--offline", "--fix", str(root))
    assert (root / FILE).read_bytes().decode() == before
    assert (done.code, "which is right is not known" in " ".join(done.out.split())) == (0, True)
    plan = parsed(machine.run("--plan", "--offline", "--format", "json", str(root)).out)
    (said,) = (one for one in rows(plan["problems"]) if one["reference"] == "npm-repository-mismatch")
    assert (said["severity"], said["file"], said["line"]) == ("warning", FILE, 4)


def test_no_workflow_is_written_for_what_is_restricted_on_purpose(machine: Machine, root: Path) -> None:
    written(root, {FILE: RIGHT.replace('"public"', '"restricted"')})
    done = machine.run("workflow", "--offline", str(root))
    assert (done.code, "npm-access-restricted" in done.err, f"{FILE}:7" in done.err) == (1, True, True)
    assert not (root / ".github").exists()
    assert machine.run("workflow", "--offline", "--print", str(root)).out == ""


def test_a_manifest_to_be_mended_is_named_beside_the_workflow_that_is_written(
    machine: Machine, root: Path
) -> None:
    written(root, {FILE: '{"name": "@acme/wire", "version": "1.0.0"}'})
    done = machine.run("workflow", "--offline", str(root))
    assert (done.code, "! warning: @acme/wire does not say" in done.err) == (3, True), done.err
    assert (root / ".github/workflows/publish.yaml").exists()


@pytest.mark.parametrize("text", ["{", '{"name": "a", "version": "one"}'])
def test_checking_says_what_of_a_manifest_cannot_be_read(machine: Machine, root: Path, text: str) -> None:
    written(root, {FILE: text})
    for mode in ("--check", "--fix"):
        done = machine.run("workflow", "--offline", mode, str(root))
        assert (done.code, FILE in done.out) == (1, True), done.out
