"""`gh` ends with primer, whenever somebody leaves: in processes of their own that are really interrupted."""

import subprocess
import sys
from pathlib import Path

import pytest

LEAVING = """
import os, signal, subprocess, sys, threading
from pathlib import Path
from primer.adapters.programs.run_log import run_lines

moment, folder = sys.argv[1], sys.argv[2]
left = []

def leave():
    if not left:
        left.append(moment)
        os.kill(os.getpid(), signal.SIGINT)

def watch(frame, event, argument):
    if moment == "forked" and event == "c_return" and argument.__name__ == "fork_exec":
        leave()
    if moment == "started" and event == "return" and frame.f_code is subprocess.Popen.__init__.__code__:
        leave()

sys.setprofile(watch)
threading.setprofile(watch)
try:
    for _ in run_lines("7", Path(folder), folder):
        if moment == "read":
            leave()
except KeyboardInterrupt:
    print("left")
try:
    print("gh still runs", os.waitpid(-1, os.WNOHANG))
except ChildProcessError:
    print("no child is left")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX tells a process of its children")
@pytest.mark.parametrize("moment", ["forked", "started", "read"])
def test_gh_ends_with_whoever_leaves_when_it_was(moment: str, tmp_path: Path) -> None:
    gh = tmp_path / "gh"
    gh.write_text("#!/bin/sh\necho 'pypi\tPublish\ta line'\nexec sleep 9\n")
    gh.chmod(0o755)
    leaving = [sys.executable, "-c", LEAVING, moment, str(tmp_path)]
    done = subprocess.run(leaving, capture_output=True, text=True, check=False)
    assert (done.stdout.splitlines(), done.stderr) == (["left", "no child is left"], "")
