"""What a command may cost, in things that can be counted: a count is the same everywhere, a time is not.

The program tells of itself through Python's audit hooks. Whoever has a reason to spend more raises a number
here, and says why.
"""

import ast
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from checkouts import run_git, tracked, written
from source_tree import SRC
from web_server import Reply, serving

PROGRAM = """
import sys
children, opened = [], []

def heard(event, said):
    if event == "subprocess.Popen":
        children.append([str(word) for word in said[1]])
    elif event == "open" and isinstance(said[0], str):
        opened.append(said[0])

sys.addaudithook(heard)
from primer.cli.main import main
code = main(sys.argv[1:])
sys.stderr.write("spent " + repr([sorted(sys.modules), children, opened]))
sys.exit(code)
"""
WORKFLOW = """\
on: {push: {tags: ["v*"]}}
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: pypi
    permissions: {id-token: write}
    steps:
      - uses: pypa/gh-action-pypi-publish@release/v1
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run imported, started and opened."""

    modules: frozenset[str]
    children: tuple[tuple[str, ...], ...]
    opened: tuple[str, ...]

    @property
    def own(self) -> frozenset[str]:
        return frozenset(name for name in self.modules if name.partition(".")[0] == "primer")


def spent(home: Path, *words: str) -> Spent:
    """What a command spends, in a process of its own."""
    environment = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home / "state")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=home,
    )
    assert done.returncode == 0, done.stderr
    modules, children, opened = ast.literal_eval(done.stderr.rpartition("spent ")[2])
    return Spent(frozenset(modules), tuple(map(tuple, children)), tuple(opened))


def monorepo(root: Path, packages: int, further: str = "") -> Path:
    """A tracked repository of so many packages that need each other."""
    files = {
        "pyproject.toml": f'[tool.uv.workspace]\nmembers = ["packages/*"]\n{further}',
        ".github/workflows/publish.yaml": WORKFLOW,
    }
    for number in range(packages):
        needs = f'"acme-{number - 1}>=1.0,<2"' if number else ""
        manifest = f'[project]\nname = "acme-{number}"\nversion = "1.0.0"\ndependencies = [{needs}]\n'
        files[f"packages/p{number}/pyproject.toml"] = manifest
        files[f"packages/p{number}/src/acme_{number}/__init__.py"] = ""
    repository = tracked(written(root, files))
    run_git(repository, "remote", "add", "origin", "https://github.com/acme/mono")
    return repository


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Spent, Path]:
    """A plan offline of ten packages, and the repository."""
    home = tmp_path_factory.mktemp("costs")
    repository = monorepo(home / "mono", 10)
    return spent(home, "--plan", "--offline", str(repository)), repository


def test_the_version_is_said_before_anything_is_imported(tmp_path: Path) -> None:
    cost = spent(tmp_path, "--version")
    assert cost.own == {"primer", "primer.cli", "primer.cli.main"}
    assert cost.modules & {"argparse", "typing", "dataclasses", "pathlib"} <= started_with()
    assert cost.children == ()


def started_with() -> frozenset[str]:
    """What this Python loads before any program: an editable installation may need some modules."""
    listed = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return frozenset(listed.stdout.split())


def test_a_plan_offline_imports_what_it_needs_and_little_else(planned: tuple[Spent, Path]) -> None:
    cost, _ = planned
    # Four in five of these are used by a plan of a uv workspace with a GitHub workflow. Each costs a quarter
    # of a millisecond or more, which nobody sees alone.
    assert len(cost.own) <= 190
    assert len(cost.modules - cost.own) <= 225


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (
            "concurrent.futures",
            "threads serve waiting for answers, and offline nobody answers; it brings logging",
        ),
        (
            "importlib.metadata",
            "reads the installed metadata, which only links in Markdown need; it brings email",
        ),
        ("argparse", "a plan in plain words needs no parser"),
        ("dataclasses", "values are made by primer.core.value; it brings inspect and the compiler's modules"),
        ("hashlib", "nothing is signed or uploaded; it loads OpenSSL"),
        ("platformdirs", "on Linux the state folder is a path in the home; it brings tempfile and random"),
        ("unicodedata", "names and versions are plain ASCII nearly always"),
        ("json", "package.json, lock files and the journal are read where there are any"),
        ("ast", "a setup.py or a version in code is parsed where there is one"),
        ("packaging", "most requirements are a name and bounds, and most versions numbers and dots"),
        ("shlex", "a command is quoted where one is proposed"),
        ("hmac", "tokens are read when there is one"),
        ("html.parser", "indexes are read when one is asked"),
        ("zipfile", "placeholders are built when one is uploaded"),
        ("primer.adapters.web", "the network"),
        ("primer.adapters.building", "the builder"),
        ("primer.reading.ci.shell", "a job that only calls actions has no script to read"),
        ("primer.registries.npm", "npm's rules, where no package is npm's"),
        ("primer.engine.wizard", "the wizard"),
        ("primer.rehearsal", "the rehearsal"),
    ],
)
def test_a_plan_offline_leaves_alone(planned: tuple[Spent, Path], name: str, why: str) -> None:
    assert name not in planned[0].modules - started_with(), why


def test_no_character_is_written_by_its_name() -> None:
    r"""Python loads its table of all characters to compile a `\N{...}`, and may compile at any start."""
    assert [path.name for path in SRC.rglob("*.py") if "\\N{" in path.read_text("utf-8")] == []


def test_a_plan_asks_git_as_often_however_many_packages_there_are(planned: tuple[Spent, Path]) -> None:
    asked = [" ".join(words[2:]) for words in planned[0].children]
    assert asked == [
        "ls-files -z --cached",
        "rev-parse --tags --show-toplevel",
        "remote --verbose",
    ]


def test_a_plan_opens_every_file_of_the_repository_once_at_most(planned: tuple[Spent, Path]) -> None:
    cost, repository = planned
    times = Counter(path for path in cost.opened if Path(path).is_relative_to(repository.resolve()))
    again = {
        Path(path).relative_to(repository.resolve()): count for path, count in times.items() if count > 1
    }
    # The root's is read for the choices first, which say what to read.
    assert again == {Path("pyproject.toml"): 2}
    # Of a package its manifest, and the module that may repeat its version.
    assert len(times) <= 2 * 10 + 4


def test_a_plan_of_nobodys_packages_asks_once_for_each(tmp_path: Path) -> None:
    with serving(lambda _: Reply(404)) as server:
        urls = f'upload-url = "{server.url}/legacy/"\nindex-url = "{server.url}/simple"\n'
        repository = monorepo(tmp_path / "mono", 12, f"[tool.primer.registries.near]\n{urls}")
        spent(tmp_path, "--plan", str(repository), "--registry", "near", "--github-url", server.url)
        asked = Counter(one.path for one in server.asked)
    assert {path for path in asked if path.startswith("/simple/")} == {
        f"/simple/acme-{n}/" for n in range(12)
    }
    assert max(asked.values()) == 1
    # How GitHub writes the repository's name, and whether the registry takes part in trusted publishing.
    assert len(asked) <= 12 + 2
