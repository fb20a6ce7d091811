"""guides/reference/exit-codes.md against the program: commands end with the code that their row explains."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from guides.reference.made_tables import FOLDER

PAGE = (FOLDER / "exit-codes.md").read_text(encoding="utf-8")
HEAD = ("0", "1", "3")
HOME = ("--owner", "acme", "--repository", "mono")
CASES: Sequence[tuple[str, Sequence[str], int]] = (
    ("--plan", ("--plan", "--offline"), 0),
    ("--plan", ("--plan", "--offline", "--check"), 3),
    ("--plan", ("--plan", "--offline", "nowhere"), 1),
    ("confirm", ("confirm", "--offline"), 3),
    ("init", ("init",), 2),
    ("confirm --exchange", ("confirm", "--exchange"), 2),
    ("workflow", ("workflow", "--offline"), 1),
    ("workflow --print", ("workflow", "--offline", "--print", *HOME), 0),
    ("workflow --check`, `--fix", ("workflow", "--check", "--offline", "bad"), 3),
    ("workflow --sync-versions", ("workflow", "--sync-versions", "0.3.0"), 0),
    ("diagnose", ("diagnose", "fine.log"), 3),
    ("diagnose", ("diagnose", "nowhere.log"), 1),
    ("guide", ("guide", "json"), 0),
)


@pytest.mark.parametrize(("row", "words", "code"), CASES, ids=[" ".join(words) for _, words, _ in CASES])
def test_a_command_ends_as_its_row_says(row: str, words: Sequence[str], code: int, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "acme-core"\nversion = "0.2.0"\n')
    (tmp_path / "fine.log").write_text("all is well\n")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / ".gitlab-ci.yml").write_text("publish:\n  script: twine upload -p $TOKEN dist/*\n")
    ours = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    kept = {name: text for name, text in os.environ.items() if name not in ("GITHUB_ACTIONS", "GITLAB_CI")}
    run = subprocess.run(
        [sys.executable, "-m", "primer", *words],
        cwd=tmp_path,
        env={**kept, **ours},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert run.returncode == code, run.stderr
    (cells,) = re.findall(rf"^\| `{re.escape(row)}` \| (.+) \|$", PAGE, re.MULTILINE)
    explained = dict(zip(HEAD, cells.split(" | "), strict=True))
    assert explained.get(str(code), "everywhere the same") != "–"
