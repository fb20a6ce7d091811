"""Child processes: what they are given, what is heard of them, and that none outlives primer."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from primer.adapters.programs.children import Children, Ran, Stopped, harmless_environment, last_lines

GRANDCHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
open(sys.argv[1], "w").write(str(child.pid))
time.sleep(60)
"""


def run(children: Children, code: str, *args: str, seconds: float = 20.0, cwd: Path = Path()) -> Ran:
    return children.run([sys.executable, "-c", code, *args], cwd, dict(os.environ), seconds)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def gone(pid: int) -> bool:
    ends = time.monotonic() + 5
    while is_alive(pid) and time.monotonic() < ends:
        time.sleep(0.02)
    return not is_alive(pid)


def test_a_child_ends_with_its_code_and_both_its_streams_are_heard() -> None:
    ran = run(Children(), "import sys; print('one'); print('two', file=sys.stderr, flush=True); sys.exit(3)")
    assert ran.code == 3
    assert sorted(ran.said) == ["one", "two"]
    assert not ran.ok


def test_only_the_end_of_much_talk_is_kept() -> None:
    ran = run(Children(), "for number in range(100_000): print(number)")
    assert ran.ok
    assert len(ran.said) == 200
    assert ran.said[-1] == "99999"


def test_endless_talk_takes_no_room_on_the_disk() -> None:
    code = "import os, stat; print(stat.S_ISFIFO(os.fstat(1).st_mode), flush=True)"
    assert run(Children(), code).said == ("True",)
    ran = run(Children(), "while True: print('x' * 60_000, flush=True)", seconds=0.5)
    assert ran.code is None
    assert ran.said[-1].startswith("x")


def test_what_a_child_leaves_running_ends_with_it(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    code = GRANDCHILD.replace("time.sleep(60)\n", "")
    began = time.monotonic()
    assert run(Children(), code, str(file)).ok
    assert time.monotonic() - began < 10
    assert gone(int(file.read_text()))


def test_a_child_that_left_its_group_is_not_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    code = GRANDCHILD.replace('60)"]', '5)"], start_new_session=True').replace("time.sleep(60)\n", "")
    began = time.monotonic()
    ran = run(Children(), code, str(file))
    assert ran.said == (file.read_text(),)
    assert time.monotonic() - began < 4
    os.kill(int(file.read_text()), signal.SIGKILL)


def test_a_child_is_told_where_it_is_and_not_where_primer_was_started(tmp_path: Path) -> None:
    env = {**os.environ, "PWD": "/home/kim/project", "OLDPWD": "/home/kim"}
    code = "import os; print(os.environ['PWD'], 'OLDPWD' in os.environ)"
    ran = Children().run([sys.executable, "-c", code], tmp_path, env, 20.0)
    assert ran.said == (f"{tmp_path} False",)


def test_a_child_that_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    ran = run(Children(), GRANDCHILD, str(file), seconds=1.0)
    assert ran.code is None
    assert gone(int(file.read_text()))


def test_stopping_ends_every_child_and_starts_no_further_one(tmp_path: Path) -> None:
    children, file = Children(), tmp_path / "pid"
    ended: list[type[BaseException]] = []

    def work() -> None:
        try:
            run(children, GRANDCHILD, str(file))
        except Stopped:
            ended.append(Stopped)

    thread = threading.Thread(target=work)
    thread.start()
    while not file.exists() or not file.read_text():
        time.sleep(0.02)
    children.stop()
    thread.join(5)
    assert ended == [Stopped]
    assert gone(int(file.read_text()))
    with pytest.raises(Stopped):
        run(children, "")


def test_what_cannot_be_started_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        Children().run([str(tmp_path / "nowhere")], tmp_path, {}, 1.0)


def test_credentials_and_what_git_sets_for_hooks_are_taken_out_of_the_environment() -> None:
    taken = {
        "PYPI_API_TOKEN": "x",
        "TWINE_USERNAME": "x",
        "UV_PUBLISH_URL": "x",
        "GITHUB_TOKEN": "x",
        "ACTIONS_ID_TOKEN_REQUEST_URL": "x",
        "UV_INDEX_ACME_PASSWORD": "x",
        "aws_secret_access_key": "x",
        "GIT_DIR": "x",
        "PYTHONPATH": "x",
        "VIRTUAL_ENV": "x",
    }
    kept = {"PATH": "/bin", "HOME": "/home", "PIP_INDEX_URL": "https://index.example", "TOKYO": "far"}
    given = harmless_environment({**taken, **kept})
    assert taken.keys() & given.keys() == set()
    assert kept.items() <= given.items()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("plain\n\n  \n", ("plain",)),
        ("\x1b[31mred\x1b[0m", ("red",)),
        ("10%\r20%\rdone", ("done",)),
        ("get https://kim:hush@index.example/x", ("get https://<secret>@index.example/x",)),
        ("use " + "pypi" + "-AgEIcHlwaS5vcmcCJD", ("use <secret>",)),
        ("use " + "ghp" + "_0123456789abcdef", ("use <secret>",)),
        ("password = hunter2 again", ("password = <secret> again",)),
        ("x" * 300, ("x" * 200,)),
        ("why\nTIP pass --env-dir to keep the build environment", ("why",)),
    ],
)
def test_the_last_words_are_plain_masked_and_bearable(said: str, shown: tuple[str, ...]) -> None:
    assert last_lines(said) == shown


@pytest.mark.parametrize(
    ("said", "telling"),
    [
        (("ValueError: no", "× failed", "hint: try again"), "ValueError: no"),
        (
            ("ERROR: No matching distribution found for x", "note: bye"),
            "ERROR: No matching distribution found for x",
        ),
        (
            ("error: Failed to build `/x`", "  cause: No solution", "  cause: HTTP status 500"),
            "HTTP status 500",
        ),
        (("error: Failed to build `/x`", "  Caused by: no such file", "hint: …"), "no such file"),
        (("only words",), "only words"),
        (("no compiler", "ERROR Backend subprocess exited when trying to invoke build_wheel"), "no compiler"),
        (
            ("ERROR Backend subprocess exited when trying to invoke build_wheel",),
            "ERROR Backend subprocess exited when trying to invoke build_wheel",
        ),
        ((), ""),
    ],
)
def test_the_telling_line_names_the_error(said: tuple[str, ...], telling: str) -> None:
    assert Ran(1, said).telling == telling
