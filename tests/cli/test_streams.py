"""A stream that is closed, left or full: primer ends with a code of its own and calm words."""

import os
import subprocess
from pathlib import Path

import pytest

from journeys import journey_repositories as shapes
from journeys.journey_runs import PROGRAM, Finished, Machine, new_machine

CHEAP = ("--version", "init --help", "guide")
FULL = Path("/dev/full")
NEEDS_FULL = pytest.mark.skipif(not FULL.exists(), reason="no device here is always full")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return new_machine(tmp_path_factory.mktemp("streams") / "machine")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shapes.setup_cfg(tmp_path_factory.mktemp("repository"))


def run(machine: Machine, line: str, redirected: str) -> Finished:
    """A command as a shell starts it, with its streams redirected."""
    command = ["sh", "-c", f'exec "$@" {redirected}', "sh", *PROGRAM, *line.split()]
    done = subprocess.run(
        command, env=machine.environ(), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return Finished(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_changes_nothing_for_a_plan(closed: str, machine: Machine, root: Path) -> None:
    done = run(machine, f"--plan --offline --check {root}", closed)
    assert (done.code, done.err) == (3, "")
    assert bool(done.out) == (closed != ">&-")


@pytest.mark.parametrize("line", CHEAP)
def test_a_closed_stdout_is_nobodys_fault(line: str, machine: Machine) -> None:
    assert run(machine, line, ">&-") == Finished(0, b"", b"")


def test_all_streams_closed_at_once_leave_the_exit_code(machine: Machine) -> None:
    assert run(machine, "init", "<&- >&- 2>&-").code == 2


def test_a_closed_stdin_is_no_terminal_and_an_empty_log(machine: Machine) -> None:
    done = run(machine, "init", "<&-")
    assert (done.code, "needs-a-terminal" in done.err) == (2, True)
    done = run(machine, "diagnose", "<&-")
    assert (done.code, "unknown" in done.out) == (3, True)


@pytest.mark.parametrize("line", CHEAP)
def test_a_reader_that_left_is_noticed_and_nothing_is_said(line: str, machine: Machine) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*PROGRAM, *line.split()], env=machine.environ(), stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


@NEEDS_FULL
@pytest.mark.parametrize("line", CHEAP)
def test_a_full_disk_is_a_problem_and_no_bug(line: str, machine: Machine) -> None:
    done = run(machine, line, f"> {FULL}")
    assert done.code == 1
    assert "no-space-left" in done.err
    assert "Traceback" not in done.err


@NEEDS_FULL
def test_a_report_on_a_full_disk_is_said_to_be_missing(machine: Machine, root: Path) -> None:
    done = run(machine, f"confirm --offline --report {FULL} {root}", "")
    assert done.code == 1
    assert "report-not-written" in done.err
    assert "no space left" in done.err.lower()
    assert done.out


@NEEDS_FULL
def test_a_full_stderr_leaves_the_exit_code(machine: Machine) -> None:
    assert run(machine, "init", f"2> {FULL}").code == 2
