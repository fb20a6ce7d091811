"""A copy of what git tracks: the same files and the same history, and nothing done to the original."""

from pathlib import Path

import pytest

from checkouts import run_git, tracked, written
from primer.adapters.building.tracked_copy import tracked_copy
from primer.adapters.programs.git import git
from primer.adapters.repository.checkout import open_checkout

AS_KIM = ("-c", "user.name=kim", "-c", "user.email=kim@acme.example")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """One commit with a tag, then a change on disk and a file that is not tracked."""
    root = tmp_path / "mono"
    root.mkdir()
    tracked(written(root, {"a/one.py": "1\n", "run.sh": "#!/bin/sh\n", ".gitignore": "dist/\n"}))
    (root / "run.sh").chmod(0o755)
    (root / "a/link.py").symlink_to("one.py")
    (root / "a/out.py").symlink_to("../../outside.py")
    run_git(root, "add", "--all")
    run_git(root, *AS_KIM, "commit", "--quiet", "-m", "first")
    run_git(root, "tag", "v0.2.0")
    written(root, {"a/one.py": "2\n", "a/new.py": "untracked\n", "dist/x.whl": "ignored\n"})
    return root


def copy_of(folder: Path, tmp_path: Path) -> Path:
    into = tmp_path / "copy"
    into.mkdir()
    return tracked_copy(open_checkout(folder), into)


def files(root: Path) -> set[str]:
    found = (path for path in root.rglob("*") if not path.is_dir() and ".git" not in path.parts)
    return {path.relative_to(root).as_posix() for path in found}


def test_tracked_files_come_as_they_lie_on_disk(home: Path, tmp_path: Path) -> None:
    root = copy_of(home, tmp_path)
    assert files(root) == {".gitignore", "run.sh", "a/one.py", "a/link.py", "a/out.py"}
    assert (root / "a/one.py").read_text() == "2\n"
    assert (root / "run.sh").stat().st_mode & 0o111
    assert (root / "a/link.py").readlink() == Path("one.py")


def test_a_version_made_of_tags_is_what_it_would_be_at_home(home: Path, tmp_path: Path) -> None:
    root = copy_of(home, tmp_path)
    described = git(root, "describe", "--tags", "--dirty").out
    assert described == git(home, "describe", "--tags", "--dirty").out == "v0.2.0-dirty\n"


def test_what_happens_in_the_copy_stays_there(home: Path, tmp_path: Path) -> None:
    before = git(home, "status", "--porcelain").out
    root = copy_of(home, tmp_path)
    (root / "a/one.py").write_text("3\n")
    run_git(root, *AS_KIM, "commit", "--quiet", "-am", "away")
    assert git(home, "status", "--porcelain").out == before
    assert (home / "a/one.py").read_text() == "2\n"
    assert git(home, "log", "--oneline").out.count("\n") == 1


def test_a_folder_of_a_work_tree_is_found_again_in_the_copy_of_all_of_it(home: Path, tmp_path: Path) -> None:
    folder = copy_of(home / "a", tmp_path)
    assert folder.name == "a"
    assert (folder.parent / "run.sh").exists()


def test_a_repository_without_a_commit_is_copied_too(tmp_path: Path) -> None:
    root = tmp_path / "young"
    root.mkdir()
    tracked(written(root, {"one.py": "1\n"}))
    assert files(copy_of(root, tmp_path)) == {"one.py"}


def test_what_a_submodule_has_checked_out_comes_along(home: Path, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    tracked(written(inner, {"lib.c": "int x;\n"}))
    run_git(inner, *AS_KIM, "commit", "--quiet", "-m", "first")
    run_git(home, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "vendor")
    root = copy_of(home, tmp_path)
    assert (root / "vendor/lib.c").read_text() == "int x;\n"
    assert not (root / "vendor/.git").exists()


def test_without_git_every_file_comes(tmp_path: Path) -> None:
    root = tmp_path / "plain"
    root.mkdir()
    written(root, {"one.py": "1\n", "a/two.py": "2\n"})
    assert files(copy_of(root, tmp_path)) == {"one.py", "a/two.py"}
