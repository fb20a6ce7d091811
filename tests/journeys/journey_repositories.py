"""Repositories of different shapes, each as a maintainer would have it."""

from collections.abc import Sequence
from pathlib import Path

from checkouts import run_git, tracked, written

OIDC_JOB = """\
  {job}:
    runs-on: ubuntu-latest
    environment: {environment}
    permissions:
      id-token: write
    steps:
      - uses: actions/download-artifact@v4
      - uses: pypa/gh-action-pypi-publish@release/v1
        with:
          packages-dir: {folder}
"""
UV_WORKFLOW = """\
on:
  release:
    types: [published]
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: release
    permissions:
      id-token: write
    steps:
      - uses: actions/checkout@v4
      - run: uv build && uv publish
"""
PIPELINE = """\
stages: [publish]
publish:
  stage: publish
  environment: production
  id_tokens:
    PYPI_ID_TOKEN:
      aud: pypi
  script:
    - pip install twine build
    - python -m build
    - twine upload dist/*
"""


def project(name: str, *needs: str, version: str = "1.2.0", extra: str = "") -> str:
    """A pyproject.toml."""
    return (
        f'[project]\nname = "{name}"\nversion = "{version}"\ndescription = "The {name} of the journey"\n'
        f"dependencies = {list(needs)}\n{extra}"
    )


def with_remote(root: Path, url: str) -> Path:
    """The folder as a work tree with this origin."""
    tracked(root)
    run_git(root, "remote", "add", "origin", url)
    return root


def setup_cfg(folder: Path) -> Path:
    """One package with a static setup.cfg, published by uv."""
    files = {
        "setup.cfg": "[metadata]\nname = Journey_Solo\nversion = 3.1\ndescription = One alone\n"
        "[options]\ninstall_requires =\n    requests\n",
        "setup.py": "from setuptools import setup\nsetup()\n",
        ".github/workflows/release.yml": UV_WORKFLOW,
    }
    return with_remote(written(folder / "solo", files), "git@github.com:Kim/journey-solo.git")


def poetry(folder: Path) -> Path:
    """One poetry package beside a library of its own, a plain walk: there is no git."""
    library = (
        '[tool.poetry]\nname = "journey-lib"\nversion = "0.4.0"\ndescription = "The library"\nauthors = []\n'
    )
    application = (
        '[tool.poetry]\nname = "journey-app"\nversion = "0.4.0"\ndescription = "The application"\n'
        'authors = ["Kim <kim@journey.example>"]\n[tool.poetry.dependencies]\npython = "^3.11"\n'
        'journey-lib = {path = "../lib"}\n'
    )
    job = OIDC_JOB.format(job="pypi", environment="pypi", folder="dist")
    files = {
        "lib/pyproject.toml": library,
        "app/pyproject.toml": application,
        ".github/workflows/publish.yml": f"on: push\njobs:\n{job}",
        "primer.toml": '[publisher]\nowner = "kim"\nrepository = "poems"\n',
    }
    return written(folder / "poems", files)


SEVEN = ("core", "io", "net", "web", "cli", "docs", "all")


def seven(folder: Path) -> Path:
    """Seven packages in five tiers, each with a publishing job and an environment of its own."""
    needs: dict[str, Sequence[str]] = {
        "core": (),
        "io": ("core",),
        "net": ("core", "io"),
        "web": ("net",),
        "cli": ("net",),
        "docs": (),
        "all": ("web", "cli", "docs"),
    }
    files = {
        f"libs/{name}/pyproject.toml": project(f"seven-{name}", *(f"seven-{need}" for need in needs[name]))
        for name in SEVEN
    }
    jobs = "".join(
        OIDC_JOB.format(job=name, environment=f"pypi-{name}", folder=f"libs/{name}/dist") for name in SEVEN
    )
    files[".github/workflows/release.yml"] = f"on:\n  push:\n    tags: ['v*']\njobs:\n{jobs}"
    files["pyproject.toml"] = '[tool.uv.workspace]\nmembers = ["libs/*"]\n'
    return with_remote(written(folder / "seven", files), "https://kim:hunter9@github.com/Seven-Org/seven.git")


def two_workflows(folder: Path, names: Sequence[str] = ("core", "app"), job: str = OIDC_JOB) -> Path:
    """Packages that each have a workflow file of their own."""
    files = {f"libs/{name}/pyproject.toml": project(f"pair-{name}") for name in names}
    for name in names:
        own = job.format(job="publish", environment=f"pypi-{name}", folder=f"libs/{name}/dist")
        files[f".github/workflows/{name}.yml"] = f"on:\n  push:\n    tags: ['v*']\njobs:\n{own}"
    return with_remote(written(folder / "pair", files), "https://github.com/Pair-Org/pair.git")


MINE = "http://127.0.0.1:9999/legacy/"
"""The upload address of an index that is not there."""


def own_index(folder: Path, *, by: str) -> Path:
    """One package for an index of the maintainer's own, published by a step in these words."""
    index = (
        f'[tool.primer.registries.mine]\nupload-url = "{MINE}"\nindex-url = "http://127.0.0.1:9999/simple"\n'
    )
    files = {
        "pyproject.toml": project("journey-own", extra=index),
        ".github/workflows/release.yml": UV_WORKFLOW.replace("run: uv build && uv publish", by),
    }
    return with_remote(written(folder / "own", files), "https://github.com/Kim/journey-own.git")


def gitlab(folder: Path) -> Path:
    """One package in a GitLab subgroup."""
    files = {"pyproject.toml": project("journey-lab"), ".gitlab-ci.yml": PIPELINE}
    return with_remote(
        written(folder / "lab", files), "ssh://git@gitlab.com:22/Journey/Tools/journey-lab.git"
    )
