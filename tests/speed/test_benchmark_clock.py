"""What the benchmarks say of a process is that process's own: its time, its memory, its failure."""

import sys
from pathlib import Path

import pytest
from benchmarks.clock import Command, run

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process its own peak")
OWN_PEAK = """
import sys
held = b"x" * (int(sys.argv[1]) * 1_000_000)
status = open("/proc/self/status").read()
print(status.partition("VmHWM:")[2].split()[0], file=open(sys.argv[2], "w"))
"""


def test_the_memory_of_whoever_measures_is_not_counted() -> None:
    held = b"x" * 100_000_000
    assert run(Command("nothing", ["true"])).peak < 10
    assert len(held) == 100_000_000


@LINUX
@pytest.mark.parametrize("megabytes", [0, 60])
def test_the_peak_is_what_the_program_itself_is_told(tmp_path: Path, megabytes: int) -> None:
    said = tmp_path / "peak"
    words = [sys.executable, "-I", "-S", "-c", OWN_PEAK, str(megabytes), str(said)]
    peak = run(Command("one", words)).peak
    assert peak == pytest.approx(int(said.read_text()) / 1000, abs=2)


def test_the_memory_of_a_child_counts_where_it_is_the_largest() -> None:
    child = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'b\"x\" * 60_000_000'], check=True)"
    )
    assert run(Command("one", [sys.executable, "-c", child])).peak > 60


def test_waiting_costs_the_clock_and_not_the_processor() -> None:
    cost = run(Command("wait", [sys.executable, "-I", "-S", "-c", "import time; time.sleep(0.3)"]))
    assert cost.wall >= 0.3
    assert cost.processor < 0.3


def test_a_command_runs_in_its_folder_and_without_an_input(tmp_path: Path) -> None:
    program = "import sys; open('here', 'w').write(repr(sys.stdin.read()))"
    run(Command("write", [sys.executable, "-c", program], tmp_path))
    assert (tmp_path / "here").read_text() == "''"


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_command_that_fails_ends_everything_with_its_own_words(stream: str) -> None:
    program = f"import sys; print('no such thing', file=sys.{stream}); sys.exit(3)"
    with pytest.raises(SystemExit, match=r"failed:\nno such thing"):
        run(Command("fail", [sys.executable, "-c", program]))


def test_a_command_that_a_signal_ends_has_failed() -> None:
    program = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
    with pytest.raises(SystemExit, match="failed"):
        run(Command("fail", [sys.executable, "-c", program]))


def test_a_command_that_is_not_there_ends_everything_too() -> None:
    with pytest.raises(SystemExit, match="no-such-program failed"):
        run(Command("fail", ["/no-such-program"]))
