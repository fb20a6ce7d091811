"""A person without a home: a container that runs under a number, or a `~` that is nobody's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checkouts import tracked, written
from primer.cli.exits import STOPPED, USAGE

# Without the system's list of users and HOME nobody has a home.
PROGRAM = """
import sys
sys.modules["pwd"] = None
from primer.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    files = {"pyproject.toml": '[project]\nname = "acme-core"\nversion = "1.0"\n'}
    return tracked(written(tmp_path / "mono", files))


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_STATE_HOME")
    }
    command = [sys.executable, "-c", PROGRAM, *words]
    return subprocess.run(
        command, env={**environment, **variables}, capture_output=True, text=True, check=False
    )


def test_where_nothing_can_be_kept_the_variables_to_set_are_named(repository: Path) -> None:
    done = run("--plan", "--offline", str(repository))
    assert done.returncode == STOPPED
    words = " ".join(done.stderr.split())
    assert "HOME is not set" in words
    assert "set HOME, or XDG_STATE_HOME, to a folder that is yours" in words
    assert "bug in primer" not in words


def test_a_folder_for_its_state_is_all_that_a_plan_needs(repository: Path, tmp_path: Path) -> None:
    done = run("--plan", "--offline", str(repository), XDG_STATE_HOME=str(tmp_path / "state"))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--plan --offline ~nobody-of-this-name/x", STOPPED),
        ("diagnose ~nobody-of-this-name/x", STOPPED),
        ("workflow --sync-versions ~nobody-of-this-name/package.json", USAGE),
    ],
    ids=["folder", "log", "version"],
)
def test_a_home_that_is_nobodys_is_a_path_as_any_other(words: str, code: int, tmp_path: Path) -> None:
    done = run(*words.split(), XDG_STATE_HOME=str(tmp_path / "state"))
    assert "no such file" in done.stderr
    assert done.returncode == code
