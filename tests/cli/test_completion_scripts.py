"""The Tab key, asked of real shells: what bash, zsh and fish complete with the script that primer prints."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.shells import Bash, Fish, Shell, Zsh
from installed import need
from primer.cli.completion_command import script
from primer.cli.documentation import guides
from primer.cli.flags.commands import every_parser
from primer.cli.flags.completion import SHELLS
from primer.cli.shelves import name_of
from primer.reading.choices.keys import PROVIDERS

FOLDERS = ["library", "linked"]
COMMANDS = ["completion", "confirm", "diagnose", "guide", "help", "init", "plan", "rehearse", "workflow"]
ASKED = {
    "primer ": COMMANDS,
    "primer --pl": ["--plan"],
    "primer wo": ["workflow"],
    "primer --plan --off": ["--offline"],
    "primer plan --off": ["--offline"],
    "publish-primer --plan --off": ["--offline"],
    "primer --plan li": FOLDERS,
    "primer --plan --sources li": FOLDERS,
    "primer init li": FOLDERS,
    "primer workflow library li": FOLDERS,
    "primer --plan --format ": ["json", "markdown", "text"],
    "primer diagnose --format ": ["json", "text"],
    "primer init --registry ": ["npm", "pypi", "testpypi"],
    "primer init --route pen": ["pending"],
    "primer init --provider ": sorted(PROVIDERS),
    "primer confirm --registry npm --wa": ["--wait"],
    "primer confirm --report pub": ["publish.log"],
    "primer diagnose pub": ["publish.log"],
    "primer workflow --with ": ["attest", "audit", "guard", "release-pr"],
    "primer guide check": sorted(name_of(path) for path in guides() if name_of(path).startswith("check")),
    "primer help re": ["rehearse"],
    "primer completion ": sorted(SHELLS),
    "primer init --token-id 1 --token-m": ["--token-minutes"],
}


@pytest.fixture(scope="module", params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    name = str(request.param)
    need(name)
    folder, desk = tmp_path_factory.mktemp(name), tmp_path_factory.mktemp("desk")
    for made in FOLDERS:
        (desk / made).mkdir()
    (desk / "publish.log").touch()
    if name == "zsh":
        zsh = Zsh(script(name), folder, desk)
        yield zsh
        zsh.close()
    else:
        yield (Bash if name == "bash" else Fish)(script(name), folder, desk)


def test_every_line_is_completed_as_a_person_expects(shell: Shell) -> None:
    assert dict(zip(ASKED, shell.ask(list(ASKED)), strict=True)) == ASKED


@pytest.mark.parametrize("name", every_parser())
def test_every_flag_of_every_command_is_offered(name: str, shell: Shell) -> None:
    flags = sorted(flag for flag in every_parser()[name].flags if flag.startswith("--"))
    (offered,) = shell.ask([f"primer {name} --"])
    assert [flag for flag in offered if flag.startswith("--")] == flags


@pytest.mark.parametrize("name", SHELLS)
def test_the_shell_itself_can_read_the_script(name: str, tmp_path: Path) -> None:
    need(name)
    file = tmp_path / "script"
    file.write_text(script(name))
    done = subprocess.run([name, "-n", str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", SHELLS)
def test_a_script_names_no_place_of_this_machine_and_is_the_same_each_time(name: str) -> None:
    text = script(name)
    assert text == script(name)
    assert str(Path.home()) not in text
    assert text.endswith("\n")
