"""A mended CI file is put in its place, and nothing that somebody wrote meanwhile is lost."""

from pathlib import Path

import pytest

from primer.adapters.files.written import Grounds
from primer.cli.workflow_mend import put_mended
from primer.core.problem import Stop

FILE = "publish.yaml"


def test_mark_and_line_ends_stay(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\n")
    assert put_mended(Grounds(tmp_path, tmp_path), FILE, "a: 1\r\nb: 2\n", "a: 3\r\nb: 2\n")
    assert (tmp_path / FILE).read_bytes() == b"\xef\xbb\xbfa: 3\r\nb: 2\n"


def test_what_was_changed_meanwhile_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("a: 2\n", encoding="utf-8")
    assert not put_mended(Grounds(tmp_path, tmp_path), FILE, "a: 1\n", "a: 3\n")
    assert not put_mended(Grounds(tmp_path, tmp_path), "gone.yaml", "a: 1\n", "a: 3\n")
    assert [(one.name, one.read_text(encoding="utf-8")) for one in tmp_path.iterdir()] == [(FILE, "a: 2\n")]


def test_a_link_within_stays_a_link_and_one_that_leads_out_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "repository"
    inside.mkdir()
    for folder in (tmp_path, inside):
        (folder / "real.yaml").write_text("a: 1\n", encoding="utf-8")
    (inside / "link.yaml").symlink_to("real.yaml")
    (inside / "out.yaml").symlink_to("../real.yaml")
    assert put_mended(Grounds(inside, inside), "link.yaml", "a: 1\n", "a: 3\n")
    assert (inside / "link.yaml").is_symlink()
    assert (inside / "real.yaml").read_text(encoding="utf-8") == "a: 3\n"
    with pytest.raises(Stop):
        put_mended(Grounds(inside, inside), "out.yaml", "a: 1\n", "a: 3\n")
    assert (tmp_path / "real.yaml").read_text(encoding="utf-8") == "a: 1\n"


def test_a_file_without_the_right_to_write_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("a: 1\n", encoding="utf-8")
    (tmp_path / FILE).chmod(0o444)
    with pytest.raises(Stop):
        put_mended(Grounds(tmp_path, tmp_path), FILE, "a: 1\n", "a: 3\n")
