"""Placeholders: building them, and building, checking and uploading them to a pypiserver on this machine."""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.clock import Command, environment, in_turn, run
from benchmarks.rivals import program
from benchmarks.table import Row, compared
from benchmarks.workspaces import workspace

PACKAGES, FEW = 20, 4
BUILD_GOAL, UPLOAD_GOAL = 0.1, 1.0
"""Ratios to uv; both tools build with hatchling, from the same source trees."""
PROGRAMS = Path(__file__).with_name("programs")


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """Building first, then the whole way to the index."""
    packages = FEW if quick else PACKAGES
    repository, trees = workspace(folder / "primed", packages), folder / "staged"
    run(_python("stage", "stage_trees.py", str(repository), str(trees)))
    yield from _building(repository, trees, packages, quick=quick)
    yield from _uploading(repository, trees, packages, quick=quick)


def _building(repository: Path, trees: Path, packages: int, *, quick: bool) -> Iterator[Row]:
    out, anew = _output(trees)
    primer = _python("primer", "prime.py", str(repository))
    uv = Command(
        "`uv build`", [program("uv"), "build", "--all-packages", "--out-dir", out, str(trees)], trees, anew
    )
    each = _python("`python -m build`", "build_each.py", str(trees), out, prepare=anew)
    subject = f"building {packages} placeholders"
    for other, pairs, goal in ((uv, 1 if quick else 5, BUILD_GOAL), (each, 1, None)):
        if quick and other is each:
            continue
        pair = in_turn(primer, other, pairs)
        yield compared(subject, pair.one.wall, other.name, pair.other.wall, pair.ratio, goal)


def _uploading(repository: Path, trees: Path, packages: int, *, quick: bool) -> Iterator[Row]:
    out, anew = _output(trees)
    with index(trees.with_name("index")) as url:
        primer = _python("primer", "prime.py", str(repository), url)
        uv = _python("`uv build`, `uv publish`", "publish.py", "uv", str(trees), out, url, prepare=anew)
        names = "`python -m build`, `twine check`, `twine upload`"
        twine = _python(names, "publish.py", "twine", str(trees), out, url, prepare=anew)
        subject = f"building, checking and uploading {packages} placeholders"
        for other, pairs, goal in ((uv, 1 if quick else 5, UPLOAD_GOAL), (twine, 1, UPLOAD_GOAL)):
            if quick and other is twine:
                continue
            pair = in_turn(primer, other, pairs)
            yield compared(subject, pair.one.wall, other.name, pair.other.wall, pair.ratio, goal)


@contextmanager
def index(folder: Path) -> Iterator[str]:
    """An index on this machine that takes every file, and takes it again."""
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [program("pypi-server"), "run", "-i", "127.0.0.1", "-p", str(port), "-a", ".", "-P", ".", "-o"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        [*words, "--disable-fallback", str(folder)], env=environment(), stdout=quiet, stderr=quiet
    )
    try:
        _await(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _await(port: int) -> None:
    for _ in range(200):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("the index did not start")


def _output(trees: Path) -> tuple[str, Callable[[], None]]:
    """Where the others put what they build, and how it is emptied before each run."""
    out = trees.with_name("out")
    return str(out), lambda: shutil.rmtree(out, ignore_errors=True)


def _python(name: str, script: str, *words: str, prepare: Callable[[], None] | None = None) -> Command:
    return Command(name, [program("python"), str(PROGRAMS / script), *words], prepare=prepare)
