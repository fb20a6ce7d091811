"""The tiny repositories of tests/repos, copied and tracked by a git of their own."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

REPOS = Path(__file__).parent / "repos"


def copied(case: str, into: Path) -> Path:
    """A copy of one repository of tests/repos, not tracked by anything."""
    root = into / case
    shutil.copytree(REPOS / case, root)
    return root


def tracked(root: Path) -> Path:
    """The folder as a git work tree in which every file is tracked."""
    run_git(root, "init", "--quiet")
    run_git(root, "add", "--all", "--force")
    return root


def written(root: Path, files: Mapping[str, str]) -> Path:
    """The folder with these files in it, path to text."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return root


def run_git(root: Path, *args: str) -> None:
    """Runs git there; fails loudly."""
    done = subprocess.run(["git", *args], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
