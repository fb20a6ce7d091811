"""Several files written together: all of them or none, and nothing else of theirs changes."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from checkouts import written
from primer.adapters.files.several_files import Rewrite, write_together
from primer.core.problem import Stop

FILES = {"a.toml": "one\r\n", "b/b.json": "\ufefftwo", "b/[c].py": "three"}
REWRITES = (
    Rewrite("a.toml", "one\r\n", "1\r\n"),
    Rewrite("b/b.json", "two", "2"),
    Rewrite("b/[c].py", "three", "3"),
)
DONE = {"a.toml": "1\r\n", "b/b.json": "\ufeff2", "b/[c].py": "3"}


def texts(root: Path) -> dict[str, str]:
    """Every file there, drafts too."""
    return {
        str(file.relative_to(root)): file.read_bytes().decode() for file in root.rglob("*") if file.is_file()
    }


def refused(root: Path, rewrites: tuple[Rewrite, ...] = REWRITES) -> str:
    with pytest.raises(Stop) as stop:
        write_together(root, root, rewrites)
    assert stop.value.problem.reference == "versions-not-written"
    return stop.value.problem.message


def test_all_are_written_with_their_marks_and_line_ends(tmp_path: Path) -> None:
    write_together(written(tmp_path, FILES), tmp_path, REWRITES)
    assert texts(tmp_path) == DONE


def test_modes_stay(tmp_path: Path) -> None:
    written(tmp_path, FILES)
    (tmp_path / "a.toml").chmod(0o640)
    write_together(tmp_path, tmp_path, REWRITES)
    assert stat.S_IMODE((tmp_path / "a.toml").stat().st_mode) == 0o640


def test_a_link_within_the_repository_stays_a_link(tmp_path: Path) -> None:
    written(tmp_path, FILES | {"real": "one\r\n"})
    (tmp_path / "a.toml").unlink()
    (tmp_path / "a.toml").symlink_to("real")
    write_together(tmp_path, tmp_path, REWRITES)
    assert (tmp_path / "a.toml").is_symlink()
    assert texts(tmp_path)["real"] == "1\r\n"


def remove(root: Path) -> None:
    (root / "b/[c].py").unlink()


def change(root: Path) -> None:
    (root / "b/[c].py").write_text("somebody else's")


def protect(root: Path) -> None:
    (root / "b/[c].py").chmod(0o444)


def lead_out(root: Path) -> None:
    remove(root)
    (root.parent / "outside").write_text("three")
    (root / "b/[c].py").symlink_to(root.parent / "outside")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (remove, "no such file or directory"),
        (change, "it was changed meanwhile"),
        (protect, "it may not be written to"),
        (lead_out, "it is a link that leads out of the repository"),
    ],
)
def test_one_that_cannot_be_written_keeps_all_from_being(
    tmp_path: Path, spoil: Callable[[Path], None], why: str
) -> None:
    root = written(tmp_path / "repository", FILES)
    spoil(root)
    before = texts(root)
    assert refused(root) == f"no version was set, because b/[c].py cannot be written: {why}"
    assert texts(root) == before


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_failure_while_they_are_put_in_place_puts_all_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    written(tmp_path, FILES)
    calls, replace = 0, Path.replace

    def failing(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    assert refused(tmp_path).endswith("no space left on device")
    assert texts(tmp_path) == FILES


def test_what_cannot_be_put_back_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, FILES)
    calls, replace = 0, Path.replace

    def failing(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(Stop) as stop:
        write_together(tmp_path, tmp_path, REWRITES)
    assert stop.value.problem.reference == "versions-half-written"


def test_drafts_of_a_run_that_was_killed_are_removed(tmp_path: Path) -> None:
    left = {".a.toml.primer-draft-x": "half", "b/.[c].py.primer-draft-y": "half", ".a.toml.mine": "stays"}
    written(tmp_path, FILES | left)
    write_together(tmp_path, tmp_path, REWRITES)
    assert texts(tmp_path) == DONE | {".a.toml.mine": "stays"}


def test_the_owner_stays(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give a file away")
    written(tmp_path, FILES)
    os.chown(tmp_path / "a.toml", 1234, 1234)
    write_together(tmp_path, tmp_path, REWRITES)
    assert (tmp_path / "a.toml").stat().st_uid == 1234
