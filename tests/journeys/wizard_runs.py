"""Runs of the wizard in processes that may be killed, against a site in this process."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checkouts import run_git, tracked, written
from journeys.deadly_site import DeadlySite, follow
from journeys.journey_json import Row, as_row, parsed, rows
from primer.adapters.building.builder import Builder
from primer.core.package import Package
from primer.core.registry import Ecosystem
from primer.core.source import Source

REAL = "keyring.backends.SecretService.Keyring"
VERSION = "0.2.0"
Files = dict[str, list[tuple[str, bytes]]]
NAMES = ("duo-base", "duo-top")
WORKFLOW = """\
on:
  push:
    tags: ["v*"]
jobs:
  publish:
    runs-on: ubuntu-24.04
    environment: pypi
    permissions:
      id-token: write
    steps:
      - uses: actions/download-artifact@v4
      - uses: pypa/gh-action-pypi-publish@release/v1
"""


def duo(root: Path) -> Path:
    """Two packages, one upon the other, and the workflow that publishes both."""
    written(
        root,
        {
            "base/pyproject.toml": f'[project]\nname = "duo-base"\nversion = "{VERSION}"\n',
            "top/pyproject.toml": f'[project]\nname = "duo-top"\nversion = "{VERSION}"\n'
            'dependencies = ["duo-base"]\n',
            ".github/workflows/publish.yaml": WORKFLOW,
        },
    )
    tracked(root)
    run_git(root, "remote", "add", "origin", "https://github.com/acme/duo.git")
    return root


def releases() -> Files:
    """What CI would publish of each package."""
    packages = {
        name: Package(name, Ecosystem.PYTHON, ".", VERSION, Source("pyproject.toml", 1)) for name in NAMES
    }
    with Builder(packages.values(), "https://github.com/acme/duo") as builder:
        built = {name: builder.build(Ecosystem.PYTHON, name, VERSION).artifacts for name in NAMES}
        return {
            name: [(one.filename, one.path.read_bytes()) for one in artifacts]
            for name, artifacts in built.items()
        }


@dataclass(frozen=True)
class Ended:
    """How a run ended: `code` is the process's own, negative when it was killed."""

    code: int
    out: Path

    @property
    def killed(self) -> bool:
        return self.code < 0

    @property
    def outcome(self) -> Row:
        """What the run wrote about itself."""
        return parsed((self.out / "outcome.json").read_text())

    @property
    def screen(self) -> str:
        return (self.out / "screen.txt").read_text()

    @property
    def spoken(self) -> str:
        """Everything it ever said or logged."""
        return "".join(file.read_text() for file in sorted(self.out.glob("*.txt")))

    @property
    def plan(self) -> Row:
        return as_row(self.outcome["plan"])

    def open_facts(self) -> list[str]:
        """The facts that are not seen to be done."""
        return [
            str(fact["id"])
            for fact in rows(self.plan["facts"])
            if fact["verdict"] != "done" or as_row(fact["evidence"])["grade"] != "observed"
        ]


class Forks:
    """One process that forks a wizard for each run, so that nothing is loaded twice."""

    def __init__(self, environ: Mapping[str, str], *modules: Path) -> None:
        tests = Path(__file__).resolve().parents[1]
        path = os.pathsep.join(str(folder) for folder in (tests, *modules))
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("wizard_child.py"))],
            env={**environ, "PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def run(self, root: Path, site: DeadlySite, home: Path, **job: str) -> Ended:
        """One run to its end; `job` may say kind and at, telling, keyring, verbose, bug."""
        out = home / "out"
        out.mkdir(parents=True, exist_ok=True)
        (out / "outcome.json").unlink(missing_ok=True)
        usual = {"kind": "", "at": "0", "telling": "", "keyring": REAL, "verbose": "no", "bug": ""}
        said = {**usual, **job, "root": str(root), "site": site.url, "home": str(home), "out": str(out)}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(said) + "\n")
        self._process.stdin.flush()
        return Ended(int(self._process.stdout.readline()), out)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@contextmanager
def forks(environ: Mapping[str, str], *modules: Path) -> Iterator[Forks]:
    """The process, for as long as the block lasts; `modules` are further folders to import from."""
    started = Forks(environ, *modules)
    try:
        yield started
    finally:
        started.close()


@contextmanager
def deadly_site(built: Files) -> Iterator[DeadlySite]:
    """A new registry that knows nothing but what CI would publish."""
    with DeadlySite() as site:
        follow(site, built, VERSION)
        yield site


def journal(home: Path) -> Sequence[Row]:
    """The journal's lines of one home."""
    file = home / "state" / "publish-primer" / "journal.jsonl"
    return [parsed(line) for line in file.read_text().splitlines() if line] if file.exists() else []
