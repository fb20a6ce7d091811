"""`primer rehearse --auto`: from nothing to all facts done, on repositories of different shapes."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checkouts import run_git
from guides.reference.schemas import errors
from journeys import journey_repositories as shapes
from journeys.journey_json import Row, as_row, checked_plan, parsed, rows, verdicts
from journeys.journey_runs import EXAMPLE, Machine, new_machine

NEEDS = {
    "adk-sim-protos": [],
    "adk-sim-testing": ["adk-sim-protos"],
    "adk-agent-sim": ["adk-sim-protos", "adk-sim-testing"],
    "adk-sim-server": ["adk-sim-protos", "adk-sim-testing"],
}


@dataclass(frozen=True)
class Case:
    """A repository, what its packages are in upload order, and the values of the first one's form.

    `scripts` are its packages for npm.
    """

    made: Callable[[Path], Path]
    packages: tuple[str, ...]
    fields: dict[str, str]
    scripts: tuple[str, ...] = ()


CASES = {
    "the bundled example": Case(
        lambda _: EXAMPLE,
        tuple(NEEDS),
        {
            "owner": "Acme-Labs",
            "repository": "adk-agent-sim",
            "workflow_filename": "publish.yaml",
            "environment": "pypi",
        },
        ("@adk-sim/protos",),
    ),
    "one setup.cfg": Case(
        shapes.setup_cfg,
        ("journey-solo",),
        {
            "owner": "Kim",
            "repository": "journey-solo",
            "workflow_filename": "release.yml",
            "environment": "release",
        },
    ),
    "poetry without git": Case(
        shapes.poetry,
        ("journey-lib", "journey-app"),
        {"owner": "kim", "repository": "poems", "workflow_filename": "publish.yml", "environment": "pypi"},
    ),
    "seven packages, seven jobs": Case(
        shapes.seven,
        ("seven-core", "seven-docs", "seven-io", "seven-net", "seven-cli", "seven-web", "seven-all"),
        {
            "owner": "Seven-Org",
            "repository": "seven",
            "workflow_filename": "release.yml",
            "environment": "pypi-core",
        },
    ),
    "a GitLab subgroup": Case(
        shapes.gitlab,
        ("journey-lab",),
        {
            "namespace": "Journey/Tools",
            "project": "journey-lab",
            "workflow_filepath": ".gitlab-ci.yml",
            "environment": "production",
        },
    ),
}
REMOVAL = "/manage/account/token/delete/"
PER_PACKAGE = (
    "name-allowed",
    "workflow-publishes",
    "claimed",
    "publisher-registered",
    "version-new",
    "first-oidc-publish",
    "placeholder-retired",
)


ON_NPM = (*PER_PACKAGE, "closed-to-tokens")


def at(requests: list[Row], registry: str) -> list[Row]:
    """What one registry was asked."""
    return [one for one in requests if one["registry"] == registry]


def uploads(requests: list[Row], version: str) -> list[str]:
    """The files of one version that were taken, in order."""
    taken = [str(one["file"]) for one in requests if "file" in one and one["status"] in (200, 201)]
    return [name.replace("-py2.py3-", "-py3-") for name in taken if f"-{version}" in name]


def placeholder_files(name: str) -> list[str]:
    stem = f"{name.replace('-', '_')}-0.0.1"
    return [f"{stem}.tar.gz", f"{stem}-py3-none-any.whl"]


def tarball(name: str) -> str:
    return f"{name}-0.0.1.tgz"


def probes(requests: list[Row]) -> list[object]:
    """The answers to the powerless question whether a token is known."""
    return [one["status"] for one in requests if one["path"] == "/legacy/" and "file" not in one]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A proxy in the environment is a trap: whoever heeds it ends on a closed port and is written down."""
    return new_machine(
        tmp_path / "machine", HTTPS_PROXY="http://proxy.invalid:9", ALL_PROXY="http://192.0.2.1:9"
    )


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_rehearsal_goes_from_nothing_to_all_facts_done_and_leaves_nothing(
    case: Case, machine: Machine, tmp_path: Path
) -> None:
    root = case.made(tmp_path)
    before = sorted((path, path.read_bytes()) for path in root.rglob("*") if path.is_file())
    done = machine.run("rehearse", "--auto", "--format", "json", str(root))
    assert done.code == 0, done.err
    said = parsed(done.out)
    assert errors("rehearsal", said) == []
    plan, requests = checked_plan(said["plan"]), list(rows(said["requests"]))
    facts = [f"{fact}:pypi:{name}" for name in case.packages for fact in PER_PACKAGE]
    facts += [f"{fact}:npm:{name}" for name in case.scripts for fact in ON_NPM]
    found = verdicts(plan)
    assert set(found.values()) == {"done observed"}
    assert found.keys() >= {*facts, "token-revoked:pypi", "no-stored-tokens"}
    assert plan["complete"] is True
    assert plan["problems"] == []
    assert as_row(rows(plan["publishers"])[0]["fields"]) == case.fields
    files = [file for name in case.packages for file in placeholder_files(name)]
    assert uploads(at(requests, "pypi"), "0.0.1") == files
    assert uploads(at(requests, "npm"), "0.0.1") == [tarball(name) for name in case.scripts]
    removals = [place for place, one in enumerate(requests) if one["path"] == REMOVAL]
    assert set(probes(requests[: removals[0]])) == {400}
    assert set(probes(requests[removals[-1] :])) == {403}
    assert machine.connections == ""
    assert not machine.state.exists()
    assert list(machine.home.iterdir()) == []
    assert before == sorted((path, path.read_bytes()) for path in root.rglob("*") if path.is_file())


def test_a_real_plan_after_a_rehearsal_knows_nothing_of_it(machine: Machine, tmp_path: Path) -> None:
    root = shapes.setup_cfg(tmp_path)
    assert machine.run("rehearse", str(root)).code == 0
    done = machine.run("--plan", "--offline", "--format", "json", str(root))
    assert done.code == 0
    found = verdicts(checked_plan(parsed(done.out)))
    assert found["claimed:pypi:journey-solo"] != "done observed"
    assert found["token-revoked:pypi"] in {"waits", "unseen"}
    assert not machine.state.exists()
    assert machine.connections == ""


def test_tiers_and_requirements_are_those_of_the_run_time(machine: Machine) -> None:
    done = machine.run("--plan", "--offline", "--format", "json", str(EXAMPLE))
    plan = checked_plan(parsed(done.out))
    python = [one for one in rows(plan["packages"]) if one["ecosystem"] == "python"]
    assert {str(one["name"]): one["requires"] for one in python} == NEEDS
    assert [one["tier"] for one in python] == [0, 1, 2, 2]
    (script,) = (one for one in rows(plan["packages"]) if one["ecosystem"] != "python")
    assert (script["name"], script["registry"], script["tier"]) == ("@adk-sim/protos", "npm", 0)


def test_the_user_name_in_a_remote_is_never_shown(machine: Machine, tmp_path: Path) -> None:
    root = shapes.setup_cfg(tmp_path)
    run_git(root, "remote", "set-url", "origin", "https://kim:hunter9@github.com/Kim/journey-solo.git")
    done = machine.run("rehearse", "--auto", str(root))
    assert "hunter9" not in done.out + done.err
    assert "Kim/journey-solo" in done.out
    assert "Everything is done; nothing was changed." in done.err


def test_a_quota_that_is_too_small_ends_with_the_rest_kept_for_another_day(
    machine: Machine, tmp_path: Path
) -> None:
    root = shapes.seven(tmp_path)
    done = machine.run("rehearse", "--auto", "--quota", "2", "--format", "json", str(root))
    assert done.code in {1, 3}
    said = parsed(done.out)
    plan, requests = checked_plan(said["plan"]), list(rows(said["requests"]))
    refused = [one for one in requests if one["status"] == 429]
    assert len(refused) <= 1
    assert uploads(requests, "0.0.1") == [
        file for name in ("seven-core", "seven-docs") for file in placeholder_files(name)
    ]
    claimed = [name for name, verdict in verdicts(plan).items() if "claimed" in name and "done" in verdict]
    assert claimed == ["claimed:pypi:seven-core", "claimed:pypi:seven-docs"]
    assert verdicts(plan)["token-revoked:pypi"] == "todo" or 403 in probes(requests)
    assert "primer init  goes on" not in done.err, "what it made is gone"
    assert "Traceback" not in done.err


def test_a_rehearsal_of_another_registry_stands_in_for_it(machine: Machine, tmp_path: Path) -> None:
    root = shapes.setup_cfg(tmp_path)
    done = machine.run("rehearse", "--auto", "--registry", "testpypi", "--format", "json", str(root))
    assert (done.code, machine.connections) == (3, ""), "its workflow publishes to PyPI, not to TestPyPI"
    found = verdicts(checked_plan(as_row(parsed(done.out)["plan"])))
    assert found["claimed:testpypi:journey-solo"] == "done observed"
    assert found["token-revoked:testpypi"] == "done observed"
    assert found["workflow-publishes:testpypi:journey-solo"] == "todo"


@pytest.mark.parametrize("route", ["prime", "pending"])
def test_every_workflow_is_run_where_each_package_has_its_own(
    machine: Machine, tmp_path: Path, route: str
) -> None:
    root = shapes.two_workflows(tmp_path)
    done = machine.run("rehearse", "--auto", "--route", route, "--format", "json", str(root))
    assert done.code == 0, done.err
    assert checked_plan(parsed(done.out)["plan"])["complete"] is True
    assert "A tag starts every workflow that listens to it." in " ".join(done.err.split())


@pytest.mark.parametrize(
    "by",
    [
        f"run: uv publish --publish-url {shapes.MINE}",
        "run: uv publish --index mine",
        f"uses: pypa/gh-action-pypi-publish@release/v1\n        with: {{repository-url: '{shapes.MINE}'}}",
    ],
)
def test_an_index_of_ones_own_is_rehearsed_with_the_workflow_that_names_it(
    machine: Machine, tmp_path: Path, by: str
) -> None:
    root = shapes.own_index(tmp_path, by=by)
    done = machine.run("rehearse", "--auto", "--registry", "mine", "--format", "json", str(root))
    found = verdicts(checked_plan(parsed(done.out)["plan"]))
    assert set(found.values()) == {"done observed"}, done.err
    assert (done.code, machine.connections) == (0, "")


def test_a_job_without_the_permission_for_an_identity_releases_nothing(
    machine: Machine, tmp_path: Path
) -> None:
    job = shapes.OIDC_JOB.replace("id-token: write", "contents: read")
    root = shapes.two_workflows(tmp_path, ("core",), job)
    done = machine.run("rehearse", "--auto", "--format", "json", str(root))
    found = verdicts(checked_plan(parsed(done.out)["plan"]))
    assert done.code == 3
    assert found["workflow-publishes:pypi:pair-core"] == found["first-oidc-publish:pypi:pair-core"] == "todo"
    assert "ACTIONS_ID_TOKEN_REQUEST_TOKEN environment variable was unset" in " ".join(done.err.split())


def test_work_trees_and_subfolders_rehearse_as_well(machine: Machine, tmp_path: Path) -> None:
    root = shapes.setup_cfg(tmp_path)
    run_git(root, "-c", "user.name=k", "-c", "user.email=k@k.example", "commit", "-qm", "all")
    run_git(root, "worktree", "add", "-q", str(tmp_path / "beside"))
    done = machine.run("rehearse", "--auto", cwd=tmp_path / "beside")
    assert done.code == 0, done.err
    assert "Kim/journey-solo" in done.out


def test_the_ear_on_connections_hears(machine: Machine) -> None:
    """The control: without it the silence above would prove nothing."""
    code = "import socket\ntry: socket.create_connection(('192.0.2.1', 9), 0.05)\nexcept OSError: pass"
    subprocess.run([sys.executable, "-c", code], env=machine.environ(), check=True)
    assert "socket.connect 192.0.2.1" in machine.connections
