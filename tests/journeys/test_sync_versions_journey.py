"""`primer workflow --sync-versions` from outside: pages, exit codes, a kill in the middle, git's own view."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checkouts import run_git, tracked, written
from journeys.journey_runs import EXAMPLE, Finished, Machine, new_machine

PIN = "packages/agent/pyproject.toml:13"

KILLED = """\
import os, signal, sys
from pathlib import Path
replace, left = Path.replace, [int(os.environ["JOURNEY_REPLACES"])]
def dying(self, target):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return replace(self, target)
Path.replace = dying
from primer.cli.main import main
sys.exit(main())
"""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    root = tmp_path / "adk"
    shutil.copytree(EXAMPLE, root)
    return tracked(root)


def sync(machine: Machine, root: Path, version: str, *more: str) -> Finished:
    return machine.run("workflow", "--sync-versions", version, *more, cwd=root)


def changed(root: Path) -> list[str]:
    done = subprocess.run(
        ["git", "diff", "--name-only"], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def versions(root: Path) -> set[str]:
    """Every line of the repository that says 0.2.0 or 0.3.0 in any way, without what is around it."""
    files = (file for file in root.rglob("*") if file.is_file() and ".git" not in file.parts)
    return {
        word for file in files for word in ("0.2.0", "0.3.0rc1", "0.3.0-rc.1") if word in file.read_text()
    }


def test_the_reference_monorepo_is_set_in_one_go(machine: Machine, example: Path) -> None:
    done = sync(machine, example, "0.3.0-rc.1")
    assert (done.code, done.err) == (0, "")
    assert re.search(rf"{PIN} +adk-sim-protos==0.2.0 → 0.3.0rc1\n", done.out)
    assert "16 places in 11 files set" in done.out
    assert "0.3.0-rc.1 is 0.3.0rc1 for Python and 0.3.0-rc.1 for npm" in done.out
    assert len(changed(example)) == 11
    assert versions(example) == {"0.3.0rc1", "0.3.0-rc.1"}
    plan = json.loads(machine.run("--plan", "--offline", "--format", "json", str(example)).out)
    lock = next(fact for fact in plan["facts"] if fact["fact"] == "version-lock")
    assert lock["verdict"] == "done"


def test_the_same_version_again_changes_nothing_and_says_so(machine: Machine, example: Path) -> None:
    done = sync(machine, example, "0.2.0")
    assert (done.code, changed(example)) == (0, [])
    assert done.out.endswith("everything is at 0.2.0 already; nothing was changed\n")


def test_what_was_set_is_to_be_committed_in_the_repository_that_was_named(
    machine: Machine, example: Path, tmp_path: Path
) -> None:
    assert sync(machine, example, "0.3.0").out.endswith('\n    git commit -a -m "Release 0.3.0"\n')
    elsewhere = sync(machine, tmp_path, "0.4.0", "adk")
    assert elsewhere.out.endswith('\n    git -C adk commit -a -m "Release 0.4.0"\n')
    manifest = '[project]\nname = "a-one"\nversion = "1.0"\n'
    without_git = sync(machine, written(tmp_path / "plain", {"pyproject.toml": manifest}), "1.1")
    assert without_git.out.endswith("1 place in 1 file set\n")


def test_changesets_drive_it_by_a_package_json(machine: Machine, example: Path) -> None:
    script = example / "packages/protos-ts/package.json"
    script.write_text(script.read_text().replace("0.2.0", "0.3.0-rc.1"))
    assert sync(machine, example, "packages/protos-ts/package.json").code == 0
    assert versions(example) == {"0.3.0rc1", "0.3.0-rc.1"}


@pytest.mark.parametrize("replaced", [5, 10])
def test_after_a_kill_every_file_is_old_or_new_and_the_next_run_finishes(
    machine: Machine, example: Path, replaced: int
) -> None:
    dying = Machine(machine.folder, {"JOURNEY_REPLACES": str(replaced)})
    done = dying.run(
        "workflow", "--sync-versions", "0.3.0rc1", cwd=example, program=(sys.executable, "-c", KILLED)
    )
    assert done.code == -9
    assert len(changed(example)) == replaced
    assert sync(machine, example, "0.3.0rc1").code == 0
    assert len(changed(example)) == 11
    assert versions(example) == {"0.3.0rc1", "0.3.0-rc.1"}
    assert [file for file in example.rglob("*") if "primer-draft" in file.name] == []


@pytest.mark.parametrize(
    ("said", "reference"),
    [
        ("", "illegal-release-version"),
        ("next", "illegal-release-version"),
        ("1.0.post1", "illegal-release-version"),
        ("no/package.json", "version-not-read"),
        ("nameless/package.json", "version-not-read"),
    ],
)
def test_what_is_no_version_is_a_usage_error(
    machine: Machine, example: Path, said: str, reference: str
) -> None:
    written(example, {"nameless/package.json": "{}"})
    done = sync(machine, example, said)
    assert (done.code, done.out) == (2, "")
    assert reference in done.err
    assert changed(example) == []


def test_a_manifest_that_cannot_be_read_keeps_all_from_being_set(machine: Machine, example: Path) -> None:
    written(example, {"packages/agent/pyproject.toml": "[project\n"})
    done = sync(machine, example, "0.3.0")
    assert done.code == 1
    assert "malformed-file" in done.err
    assert "packages/agent/pyproject.toml:1" in done.err
    assert changed(example) == ["packages/agent/pyproject.toml"]


def test_a_folder_without_packages_is_a_problem(machine: Machine, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    done = sync(machine, empty, "1.0")
    assert (done.code, "no-packages" in done.err) == (1, True)


def test_several_repositories_are_set_each_for_itself(
    machine: Machine, example: Path, tmp_path: Path
) -> None:
    other = tracked(
        written(tmp_path / "other", {"pyproject.toml": '[project]\nname = "other"\nversion = "0.2.0"\n'})
    )
    broken = tmp_path / "nowhere"
    done = sync(machine, example, "0.3.0rc1", str(broken), str(other), str(example))
    assert done.code == 1
    assert "no-such-folder" in done.err
    assert changed(other) == ["pyproject.toml"]
    assert len(changed(example)) == 11


def test_a_flag_makes_a_repository_version_locked(machine: Machine, tmp_path: Path) -> None:
    manifest = '[project]\nname = "{}"\nversion = "{}"\n'
    files = {
        "a/pyproject.toml": manifest.format("a-one", "1.0"),
        "b/pyproject.toml": manifest.format("b-two", "2.0"),
    }
    root = tracked(written(tmp_path / "mono", files))
    words = ("--plan", "--offline", str(root))
    assert "version lock" not in machine.run(*words).out
    assert "version lock" in machine.run(*words, "--version-locked").out
    written(root, {"primer.toml": 'version-locked = "yes"\n'})
    told = machine.run(*words)
    assert (told.code, "version-locked cannot be used: it is neither true nor false" in told.out) == (1, True)


def test_the_tag_at_head_is_the_version_of_a_tag_versioned_project(machine: Machine, tmp_path: Path) -> None:
    manifest = '[project]\nname = "a-one"\ndynamic = ["version"]\n[tool.hatch.version]\nsource = "vcs"\n'
    root = tracked(written(tmp_path / "mono", {"pyproject.toml": manifest}))
    words = ("--plan", "--offline", "--format", "json", str(root))

    def version() -> object:
        return json.loads(machine.run(*words).out)["packages"][0]["version"]

    assert version() is None
    author = ("-c", "user.name=Kim", "-c", "user.email=kim@example.org")
    run_git(root, *author, "commit", "--quiet", "-m", "first")
    assert version() is None
    run_git(root, "tag", "v1.4.0")
    assert version() == "1.4.0"


def test_a_long_lock_file_is_set_and_a_file_that_cannot_be_read_is_named(
    machine: Machine, tmp_path: Path
) -> None:
    others = "".join(
        f'[[package]]\nname = "dep-{n}"\nversion = "1.0"\n# {"x" * 1000}\n\n' for n in range(1200)
    )
    own = '[[package]]\nname = "a-one"\nversion = "1.0"\nsource = { editable = "." }\n'
    manifest = '[project]\nname = "a-one"\nversion = "1.0"\n'
    root = written(tmp_path / "mono", {"pyproject.toml": manifest, "uv.lock": others + own})
    (root / "a_one.py").write_bytes(b"# caf\xe9\n__version__ = '1.0'\n")
    done = sync(machine, tracked(root), "1.1")
    assert (done.code, changed(root)) == (0, ["pyproject.toml", "uv.lock"])
    assert (root / "uv.lock").read_text() == others + own.replace("1.0", "1.1")
    assert "a_one.py was left as it is: this file is not UTF-8: byte 0xe9 in line 1" in done.out


def test_at_40_columns_and_in_ascii_the_page_is_a_list(machine: Machine, tmp_path: Path) -> None:
    manifest = '[project]\nname = "a-{0}"\nversion = "1.0"\ndependencies = ["a-one{1}"]\n'
    files = {
        "one/pyproject.toml": manifest.format("one", ""),
        "two/pyproject.toml": manifest.format("two", "==1.0"),
    }
    root = tracked(written(tmp_path / "mono", files))
    narrow = Machine(machine.folder, {"COLUMNS": "40", "PYTHONIOENCODING": "ascii"})
    assert sync(narrow, root, "1.1rc1").out == (
        "  one/pyproject.toml:3\n"
        "    1.0 -> 1.1rc1\n"
        "  two/pyproject.toml:3\n"
        "    1.0 -> 1.1rc1\n"
        "  two/pyproject.toml:4\n"
        "    a-one==1.0 -> 1.1rc1\n"
        "\n"
        "[x] 3 places in 2 files set\n"
        "\n"
        "[ ] commit it and push, before you tag\n"
        '    git commit -a -m "Release 1.1rc1"\n'
    )


def test_uv_finds_nothing_to_lock_again(machine: Machine, tmp_path: Path) -> None:
    manifest = (
        '[project]\nname = "a-{0}"\nversion = "1.0"\nrequires-python = ">=3.11"\ndependencies = [{1}]\n'
    )
    workspace = '[tool.uv.workspace]\nmembers = ["*"]\n[tool.uv.sources]\na-one = { workspace = true }\n'
    files = {
        "one/pyproject.toml": manifest.format("one", ""),
        "two/pyproject.toml": manifest.format("two", '"a-one==1.0"'),
        "pyproject.toml": manifest.format("root", '"a-one==1.0", "a-two"')
        + workspace
        + "a-two = { workspace = true }\n",
    }
    root = written(tmp_path / "mono", files)
    uv = (str(Path(sys.executable).with_name("uv")), "lock", "--offline", "--python", sys.executable)
    assert machine.run(cwd=root, program=uv).code == 0
    assert sync(machine, tracked(root), "1.1rc1").code == 0
    assert "uv.lock" in changed(root)
    checked = machine.run("--check", cwd=root, program=uv)
    assert checked.code == 0, checked.err
