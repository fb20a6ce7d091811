"""What is said of a bug: in the window's width, with the place of a log that can be copied."""

import sys
from pathlib import Path

import pytest

from emulator import Emulator
from journeys.journey_runs import Machine, new_machine

FAIL = """\
import sys
from primer.cli.crash import report
sys.modules.update({missing!r})
try:
    sys.modules["nowhere"]
except KeyError:
    sys.exit(report())
"""
WORDS = (
    "This is a bug in primer, not in what you did. The log: LOG"
    " It is safe to run primer again: it looks at what is there, and goes on."
)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "my machine")


def crashed(machine: Machine, columns: int, *missing: str) -> Emulator:
    """A terminal where a bug was met, with modules that cannot be imported."""
    command = [sys.executable, "-c", FAIL.format(missing=dict.fromkeys(missing))]
    terminal = Emulator(command, columns, 40, machine.environ(), machine.folder)
    assert terminal.wait_for_end() == 70
    terminal.close()
    return terminal


def log_of(machine: Machine) -> str:
    (log,) = machine.state.rglob("crash-*.log")
    assert "KeyError" in log.read_text(encoding="utf-8")
    return str(log)


@pytest.mark.parametrize("columns", [40, 80])
def test_the_words_are_wrapped_and_the_place_of_the_log_is_not(columns: int, machine: Machine) -> None:
    said = crashed(machine, columns).raw.decode().replace(log_of(machine), "LOG").splitlines()
    assert max(map(len, said)) <= columns
    assert " ".join(said) == WORDS


def test_where_what_wraps_words_cannot_be_had_they_are_said_all_the_same(machine: Machine) -> None:
    said = crashed(machine, 40, "primer.terminal.layout").raw.decode().splitlines()
    assert " ".join(said) == WORDS.replace("LOG", log_of(machine))


def test_without_a_place_for_the_log_it_is_on_the_screen(machine: Machine) -> None:
    rows = crashed(machine, 80, "primer.adapters.files.state").rows
    said = "\n".join(rows).rstrip()
    assert "KeyError: 'nowhere'" in said
    assert " ".join(said.splitlines()[-2:]) == WORDS.replace("LOG", "above")
