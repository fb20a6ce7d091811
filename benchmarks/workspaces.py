"""Repositories to measure on: a uv workspace of any size, as git tracks it."""

import subprocess
from pathlib import Path

WORKFLOW = """\
on:
  push:
    tags: ["v*"]
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: pypi
    permissions:
      id-token: write
    steps:
      - uses: pypa/gh-action-pypi-publish@release/v1
"""
CHAIN = 10
"""Each package needs the one before it, in chains of so many."""


def workspace(folder: Path, packages: int, further: str = "") -> Path:
    """A repository of so many packages, with workflow and remote; `further` goes into its pyproject.toml."""
    _write(folder / "pyproject.toml", f'[tool.uv.workspace]\nmembers = ["packages/*"]\n{further}')
    _write(folder / ".github" / "workflows" / "publish.yaml", WORKFLOW)
    for number in range(packages):
        package = folder / "packages" / f"p{number}"
        _write(package / "pyproject.toml", _manifest(number))
        _write(package / "src" / f"speed_test_{number}" / "__init__.py", f'"""Package {number}."""\n')
    for words in (
        ["init", "-q"],
        ["remote", "add", "origin", "https://github.com/acme/speed"],
        ["add", "-A"],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


def _manifest(number: int) -> str:
    needs = f'"speed-test-{number - 1}>=1.0"' if number % CHAIN else ""
    return (
        f'[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\n'
        f'name = "speed-test-{number}"\nversion = "1.0.0"\ndescription = "Package {number}"\n'
        f'license = "MIT"\ndependencies = [{needs}]\n'
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
