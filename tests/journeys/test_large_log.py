"""A log of fifty megabytes, as bad as logs get: diagnosed by a whole run of primer, in little memory."""

import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from journeys.journey_json import as_row, parsed, rows
from journeys.journey_runs import PROGRAM, Machine, new_machine
from primer.adapters.files.log_lines import numbered_lines
from primer.diagnosis.scan import scanned

MEGABYTE = 1_000_000
STAMP = b"publish\tUpload\t2026-11-21T14:00:01.0007919Z "
LINES = (
    b"\x1b[36;1mdrwxr-xr-x 2 runner docker 4096 build/lib/adk_sim_protos/messages\x1b[0m",
    b"INFO     running build_ext, copying src/adk_sim_protos/messages_pb2.py to build/lib",
    b"collected na\xefve \xff\xfe bytes, and a NUL \x00 within",
    b" 10% ----\r 55% -------\r100% ----------",
    b"npm http fetch GET 200 https://registry.npmjs.org/@acme%2fcore 12ms (cache hit)",
)
FAILURE = (
    b"\x1b[31mERROR   \x1b[0m HTTPError: 400 Bad Request from https://upload.pypi.org/legacy/",
    b"         File already exists ('adk_sim_protos-0.2.0.tar.gz', with blake2_256 hash '9d').",
)
MEASURED = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:])
_, status, used = os.wait4(child.pid, 0)
child.returncode = os.waitstatus_to_exitcode(status)
print(used.ru_maxrss, file=sys.stderr)
sys.exit(child.returncode)
"""
"""Runs a program and tells its greatest memory: a process counts that of whoever started it as its own."""


def block() -> bytes:
    """Some 64 kB of a log that means nothing."""
    return b"".join(STAMP + line + b"\n" for line in LINES * 130)


def log(size: int) -> Iterator[bytes]:
    """So many bytes in pieces, a line of a megabyte among them, and a failure behind all."""
    piece = block()
    yield from (piece for _ in range(size // len(piece)))
    yield STAMP + b"x" * MEGABYTE + b"\n"
    yield from (STAMP + line + b"\n" for line in FAILURE)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


def test_fifty_megabytes_are_diagnosed_in_little_memory(machine: Machine) -> None:
    size = 50 * MEGABYTE
    child = subprocess.Popen(
        [sys.executable, "-c", MEASURED, *PROGRAM, "diagnose", "--format", "json"],
        cwd=machine.folder,
        env=machine.environ(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    with child.stdin as stdin:
        stdin.writelines(log(size))
    with child.stdout as stdout:
        printed = stdout.read().decode()
    with child.stderr as stderr:
        kilobytes = int(stderr.read().split()[-1])
    child.wait()
    [cause] = rows(parsed(printed)["causes"])
    assert child.returncode == 0
    assert cause["cause"] == "file-exists"
    assert as_row(cause["evidence"])["line"] == block().count(b"\n") * (size // len(block())) + 3
    assert kilobytes * 1024 < 100 * MEGABYTE


def cost(content: bytes) -> float:
    """The processor's seconds that a scan takes."""
    begin = time.process_time()
    scanned(numbered_lines(BytesIO(content)))
    return time.process_time() - begin


@pytest.mark.parametrize("word", ["a/", "a-", "1.", "a==1", "pypi-", "repository.url is "])
def test_an_error_in_one_long_line_costs_what_it_costs_in_short_ones(word: str) -> None:
    opening = "error: "
    whole = opening + word * (32_000 // len(word)) + "\n"
    short = (opening + word * (64 // len(word)) + "\n") * (len(whole) // 64)
    assert cost((whole * 3).encode()) < 20 * cost((short * 3).encode()) + 0.5
