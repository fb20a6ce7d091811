"""The repository in which the commands of the guides are run: the example, and what they name in it."""

import shutil
import subprocess
from pathlib import Path

from checkouts import run_git, tracked, written
from journeys.journey_runs import EXAMPLE

CHOICES = """
exclude = ["examples"]

[tool.primer.registries.internal]
upload-url = "https://pypi.example.org/team/prod/"
index-url = "https://pypi.example.org/team/prod/+simple"
"""
WEB = '{"name": "@adk-sim/web", "version": "0.2.0", "private": true}\n'
SINGLE = '[project]\nname = "acme-tally"\nversion = "0.2.0"\n'
LOG = "* `invalid-publisher`: valid token, but no corresponding publisher\n"


def prepared(folder: Path) -> Path:
    """The repository below a new folder; three small ones lie beside it."""
    root = folder / "adk-agent-sim"
    shutil.copytree(EXAMPLE, root)
    shutil.copytree(EXAMPLE, root / "examples" / EXAMPLE.name)
    manifest = root / "pyproject.toml"
    text = manifest.read_text("utf-8")
    text = text.replace("version-locked = true\n", f"version-locked = true{CHOICES}", 1)
    text = text.replace('"packages/protos-ts"]', '"packages/protos-ts", "packages/web"]', 1)
    manifest.write_text(text, "utf-8")
    written(root, {"packages/web/package.json": WEB, "publish.log": LOG})
    _released(root, "https://github.com/Acme-Labs/adk-agent-sim.git")
    for name in ("one", "two", "three"):
        other = written(folder / name, {"pyproject.toml": SINGLE.replace("tally", name)})
        _released(other, f"https://github.com/acme-labs/{name}.git")
    return root


def restore(root: Path) -> None:
    """What a command wrote there, or beside it, is taken back."""
    for other in root.parent.iterdir():
        status = ["git", "status", "--porcelain", "--ignored"]
        if subprocess.run(status, cwd=other, capture_output=True, check=True).stdout:
            run_git(other, "reset", "--quiet", "--hard")
            run_git(other, "clean", "--quiet", "-fdx")


def _released(root: Path, remote: str) -> None:
    tracked(root)
    run_git(root, "-c", "user.name=Kim", "-c", "user.email=kim@kim.example", "commit", "-qm", "All")
    run_git(root, "remote", "add", "origin", remote)
