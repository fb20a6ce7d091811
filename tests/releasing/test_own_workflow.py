"""primer's own publish workflow is the one that primer writes, and no check finds anything in it."""

import shutil
from pathlib import Path

import pytest

from checkouts import run_git
from journeys.journey_json import Row, as_row, checked_plan, parsed, rows, verdicts
from journeys.journey_runs import Machine, new_machine

FILE = ".github/workflows/publish.yaml"
ADDRESS = "https://github.com/publish-primer/publish-primer.git"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


@pytest.fixture(scope="module")
def on_github(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone that knows where it came from."""
    root = tmp_path_factory.mktemp("github") / "source"
    shutil.copytree(source, root)
    run_git(root, "remote", "add", "origin", ADDRESS)
    return root


def test_the_workflow_is_the_one_that_primer_writes_today(
    machine: Machine, source: Path, on_github: Path
) -> None:
    for root in (source, on_github):
        done = machine.run("workflow", "--print", "--offline", str(root))
        assert (done.code, done.out) == (0, (root / FILE).read_text(encoding="utf-8")), done.err


def test_the_check_finds_nothing_in_it_and_has_asked_zizmor(machine: Machine, source: Path) -> None:
    done = machine.run("workflow", "--check", "--offline", "--format", "json", str(source))
    assert (done.code, rows(parsed(done.out)["findings"])) == (0, []), done.err
    assert "zizmor" not in done.err


def test_its_own_plan_has_done_offline_what_can_be_seen_there(
    machine: Machine, source: Path, on_github: Path
) -> None:
    plan = planned(machine, source)
    found = verdicts(plan)
    assert found == verdicts(planned(machine, on_github))
    assert found["workflow-publishes:pypi:publish-primer"] == "done observed"
    assert found["no-stored-tokens"] == "done observed"
    (publisher,) = rows(plan["publishers"])
    assert as_row(publisher["fields"]) == {
        "owner": "publish-primer",
        "repository": "publish-primer",
        "workflow_filename": "publish.yaml",
        "environment": "pypi",
    }
    assert plan["problems"] == []
    assert machine.connections == ""


def planned(machine: Machine, root: Path) -> Row:
    """Its plan on a machine without a network."""
    done = machine.run("--plan", "--offline", "--format", "json", str(root))
    assert done.code == 0, done.err
    return checked_plan(parsed(done.out))
