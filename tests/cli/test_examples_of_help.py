"""Every example of every page of help is a real command: all are understood, and the harmless ones run."""

import re
import shlex
from pathlib import Path

import pytest

from cli.help_pages import COMMANDS, NAMES, pages
from journeys import journey_repositories as shapes
from journeys.journey_runs import Finished, Machine, new_machine
from primer.cli.command_line import parse

LINE = re.compile(r"^ +((?:primer|gh) .*?)(?:  |$)", re.MULTILINE)
ENDS = {
    ("--plan", "--offline"): 0,
    ("--plan", "--offline", "--sources"): 0,
    ("guide",): 0,
    ("guide", "tutorial"): 0,
    ("guide", "creation-quota"): 0,
    ("guide", "--registry"): 0,
    ("completion", "bash"): 0,
    ("init", "--show-placeholder"): 0,
    ("workflow", "--print"): 0,
    ("diagnose", "publish.log"): 0,
    ("init",): 2,
}
"""Commands that ask nobody, or find nobody to ask, and how they end."""


def examples() -> list[str]:
    """The command lines of all pages, each once."""
    tops = (re.split(r"(?m)^(?:usage|commands):", pages(80)[name])[0] for name in NAMES)
    return sorted({found.strip() for top in tops for found in LINE.findall(top)})


def words(line: str) -> tuple[str, ...]:
    """What primer is given of a line, without what the shell does with it."""
    ours = re.split(r"[|>]", line.partition("| ")[2] or line)[0]
    program, *rest = shlex.split(ours)
    assert program == "primer"
    return tuple(rest)


def test_there_are_examples_and_each_command_has_some() -> None:
    shown = {words(line)[0] for line in examples()}
    assert shown == set(COMMANDS)


@pytest.mark.parametrize("line", examples())
def test_primer_understands_it(line: str) -> None:
    said = parse(words(line))
    assert said.command == words(line)[0].removeprefix("--")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return new_machine(tmp_path_factory.mktemp("examples") / "machine")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = shapes.setup_cfg(tmp_path_factory.mktemp("repository"))
    (root / "publish.log").write_text(
        "ERROR HTTPError: 400 Client Error: File already exists ('a-1.tar.gz').\n"
    )
    return root


@pytest.mark.parametrize("said", [known for known in ENDS if known in map(words, examples())], ids=" ".join)
def test_the_harmless_ones_run(said: tuple[str, ...], machine: Machine, root: Path) -> None:
    done = ran(machine, root, said)
    assert done.code == ENDS[said], done.err
    assert done.out or done.code == 2


def test_none_of_them_was_renamed() -> None:
    assert set(ENDS) <= set(map(words, examples()))


def ran(machine: Machine, root: Path, said: tuple[str, ...]) -> Finished:
    return machine.run(*said, cwd=root)
