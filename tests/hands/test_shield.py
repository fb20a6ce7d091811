"""Leaving in order, in processes of their own that are really interrupted."""

import os
import signal
import subprocess
import sys
import time

import pytest

from primer.adapters.custody.shield import shielded

IMPATIENT = """
import sys, time
from primer.adapters.custody.shield import shielded, signals_leave

def act():
    print("begun", flush=True)
    time.sleep(float(sys.argv[1]))
    print("done", flush=True)

try:
    with signals_leave():
        shielded(act, patience=float(sys.argv[2]))
except (KeyboardInterrupt, SystemExit) as leaving:
    print(type(leaving).__name__, flush=True)
"""


def interrupted(act_seconds: float, patience: float, *signals: signal.Signals) -> list[str]:
    command = [sys.executable, "-c", IMPATIENT, str(act_seconds), str(patience)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip()]
        for number in signals:
            os.kill(process.pid, number)
            time.sleep(0.05)
        return said + process.stdout.read().split()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_told_twice_to_leave_does_not_stop_what_must_be_done(number: signal.Signals) -> None:
    said = interrupted(0.4, 10, number, number)
    assert said == ["begun", "done", "KeyboardInterrupt" if number == signal.SIGINT else "SystemExit"]


def test_what_hangs_can_be_left() -> None:
    assert interrupted(60, 0.2, signal.SIGINT) == ["begun", "KeyboardInterrupt"]


def test_results_and_errors_come_through() -> None:
    def fail() -> None:
        raise OSError("disk")

    assert shielded(lambda: "yes") == "yes"
    with pytest.raises(OSError, match="disk"):
        shielded(fail)
