"""Start-up: what is heavy is imported where it is used and nowhere before."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"twine", "httpx", "questionary", "prompt_toolkit", "keyring", "rich"}
PROGRAM = """
import sys
from primer.cli.main import main
code = 0
try:
    code = main(sys.argv[1:])
except SystemExit as end:
    code = end.code or 0
print("imported", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""


def imported(home: Path, *words: str) -> set[str]:
    """The top-level modules that are loaded after the command has run."""
    environment = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home / "state")}
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=home,
    )
    assert found.returncode == 0, found.stderr
    return set(found.stderr.rpartition("imported ")[2].split())


@pytest.mark.parametrize(
    "words",
    [("--version",), ("--help",), ("init", "--help"), ("--plan", "--help"), ("help", "choices")],
    ids=" ".join,
)
def test_saying_what_it_is_costs_no_import(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert imported(tmp_path, *words) & HEAVY == set()


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_an_offline_plan_needs_neither_network_nor_keyring_nor_prompts(tmp_path: Path, form: str) -> None:
    project = tmp_path / "mono"
    project.mkdir()
    (project / "pyproject.toml").write_text('[project]\nname = "acme-core"\nversion = "0.2.0"\n')
    source = '"repository": {"type": "git", "url": "git+https://github.com/acme/core.git"}'
    (project / "package.json").write_text(f'{{"name": "acme-core", "version": "0.2.0", {source}}}\n')
    loaded = imported(tmp_path, "--plan", "--offline", "--format", form, str(project))
    assert loaded & (HEAVY - {"rich"} | {"hatchling", "tomlkit", "werkzeug"}) == set()
