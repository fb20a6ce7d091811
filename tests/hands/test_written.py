"""Writing a file of the repository: in one step, keeping what it had, never outside."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from checkouts import written
from primer.adapters.files.written import Grounds, Standing
from primer.core.problem import Stop

FILE = ".github/workflows/publish.yaml"


@pytest.fixture
def grounds(tmp_path: Path) -> Grounds:
    root = tmp_path / "mono"
    root.mkdir()
    return Grounds(root, root)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def why(grounds: Grounds, path: str = FILE) -> str:
    """Why it cannot be written; nothing may have changed by the try."""
    with pytest.raises(Stop) as stopped:
        grounds.check(path)
    assert stopped.value.problem.reference == "file-not-written"
    assert stopped.value.problem.source is not None
    assert stopped.value.problem.source.where == path
    return stopped.value.problem.message


def test_a_new_file_is_written_with_its_folders_and_the_usual_mode(grounds: Grounds) -> None:
    assert grounds.standing(FILE) is None
    grounds.check(FILE)
    grounds.write(FILE, "on: push\n")
    assert grounds.standing(FILE) == Standing("on: push\n")
    assert stat.S_IMODE((grounds.root / FILE).stat().st_mode) & 0o111 == 0
    assert names(grounds.root / ".github/workflows") == ["publish.yaml"]


def test_the_mode_of_a_file_stays(grounds: Grounds) -> None:
    written(grounds.root, {FILE: "old\n"})
    (grounds.root / FILE).chmod(0o640)
    grounds.write(FILE, "new\n")
    assert stat.S_IMODE((grounds.root / FILE).stat().st_mode) == 0o640


def test_line_ends_and_the_byte_order_mark_are_told_from_the_text_and_kept(grounds: Grounds) -> None:
    written(grounds.root, {FILE: "\ufeffon: push\r\njobs: {}\r\n"})
    standing = grounds.standing(FILE)
    assert standing == Standing("on: push\njobs: {}\n", "\r\n", "\ufeff")
    assert standing.carrying("a\nb\n") == "\ufeffa\r\nb\r\n"


def test_mixed_line_ends_become_plain_ones(grounds: Grounds) -> None:
    written(grounds.root, {FILE: "a\r\nb\n"})
    assert grounds.standing(FILE) == Standing("a\nb\n")


def test_a_link_inside_the_repository_is_written_through(grounds: Grounds) -> None:
    written(grounds.root, {"ci/real.yaml": "old\n", ".github/workflows/other.yaml": ""})
    (grounds.root / FILE).symlink_to("../../ci/real.yaml")
    grounds.check(FILE)
    grounds.write(FILE, "new\n")
    assert (grounds.root / FILE).is_symlink()
    assert (grounds.root / "ci/real.yaml").read_text() == "new\n"


def test_a_link_out_of_the_repository_is_refused(grounds: Grounds, tmp_path: Path) -> None:
    outside = written(tmp_path / "outside", {"publish.yaml": "theirs\n"})
    written(grounds.root, {".github/workflows/other.yaml": ""})
    (grounds.root / FILE).symlink_to(outside / "publish.yaml")
    assert "out of the repository" in why(grounds)
    with pytest.raises(Stop):
        grounds.write(FILE, "mine\n")
    with pytest.raises(Stop):
        grounds.standing(FILE)
    assert (outside / "publish.yaml").read_text() == "theirs\n"


def test_a_folder_that_is_a_link_out_of_the_repository_is_refused(grounds: Grounds, tmp_path: Path) -> None:
    outside = written(tmp_path / "outside", {"workflows/other.yaml": ""})
    (grounds.root / ".github").symlink_to(outside)
    assert "out of the repository" in why(grounds)
    with pytest.raises(Stop):
        grounds.write(FILE, "mine\n")
    assert names(outside / "workflows") == ["other.yaml"]


@pytest.mark.parametrize("path", ["../beside.yaml", "/etc/primer.yaml", ".github/../../beside.yaml"])
def test_a_path_out_of_the_repository_is_refused(grounds: Grounds, path: str) -> None:
    assert "out of the repository" in why(grounds, path)


def test_a_link_that_leads_round_is_refused(grounds: Grounds) -> None:
    written(grounds.root, {".github/workflows/other.yaml": ""})
    (grounds.root / FILE).symlink_to("publish.yaml")
    with pytest.raises(Stop):
        grounds.standing(FILE)


def test_a_read_only_file_is_left(grounds: Grounds) -> None:
    written(grounds.root, {FILE: "old\n"})
    (grounds.root / FILE).chmod(0o444)
    assert "may not be written to" in why(grounds)


@pytest.mark.parametrize(
    ("instead", "hint"),
    [
        ("", "mend that and run it again"),
        ("read it elsewhere", "mend that and run it again, or read it elsewhere"),
    ],
)
def test_the_way_out_is_the_one_of_what_is_being_done(tmp_path: Path, instead: str, hint: str) -> None:
    with pytest.raises(Stop) as stopped:
        Grounds(tmp_path, tmp_path, instead).check("../beside.yaml")
    assert stopped.value.problem.hint == hint


def test_what_is_no_file_or_no_folder_is_said_to_be_so(grounds: Grounds) -> None:
    (grounds.root / FILE).mkdir(parents=True)
    assert "it is a folder" in why(grounds)
    written(grounds.root, {"ci": "a file\n"})
    assert "nothing can be written in ci" in why(grounds, "ci/publish.yaml")
    with pytest.raises(Stop, match="file-not-written"):
        grounds.write("ci/publish.yaml", "on: push\n")


def test_a_file_that_is_no_utf_8_is_not_read_and_so_not_written_over(grounds: Grounds) -> None:
    (grounds.root / ".github/workflows").mkdir(parents=True)
    (grounds.root / FILE).write_bytes(b"# caf\xe9\n")
    with pytest.raises(Stop) as stopped:
        grounds.standing(FILE)
    assert "it is not UTF-8" in stopped.value.problem.message


DYING = """
import os, pathlib, signal, sys
from primer.adapters.files.written import put
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
put(pathlib.Path(sys.argv[1]), b"new")
"""


def test_what_a_killed_run_left_is_cleared_by_the_next_write_and_nothing_else_is(grounds: Grounds) -> None:
    written(grounds.root, {FILE: "old\n", ".github/workflows/.publish.yaml.mine": "stays"})
    killed = subprocess.run([sys.executable, "-c", DYING, str(grounds.root / FILE)], check=False)
    assert killed.returncode == -9
    assert len(names(grounds.root / ".github/workflows")) == 3
    assert (grounds.root / FILE).read_text() == "old\n"
    grounds.write(FILE, "new\n")
    assert names(grounds.root / ".github/workflows") == [".publish.yaml.mine", "publish.yaml"]
