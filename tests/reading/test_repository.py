"""Whole repositories, as they are read from disk."""

import time
from pathlib import Path

import pytest

from checkouts import copied, run_git, tracked, written
from primer.adapters.files.choices_file import write_choices
from primer.adapters.repository.checkout import open_checkout
from primer.adapters.repository.whole import read_checkout, read_repository
from primer.core.choices import Route
from primer.core.repository import Repository

WORKFLOW = """\
on: push
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: pypi
    permissions:
      id-token: write
    steps:
      - uses: pypa/gh-action-pypi-publish@release/v1
"""


def read(root: Path, flags: dict[str, str] | None = None) -> Repository:
    return read_checkout(open_checkout(root), flags or {}, home=root)


def packages(repository: Repository) -> dict[str, tuple[str, ...]]:
    return {f"{package.path} {package.name}": package.requires for package in repository.packages}


def skipped(repository: Repository) -> dict[str, str]:
    return {f"{left.path} {left.name}".strip(): left.why for left in repository.skipped}


def problems(repository: Repository) -> list[str]:
    return [f"{problem.reference} {problem.source}" for problem in repository.problems]


TEMPLATE = "a template: its folder's name is filled in later"
FIXTURE = "a test fixture, under tests/ and no member of a workspace"

CASES: dict[str, tuple[dict[str, tuple[str, ...]], dict[str, str]]] = {
    "uv_workspace": (
        {
            "packages/core acme-core": ("acme-wire", "httpx"),
            "packages/wire acme-wire": (),
            "tests/plugin acme-test-plugin": (),
        },
        {
            ". acme-workspace": "classifier Private :: Do Not Upload",
            "packages/experiment acme-experiment": "excluded from the workspace of pyproject.toml",
            "packages/site acme-site": "tool.uv.package = false",
            "tests/fixtures/sample sample": FIXTURE,
        },
    ),
    "virtual_root": ({"libs/one one-lib": ()}, {}),
    "hatch_workspace": (
        {". acme-suite": ("acme-left",), "parts/left acme-left": (), "tests/support acme-support": ()},
        {"parts/old-right acme-old-right": "excluded from the workspace of pyproject.toml"},
    ),
    "poetry": (
        {"new new-style": ("httpx",), "old old-style": ("new-style",)},
        {"app the-app": "tool.poetry.package-mode = false"},
    ),
    "setuptools": (
        {"listed listed-pkg": ("static-pkg",), "static static-pkg": ("httpx", "tomli")},
        {
            "coded coded-pkg": "only a setup.py describes it, which primer does not run; "
            "move its metadata to pyproject.toml"
        },
    ),
    "foreign": (
        {". our-own": ()},
        {
            "src/our_own/_vendor/theirs theirs": "vendored, under _vendor/",
            "tests/data/broken": FIXTURE,
            "tests/data/fine fine-fixture": FIXTURE,
            "third_party/lib lib": "vendored, under third_party/",
            "{{cookiecutter.slug}} {{ cookiecutter.slug }}": TEMPLATE,
        },
    ),
    "javascript": (
        {
            "packages/protos adk-sim-protos": (),
            "packages/protos @adk-sim/protos": ("@acme/wire", "long"),
            "test/kit @adk-sim/kit": (),
        },
        {". root": "private: true", "test/sample sample": FIXTURE.replace("tests/", "test/")},
    ),
    "pnpm": (
        {"packages/one @acme/one": (), "tests/kit @acme/kit": ()},
        {". root": "private: true", "tests/old @acme/old": FIXTURE},
    ),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("with_git", [True, False], ids=["git", "walk"])
def test_a_repository_of_each_kind(case: str, tmp_path: Path, *, with_git: bool) -> None:
    root = copied(case, tmp_path)
    repository = read(tracked(root) if with_git else root)
    expected, left_out = CASES[case]
    assert packages(repository) == expected
    assert skipped(repository) == left_out
    assert problems(repository) == []


def test_every_kind_of_bad_file_is_named_and_hides_no_other(tmp_path: Path) -> None:
    root = copied("malformed", tmp_path)
    (root / "loop").mkdir()
    (root / "loop" / "pyproject.toml").symlink_to("pyproject.toml")
    repository = read(tracked(root))
    assert [package.name for package in repository.packages] == [
        "asking-one",
        "good-one",
        "typed-one",
        "versioned-one",
    ]
    assert sorted(problems(repository)) == [
        "illegal-package-name odd/pyproject.toml:6",
        "illegal-package-version version/pyproject.toml:7",
        "malformed-file cfg/setup.cfg:3",
        "malformed-file json/package.json:3",
        "malformed-file toml/pyproject.toml:2",
        "malformed-metadata asks/pyproject.toml:10",
        "malformed-metadata nameless/pyproject.toml:1",
        "malformed-metadata types/pyproject.toml:3",
        "malformed-metadata types/pyproject.toml:4",
        "undecodable-file latin/pyproject.toml:3",
        "unreadable-file loop/pyproject.toml",
    ]


def test_two_packages_of_one_name_are_named_with_both_files(tmp_path: Path) -> None:
    repository = read(tracked(copied("twins", tmp_path)))
    assert packages(repository) == {"c other-name": (), "d other-name": ()}
    assert repository.problems[0].context == ("a/pyproject.toml:6", "b/pyproject.toml:6")


def test_workflows_of_the_top_serve_a_folder_without_its_own(tmp_path: Path) -> None:
    tracked(copied("uv_workspace", tmp_path))
    root = written(tmp_path / "uv_workspace", {".github/workflows/publish.yml": WORKFLOW})
    run_git(root, "add", ".")
    below = read(root / "packages" / "core")
    assert [job.file for job in below.jobs] == ["../../.github/workflows/publish.yml"]
    assert packages(below) == {". acme-core": ("acme-wire", "httpx")}


def test_workflows_of_its_own_make_a_folder_a_repository_of_its_own(tmp_path: Path) -> None:
    files = {
        ".github/workflows/publish.yml": WORKFLOW,
        "example/.github/workflows/own.yml": WORKFLOW,
        "example/pyproject.toml": '[project]\nname = "x"\nversion = "1"\n',
    }
    root = tracked(written(tmp_path, files))
    assert [job.file for job in read(root / "example").jobs] == [".github/workflows/own.yml"]


def test_an_untracked_pypirc_in_the_root_is_a_stored_token(tmp_path: Path) -> None:
    root = tracked(written(tmp_path / "root", {"x": ""}))
    written(root, {".pypirc": "[pypi]\nusername = __token__\npassword = made-up\n"})
    stored = read_checkout(open_checkout(root), {}, home=tmp_path / "home").stored_tokens
    assert [token.source.where for token in stored] == [".pypirc"]
    assert "made-up" not in repr(stored)


def test_the_repository_is_called_as_its_remote_or_else_as_its_folder(tmp_path: Path) -> None:
    root = tracked(copied("virtual_root", tmp_path))
    assert read(root).name == "virtual_root"
    run_git(root, "remote", "add", "origin", "https://github.com/acme/mono.git")
    assert read(root).name == "mono"


def test_choices_written_a_moment_ago_count_before_git_knows_them(tmp_path: Path) -> None:
    root = tracked(copied("setuptools", tmp_path))
    write_choices(root, {"exclude": "listed"})
    assert list(packages(read(root))) == ["static static-pkg"]
    assert read(root, {"route": "pending"}).choices.route is Route.PENDING


def test_an_undecodable_root_file_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b'[project]\nname = "J\xfcrgen"\n')
    assert problems(read(tracked(tmp_path))) == ["undecodable-file pyproject.toml:2"]


def test_a_malformed_root_file_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project\n")
    assert problems(read(tracked(tmp_path))) == ["malformed-file pyproject.toml:1"]


def test_a_folder_is_read_without_further_ado(tmp_path: Path) -> None:
    root = tracked(copied("virtual_root", tmp_path))
    assert list(packages(read_repository(root, {}))) == ["libs/one one-lib"]


def workspace(folder: Path, packages: int) -> Path:
    """A checkout with so many packages that need each other."""
    files = {
        f"packages/p{number}/pyproject.toml": f'[project]\nname = "p{number}"\nversion = "0.2.0"\n'
        f'dependencies = ["p{number // 2}>=0.2", "httpx"]\n'
        for number in range(packages)
    }
    root = {"pyproject.toml": '[tool.uv.workspace]\nmembers = ["packages/*"]\n'}
    return tracked(written(folder, files | root))


def cost(root: Path, packages: int) -> float:
    """The processor's seconds of reading a checkout, the lesser of two."""

    def once() -> float:
        begun = time.process_time()
        assert len(read(root).packages) == packages
        return time.process_time() - begun

    return min(once(), once())


def test_ten_times_the_packages_cost_about_ten_times_the_reading(tmp_path: Path) -> None:
    few, many = workspace(tmp_path / "few", 50), workspace(tmp_path / "many", 500)
    assert cost(many, 500) < 25 * cost(few, 50)


def test_a_workflow_counts_before_git_knows_it_and_the_plan_says_so(tmp_path: Path) -> None:
    root = tracked(written(tmp_path / "mono", {"pyproject.toml": '[project]\nname = "a"\nversion = "1"\n'}))
    written(root, {".github/workflows/publish.yml": WORKFLOW, ".github/workflows/notes.txt": ""})
    found = read(root)
    assert [job.file for job in found.jobs] == [".github/workflows/publish.yml"]
    assert found.notes == (".github/workflows/publish.yml is not in git yet: CI knows it once it is pushed",)
    run_git(root, "add", "--all")
    assert read(root).notes == ()


def test_a_file_for_a_pipeline_to_include_counts_before_git_knows_it(tmp_path: Path) -> None:
    included = """\
release:
  id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}
  script: [twine upload dist/*]
"""
    files = {".gitlab-ci.yml": "include:\n  - local: /.gitlab/publish.yml\n"}
    root = tracked(written(tmp_path / "mono", files))
    written(root, {".gitlab/publish.yml": included})
    assert [job.file for job in read(root).jobs] == [".gitlab/publish.yml"]
