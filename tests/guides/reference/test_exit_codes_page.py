"""guides/reference/exit-codes.md: every code, for every command; the README and `--help` say the same."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from guides.reference.command_lines import parsers
from guides.reference.made_tables import FOLDER
from primer.cli import exits
from primer.cli.help_page import EXIT_CODES
from primer.providers.pins import CHECKOUT
from source_tree import ROOT

PAGE = (FOLDER / "exit-codes.md").read_text(encoding="utf-8")
CODES = {name: code for name, code in vars(exits).items() if name.isupper()}
EVERYWHERE = (exits.USAGE, exits.BUG, exits.INTERRUPTED)


def test_the_codes_are_the_programs() -> None:
    documented = re.findall(r"^\| (\d+) \| ", PAGE, re.MULTILINE)
    assert [int(code) for code in documented] == sorted(CODES.values())


def test_the_codes_that_differ_by_command_have_their_column() -> None:
    (head,) = re.findall(r"^\| command \| (.+) \|$", PAGE, re.MULTILINE)
    assert [int(code) for code in head.split(" | ")] == sorted(set(CODES.values()) - set(EVERYWHERE))
    assert f"{', '.join(map(str, EVERYWHERE[:2]))} and {EVERYWHERE[2]} mean the same everywhere" in PAGE


def test_every_command_has_its_row() -> None:
    named = re.findall(r"^\| `([\w-]+)", PAGE, re.MULTILINE)
    assert set(named) == set(parsers())


def test_each_code_is_explained_in_the_words_of_the_help() -> None:
    rows = dict(re.findall(r"^\| (\d+) \| (.+) \|$", PAGE, re.MULTILINE))
    codes = re.findall(r"(\d+) ([^\d(]+?(?: \(.+?\))?)(?=,? \d|$)", _unwrapped("\n".join(EXIT_CODES)))
    assert [int(code) for code, _ in codes] == [0, 1, 2, 70, 130, 3]
    explained = {code: re.sub(r"\[(.+?)\]\(.+?\)", r"\1", rows[code]) for code, _ in codes}
    assert {code: words for code, words in codes if not explained[code].startswith(words)} == {}


def test_a_command_has_a_third_code_where_its_help_explains_one() -> None:
    rows = re.findall(r"^\| `([\w-]+).*\| (.+) \|$", PAGE, re.MULTILINE)
    explained = {command for command, remains in rows if remains != "–"}
    assert explained == {name for name in parsers() if f" {exits.REMAINS} " in _codes_of(name)}


@pytest.mark.parametrize("flag", ["confirm --exchange", "workflow --print", "workflow --sync-versions"])
def test_a_flag_with_an_end_of_its_own_is_one_that_the_command_takes(flag: str) -> None:
    command, option = flag.split()
    assert f"| `{flag}` |" in PAGE
    assert option in parsers()[command].format_help()


def test_the_readme_and_the_help_say_the_same() -> None:
    (block,) = re.findall(r"^exit codes:.*?(?=^```)", _readme(), re.MULTILINE | re.DOTALL)
    assert _unwrapped(block) in _unwrapped(_help())
    assert [int(code) for code in re.findall(r"\b\d+\b", block)] == [0, 1, 2, 70, 130, 3]


def test_a_script_sees_the_code_that_the_page_names(tmp_path: Path) -> None:
    (script,) = re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)
    offline = script.replace("primer --plan", f"{sys.executable} -m primer --plan --offline")
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "acme-core"\nversion = "0.2.0"\n')
    run = subprocess.run(
        ["bash", "-c", f"jq() {{ echo asked; }}\n{offline}"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, "some are left:\nasked\n"), run.stderr


def test_the_job_for_ci_keeps_the_pins_and_runs_what_there_is() -> None:
    (job,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert re.findall(r"uses: (.+)", job) == [str(CHECKOUT)]
    words = [line.split()[1:] for line in re.findall(r"--spec publish-primer (.+)", job)]
    assert [part in parsers() for part, *_ in words] == [True, True]


def _codes_of(command: str) -> str:
    """The exit codes that a command's own help names."""
    return _unwrapped(parsers()[command].format_help().partition("exit codes: ")[2])


def _readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def _help() -> str:
    command = [sys.executable, "-m", "primer", "--help"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def _unwrapped(text: str) -> str:
    return " ".join(text.split())
