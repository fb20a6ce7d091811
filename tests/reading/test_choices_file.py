"""Writing choices down leaves everything else as it was, byte for byte."""

import stat
import tomllib
from pathlib import Path

import pytest

from checkouts import tracked, written
from primer.adapters.files.choices_file import write_choices
from primer.core.problem import Stop
from primer.reading.choices.chosen import read_choices

VALUES = {"route": "pending", "publisher.owner": "acme"}
TABLE = '[tool.primer]\nroute = "pending"\n\n[tool.primer.publisher]\nowner = "acme"\n'


def after(root: Path, text: str, values: dict[str, str], file: str = "pyproject.toml") -> str:
    (root / file).write_bytes(text.encode())
    assert write_choices(root, values) == file
    return (root / file).read_bytes().decode()


def refused(root: Path, values: dict[str, str]) -> str:
    with pytest.raises(Stop) as stopped:
        write_choices(root, values)
    return stopped.value.problem.reference


def test_a_table_is_put_after_everything_else(tmp_path: Path) -> None:
    before = '# mine\n[project]   # odd\nname =  "x"\n'
    assert after(tmp_path, before, VALUES) == f"{before}\n{TABLE}"


def test_a_file_without_a_last_line_end_gets_one(tmp_path: Path) -> None:
    assert after(tmp_path, "[project]", VALUES) == f"[project]\n\n{TABLE}"


def test_an_empty_file_holds_only_the_table(tmp_path: Path) -> None:
    assert after(tmp_path, "", VALUES) == TABLE


def test_byte_order_mark_and_line_ends_stay(tmp_path: Path) -> None:
    wanted = "\ufeff[project]\r\n\r\n" + TABLE.replace("\n", "\r\n")
    assert after(tmp_path, "\ufeff[project]\r\n", VALUES) == wanted


def test_a_table_that_is_there_is_changed_in_place(tmp_path: Path) -> None:
    before = """\
# top
[tool.primer]  # ours
# why
route = 'prime' # a remark
exclude = [
    "a",  # because
]

# about ruff
[tool.ruff]
line-length =    100
"""
    text = after(
        tmp_path, before, {"route": "pending", "accounts.pypi": "kim", "placeholder-version": "0.0.2"}
    )
    assert (
        text
        == """\
# top
[tool.primer]  # ours
# why
route = "pending" # a remark
exclude = [
    "a",  # because
]
placeholder-version = "0.0.2"

[tool.primer.accounts]
pypi = "kim"

# about ruff
[tool.ruff]
line-length =    100
"""
    )


def test_a_value_that_is_there_already_changes_nothing(tmp_path: Path) -> None:
    before = "[tool.primer]\nroute = 'pending'\nexclude = [ 'a',\n  'b' ]"
    assert after(tmp_path, before, {"route": "pending", "exclude": "a\nb"}) == before


def test_tables_that_stand_apart_are_each_changed_in_place(tmp_path: Path) -> None:
    publisher = '[tool.primer.publisher]\nworkflow = "p.yml"\n'
    before = f'[tool.primer]\nroute = "prime"\n[tool.x]\na = 1\n{publisher}[tool.y]\nb=1\n'
    text = after(tmp_path, before, VALUES)
    assert text == before.replace('"prime"', '"pending"').replace('"p.yml"\n', '"p.yml"\nowner = "acme"\n')


def test_an_inline_table_is_filled(tmp_path: Path) -> None:
    text = after(tmp_path, '[tool.primer]\npublisher = { workflow = "p.yml" }\n', {"publisher.owner": "acme"})
    assert tomllib.loads(text)["tool"]["primer"] == {"publisher": {"workflow": "p.yml", "owner": "acme"}}


def test_where_the_choices_cannot_be_changed_alone_nothing_is_written(tmp_path: Path) -> None:
    before = "tool = { x = 1 }\n"
    (tmp_path / "pyproject.toml").write_text(before)
    assert refused(tmp_path, VALUES) == "choices-not-writable"
    assert (tmp_path / "pyproject.toml").read_text() == before


def test_without_a_pyproject_a_primer_toml_is_made(tmp_path: Path) -> None:
    assert write_choices(tmp_path, VALUES) == "primer.toml"
    assert (tmp_path / "primer.toml").read_text() == TABLE.replace("[tool.primer]\n", "").replace(
        "tool.primer.", ""
    )


def test_a_primer_toml_keeps_its_comments(tmp_path: Path) -> None:
    text = after(tmp_path, '# ours\nroute = "prime"  # a remark\n', {"route": "pending"}, "primer.toml")
    assert text == '# ours\nroute = "pending"  # a remark\n'


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    values = {
        "packages": "packages/*\nodd name",
        "publisher.provider": "github",
        "publisher.environment": "",
        "publisher.testpypi.workflow": 'a "quoted".yml',
        "accounts.pypi": "kim",
        "registries.own.upload-url": "https://a.example/up/",
        "registries.own.index-url": "https://a.example/simple",
    }
    text = after(tmp_path, "[project]\n", values)
    choices, problems = read_choices({"pyproject.toml": text})
    assert problems == ()
    assert choices.packages == ("packages/*", "odd name")
    assert choices.publisher("testpypi").values["workflow"].value == 'a "quoted".yml'
    assert choices.publisher("pypi").values["environment"].value == ""
    assert choices.registries[0].upload_url == "https://a.example/up/"


def test_an_illegal_value_is_never_written(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    assert refused(tmp_path, {"route": "exists"}) == "illegal-choice"
    assert refused(tmp_path, {"token": "x"}) == "unknown-choice"
    assert (tmp_path / "pyproject.toml").read_text() == "[project]\n"


def test_a_malformed_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project\n")
    assert refused(tmp_path, VALUES) == "malformed-file"


def test_nothing_to_write_touches_nothing(tmp_path: Path) -> None:
    assert write_choices(tmp_path, {}) == "primer.toml"
    assert list(tmp_path.iterdir()) == []


def test_the_files_mode_stays_and_no_draft_is_left(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text("")
    file.chmod(0o640)
    write_choices(tmp_path, VALUES)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["pyproject.toml"]


def test_a_link_within_the_repository_stays_a_link(tmp_path: Path) -> None:
    root = tracked(written(tmp_path, {"shared/real.toml": "[project]\n", "sub/x": ""})) / "sub"
    (root / "pyproject.toml").symlink_to("../shared/real.toml")
    write_choices(root, VALUES)
    assert (root / "pyproject.toml").is_symlink()
    assert (tmp_path / "shared" / "real.toml").read_text() == f"[project]\n\n{TABLE}"


def test_a_link_out_of_the_repository_is_never_written_through(tmp_path: Path) -> None:
    written(tmp_path, {"out.toml": "[project]\n"})
    root = tracked(written(tmp_path / "root", {"x": ""}))
    (root / "pyproject.toml").symlink_to(tmp_path / "out.toml")
    assert refused(root, VALUES) == "choices-not-written"
    assert (tmp_path / "out.toml").read_text() == "[project]\n"


def test_undecodable_bytes_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"# J\xfcrgen\n")
    assert refused(tmp_path, VALUES) == "choices-not-written"
