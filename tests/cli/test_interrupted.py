"""Ctrl-C and a polite kill while a command waits for somebody: exit code 130 at once, and true words."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

import pytest

from journeys import journey_repositories as shapes
from journeys.journey_runs import PROGRAM, Machine, new_machine

GOES_ON = "\nStopped. Nothing is lost: run it again and it goes on from here.\n"
UNCHANGED = "\nStopped. Nothing was changed.\n"
SLOW_GH = '#!/bin/sh\nexec 3> "$LINE"\nyes nothing | head -n 50000\necho begun >&3\nexec sleep 60\n'
"""Writes more than a pipe holds, so that primer is reading; then holds a line as long as it lives."""
PATIENCE = 20
Wait = Callable[[subprocess.Popen[str]], None]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shapes.setup_cfg(tmp_path_factory.mktemp("repository"))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


@contextmanager
def silence() -> Iterator[tuple[Mapping[str, str], Wait]]:
    """A proxy that takes every connection and never says a word."""
    with ExitStack() as held:
        server = held.enter_context(socket.create_server(("127.0.0.1", 0)))
        server.settimeout(PATIENCE)
        url = f"http://127.0.0.1:{server.getsockname()[1]}"

        def hold(_: object) -> None:
            held.enter_context(server.accept()[0])

        yield dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), url), hold


def left(machine: Machine, words: tuple[str, ...], extra: Mapping[str, str], wait: Wait, number: int) -> str:
    """What a command said in the end that was interrupted as soon as it waited."""
    with subprocess.Popen(
        [*PROGRAM, *words],
        env={**machine.environ(), **extra},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as primer:
        wait(primer)
        primer.send_signal(number)
        _, said = primer.communicate(timeout=PATIENCE)
    assert primer.returncode == 130, said
    return said


@pytest.mark.parametrize(
    ("command", "said", "number"),
    [("--plan", UNCHANGED, signal.SIGTERM), ("confirm", GOES_ON, signal.SIGINT)],
    ids=["--plan, kill", "confirm, Ctrl-C"],
)
def test_while_a_registry_is_silent(
    command: str, said: str, number: int, machine: Machine, root: Path
) -> None:
    with silence() as (proxies, wait):
        assert left(machine, (command, str(root)), proxies, wait, number).endswith(said)


def test_while_a_log_is_read(machine: Machine) -> None:
    def wait(primer: subprocess.Popen[str]) -> None:
        assert primer.stdin is not None
        # More than a pipe holds: when it is written, primer reads.
        primer.stdin.write("nothing\n" * 50_000)
        primer.stdin.flush()

    assert left(machine, ("diagnose", "-"), {}, wait, signal.SIGINT) == UNCHANGED


def test_while_another_program_is_waited_for_which_ends_as_well(
    machine: Machine, root: Path, tmp_path: Path
) -> None:
    line, gh = tmp_path / "line", tmp_path / "gh"
    os.mkfifo(line)
    gh.write_text(SLOW_GH)
    gh.chmod(0o755)
    extra = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "LINE": str(line)}
    words = ("diagnose", "12345", "--path", str(root))
    with ExitStack() as open_here:
        heard: list[TextIO] = []

        def wait(_: object) -> None:
            heard.append(open_here.enter_context(line.open()))
            assert heard[0].readline() == "begun\n"

        assert left(machine, words, extra, wait, signal.SIGINT) == UNCHANGED
        ended = time.monotonic()
        assert heard[0].read() == ""
        assert time.monotonic() - ended < PATIENCE
