"""PyPI and npm together: one command for both, or for one of them by name."""

from pathlib import Path

import pytest

from checkouts import tracked, written
from journeys.journey_json import Row, as_row, checked_plan, parsed, rows, verdicts
from journeys.journey_runs import EXAMPLE, Machine, new_machine

SCRIPT = "@adk-sim/protos"
LOG_OUT = "/-/user/token/…"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


def planned(machine: Machine, *words: str) -> Row:
    """The plan of the example on a machine without a network."""
    done = machine.run("--plan", "--offline", "--format", "json", *words, str(EXAMPLE))
    assert done.code == 0, done.err
    return checked_plan(parsed(done.out))


def routes(plan: Row) -> dict[str, tuple[object, object]]:
    """Registry and route of every package."""
    return {str(one["name"]): (one["registry"], one["route"]) for one in rows(plan["packages"])}


def test_without_a_name_every_package_is_planned_for_its_home(machine: Machine) -> None:
    plan = planned(machine)
    assert {name: where for name, (where, _) in routes(plan).items()} == {
        "adk-sim-protos": "pypi",
        "adk-sim-testing": "pypi",
        "adk-agent-sim": "pypi",
        "adk-sim-server": "pypi",
        SCRIPT: "npm",
    }
    (publisher,) = (one for one in rows(plan["publishers"]) if one["registry"] == "npm")
    assert as_row(publisher["fields"]) == {
        "owner": "Acme-Labs",
        "repository": "adk-agent-sim",
        "workflow_filename": "publish.yaml",
        "environment": "npm",
        "allowed_actions": ["npm publish"],
    }
    facts = {(one["fact"], one["registry"]) for one in rows(plan["facts"])}
    assert {("token-revoked", "pypi"), ("token-revoked", "npm"), ("claimed", "npm")} <= facts
    assert machine.connections == ""


def test_a_registry_that_is_named_is_planned_alone_and_the_others_are_listed(machine: Machine) -> None:
    plan = planned(machine, "--registry", "npm")
    assert routes(plan)["adk-sim-protos"] == ("pypi", None)
    assert {one["registry"] for one in rows(plan["facts"])} == {"npm", None}
    plan = planned(machine, "--registry", "pypi")
    assert routes(plan)[SCRIPT] == ("npm", None)
    assert {one["registry"] for one in rows(plan["facts"])} == {"pypi", None}


def test_a_registry_for_python_plans_no_script(machine: Machine) -> None:
    plan = planned(machine, "--registry", "testpypi")
    assert routes(plan)[SCRIPT] == ("npm", None)
    assert routes(plan)["adk-sim-protos"][0] == "testpypi"


def test_on_paper_every_package_says_whose_it_is(machine: Machine) -> None:
    done = machine.run("--plan", "--offline", str(EXAMPLE))
    assert done.out.startswith("Acme-Labs/adk-agent-sim → PyPI and npm ")
    assert f"\n{SCRIPT}  npm\n" in done.out
    assert "\n  [?] token revoked, npm " in done.out
    markdown = machine.run("--plan", "--offline", "--format", "markdown", str(EXAMPLE)).out
    assert f"\n## `{SCRIPT}` on npm\n" in markdown


def test_every_registrys_placeholders_can_be_looked_into_before_anything_goes_up(machine: Machine) -> None:
    done = machine.run("init", "--show-placeholder", str(EXAMPLE))
    assert done.code == 0, done.err
    assert "adk_sim_protos-0.0.1.tar.gz" in done.out
    assert "adk-sim-protos-0.0.1.tgz" in done.out


def test_a_placeholder_that_cannot_be_built_is_explained_and_hides_none_of_the_others(
    machine: Machine, tmp_path: Path
) -> None:
    files = {
        "core/pyproject.toml": '[project]\nname = "journey-core"\nversion = "1.0.0"\n',
        "bad/package.json": '{"name": "Journey_Bad", "version": "1.0.0"}\n',
        "web/package.json": '{"name": "journey-web", "version": "1.0.0"}\n',
    }
    root = tmp_path / "mono"
    root.mkdir()
    done = machine.run("init", "--show-placeholder", str(tracked(written(root, files))))
    assert done.code == 1
    assert "journey_core-0.0.1.tar.gz" in done.out
    assert "journey-web-0.0.1.tgz" in done.out
    assert "Journey_Bad" not in done.out
    assert "placeholder-check-failed" in done.err
    assert "a name has no capital letters" in done.err


def test_a_rehearsal_of_npm_alone_ends_with_everything_done(machine: Machine) -> None:
    words = ("--registry", "npm", "--account", "npm=kim", "--format", "json")
    done = machine.run("rehearse", "--auto", *words, str(EXAMPLE))
    assert done.code == 0, done.err
    assert "logged in to npm as kim" in done.err
    said = parsed(done.out)
    plan, requests = checked_plan(said["plan"]), list(rows(said["requests"]))
    assert plan["complete"] is True
    assert set(verdicts(plan).values()) == {"done observed"}
    own = [one for one in requests if one["registry"] == "npm"]
    ends = [place for place, one in enumerate(own) if one["path"] == LOG_OUT]
    asked = [one["status"] for one in own[ends[-1] :] if one["path"] == "/-/whoami"]
    assert asked[-1] == 401, "the last word on the session is that it is dead"
    assert (machine.connections, machine.state.exists()) == ("", False)


def test_an_exchange_of_npm_is_not_offered(machine: Machine) -> None:
    inside = {
        "GITHUB_ACTIONS": "true",
        "ACTIONS_ID_TOKEN_REQUEST_URL": "http://127.0.0.1:9/token",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "made-up",
    }
    run = Machine(machine.folder, inside)
    done = run.run("confirm", "--exchange", "--registry", "npm", str(EXAMPLE))
    assert (done.code, run.connections) == (2, "")
    assert "exchange-not-offered" in done.err


def test_one_chosen_version_is_written_as_each_registry_writes_it(machine: Machine) -> None:
    typed = ("--placeholder-version", "0.0.0-alpha.1")
    done = machine.run("init", "--show-placeholder", *typed, str(EXAMPLE))
    assert done.code == 0, done.err
    assert "adk_sim_protos-0.0.0a1.tar.gz" in done.out
    assert "adk-sim-protos-0.0.0-alpha.1.tgz" in done.out
