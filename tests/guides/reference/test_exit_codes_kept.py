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
EVERYWHERE = {2: "usage", 70: "a bug", 130: "Ctrl-C"}
"""What codes mean that are the same for every command."""

CASES: Sequence[tuple[str, Sequence[str], int, str]] = (
    ("--plan", ("--plan", "--offline"), 0, "the plan could be made"),
    ("--plan", ("--plan", "--offline", "--check"), 3, "only with `--check`"),
    ("--plan", ("--plan", "--offline", "nowhere"), 1, "there is a problem"),
    ("confirm", ("confirm", "--offline"), 3, "not proven yet"),
    ("confirm", ("confirm", "--offline", "nowhere"), 1, "a problem stopped something"),
    ("init", ("init",), 2, "no terminal to ask in"),
    ("rehearse", ("rehearse", "--auto", "nowhere"), 1, "a problem stopped something"),
    ("confirm --exchange", ("confirm", "--exchange"), 2, "`--exchange` outside CI"),
    ("workflow", ("workflow", "--offline"), 1, "nothing could be written"),
    ("workflow", ("workflow", "--offline", "--yes", *HOME), 0, "written"),
    ("workflow --print", ("workflow", "--offline", "--print", *HOME), 0, "printed"),
    ("workflow --print", ("workflow", "--offline", "--print"), 1, "it cannot be said"),
    ("workflow --check`, `--fix", ("workflow", "--check", "--offline"), 0, "no rule is broken"),
    ("workflow --check`, `--fix", ("workflow", "--check", "--offline", "bad"), 3, "a rule is broken"),
    ("workflow --sync-versions", ("workflow", "--sync-versions", "0.3.0"), 0, "the version is set"),
    (
        "workflow --sync-versions",
        ("workflow", "--sync-versions", "0.3.0", "nowhere"),
        1,
        "it could not be set",
    ),
    ("diagnose", ("diagnose", "bad.log"), 0, "a cause is named"),
    ("diagnose", ("diagnose", "fine.log"), 3, "no known cause"),
    ("diagnose", ("diagnose", "nowhere.log"), 1, "the log could not be read"),
    ("guide", ("guide", "json"), 0, "shown"),
    ("completion", ("completion", "bash"), 0, "printed"),
)
"""Row, words, the code they end with, and how the page begins to explain it."""

TOLD: Sequence[tuple[str, int, str]] = (
    ("init", 0, "every fact is done"),
    ("init", 1, "a problem"),
    ("init", 3, "something is left"),
    ("rehearse", 0, "every fact is done"),
    ("rehearse", 3, "something is left"),
    ("confirm", 0, "all of it is proven"),
    ("confirm --exchange", 0, "the identity is taken"),
    ("confirm --exchange", 1, "there was no identity"),
    ("confirm --exchange", 3, "it was refused"),
    ("workflow", 3, "left as it was"),
    ("workflow --check`, `--fix", 1, "a file could not be read"),
    ("completion", 1, "the library"),
)
"""Ends that take a person, CI or a registry; their journeys are tested elsewhere."""


def cell(row: str, code: int) -> str:
    """How the page explains that a command ends so."""
    begin = str(code) if code in EVERYWHERE else f"`{row}`"
    (found,) = re.finditer(rf"^\| {re.escape(begin)} \| (.+) \|$", PAGE, re.MULTILINE)
    return found[1] if code in EVERYWHERE else dict(zip(HEAD, found[1].split(" | "), strict=True))[str(code)]


@pytest.mark.parametrize(("row", "code", "said"), TOLD, ids=[f"{row} {code}" for row, code, _ in TOLD])
def test_a_row_explains_the_code_of_its_column(row: str, code: int, said: str) -> None:
    assert cell(row, code).startswith(said)


@pytest.mark.parametrize(("code", "said"), EVERYWHERE.items())
def test_what_means_the_same_everywhere_is_explained_once(code: int, said: str) -> None:
    assert cell("", code).startswith(said)


def test_every_cell_is_held_against_a_run_or_its_words() -> None:
    rows = re.findall(r"^\| `(.+)` \| (.+) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
    explained = {
        (row, int(c)) for row, *told in rows for c, one in zip(HEAD, told, strict=True) if one != "–"
    }
    held = {(row, code) for row, _, code, _ in CASES} | {(row, code) for row, code, _ in TOLD}
    assert {one for one in held if one[1] not in EVERYWHERE} == explained


@pytest.mark.parametrize(
    ("row", "words", "code", "said"), CASES, ids=[f"{' '.join(words)} {code}" for _, words, code, _ in CASES]
)
def test_a_command_ends_as_its_row_says(
    row: str, words: Sequence[str], code: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "acme-core"\nversion = "0.2.0"\n')
    (tmp_path / "fine.log").write_text("all is well\n")
    (tmp_path / "bad.log").write_text("* `invalid-publisher`: valid token, but no corresponding publisher\n")
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
    explained = cell(row, code)
    assert said in explained if code in EVERYWHERE else explained.startswith(said)
