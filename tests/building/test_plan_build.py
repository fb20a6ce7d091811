"""`primer --plan --build` as a whole: what it prints where, its exit code, and leaving it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from building.tiny_projects import tiny
from checkouts import tracked, written

UV = {"uv.lock": "version = 1\n"}
# The build writes down who it is, and would go on for a minute.
SLOW = 'run = \'open(os.environ["ACME_PID"], "w").write(str(os.getpid())); time.sleep(60)\''


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    """A home and a temporary folder of one's own, and the uv that came with the tests."""
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir()
    return {
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "tmp"),
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "ACME_PID": str(tmp_path / "pid"),
        "LANG": "C.UTF-8",
    }


def repository(tmp_path: Path, files: Mapping[str, str]) -> Path:
    root = tmp_path / "mono"
    root.mkdir()
    return tracked(written(root, {**UV, **files}))


def command(root: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "primer", "--plan", "--build", "--offline", *words, str(root)]


def build_facts(printed: str) -> dict[str, str]:
    plan: object = json.loads(printed)
    assert isinstance(plan, dict)
    found: dict[str, str] = {}
    for fact in plan["facts"]:
        if fact["fact"] == "builds":
            found[fact["package"]] = f"{fact['verdict']}: {fact['detail']}"
    return found


def test_the_plan_goes_to_stdout_and_the_progress_to_stderr(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    root = repository(tmp_path, tiny("acme-core"))
    done = subprocess.run(
        command(root, "--format", "json"), env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    facts = build_facts(done.stdout)
    assert facts.keys() == {"acme-core"}
    assert facts["acme-core"].startswith("done: 0.2.0 builds, passes the strict check, installs and imports")
    said = [line.strip() for line in done.stderr.splitlines()]
    assert said[0] == "[.] building 1 package with uv build, in a copy"
    assert said[1].startswith("[x] acme-core builds, ")
    assert said[2].startswith("[x] acme-core installs, ")
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_package_that_does_not_build_stops_the_plan_with_a_problem(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    root = repository(tmp_path, tiny("acme-core", built="run = '1/0'"))
    done = subprocess.run(command(root), env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "package-not-built" in done.stdout
    assert "ZeroDivisionError: division by zero" in done.stdout


def test_ctrl_c_ends_the_build_and_leaves_nothing_behind(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    root = repository(tmp_path, tiny("acme-core", built=SLOW))
    pid_file = Path(environment["ACME_PID"])
    with subprocess.Popen(
        command(root), env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as primer:
        ends = time.monotonic() + 30
        while not (pid_file.exists() and pid_file.read_text()) and time.monotonic() < ends:
            time.sleep(0.05)
        builder = int(pid_file.read_text())
        primer.send_signal(signal.SIGINT)
        _, said = primer.communicate(timeout=20)
    assert primer.returncode == 130, said
    assert said.rstrip().endswith("Stopped. Nothing was changed.")
    assert _gone(builder)
    assert list((tmp_path / "tmp").iterdir()) == []


def _gone(pid: int) -> bool:
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").exists() and ") Z " in Path(f"/proc/{pid}/stat").read_text():
            return True
        time.sleep(0.05)
    return False
