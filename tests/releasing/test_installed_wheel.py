"""The wheel, installed as a person would install it, does the whole job far from the checkout."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from journeys.journey_json import checked_plan, parsed, verdicts
from journeys.journey_runs import EXAMPLE, Machine, new_machine
from primer import __version__
from releasing.own_release import only


@pytest.fixture(scope="module")
def program(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """`primer` of a fresh environment with nothing but the wheel and what it asks for."""
    environment = tmp_path_factory.mktemp("installed") / "environment"
    uv = [sys.executable, "-m", "uv"]
    ours = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")
    env = {name: text for name, text in os.environ.items() if name not in ours}
    made = [*uv, "venv", "--quiet", "--python", sys.executable, str(environment)]
    subprocess.run(made, env=env, check=True)
    python = str(environment / "bin" / "python")
    wanted = f"{only(dist, '.whl')}[rehearse]"
    with_uv = [*uv, "pip", "install", "--quiet", "--python", python, wanted]
    # Where an index is configured for pip alone, uv does not know of it.
    with_pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", wanted]
    if subprocess.run(with_uv, env=env, capture_output=True, check=False).returncode:
        subprocess.run(with_pip, env=env, check=True)
    return str(environment / "bin" / "primer")


def test_the_installed_wheel_goes_from_nothing_to_all_facts_done(program: str, tmp_path: Path) -> None:
    root, machine = tmp_path / "elsewhere" / "monorepo", new_machine(tmp_path / "machine")
    shutil.copytree(EXAMPLE, root)
    done = machine.run("rehearse", "--auto", "--format", "json", str(root), program=[program])
    assert done.code == 0, done.err
    plan = checked_plan(parsed(done.out)["plan"])
    assert set(verdicts(plan).values()) == {"done observed"}
    assert plan["complete"] is True
    assert machine.connections == ""
    assert _said(machine, program, "--version") == f"primer {__version__}\n"
    assert "# The publish workflow" in _said(machine, program, "guide", "workflow")
    offline = _said(machine, program, "--plan", "--offline", str(root))
    assert "workflow publishes it" in offline
    pasted = _said(machine, program, "--plan", "--offline", "--format", "markdown", str(root))
    assert f"/blob/v{__version__}/guides/reference/checklist.md#claimed" in pasted


def _said(machine: Machine, program: str, *words: str) -> str:
    done = machine.run(*words, program=[program])
    assert done.code == 0, done.err
    return done.out
