"""Placeholders: building them, and building, checking and uploading them to a pypiserver on this machine."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clock import Command, environment, in_turn, run
from benchmarks.rivals import program
from benchmarks.table import Row, compared
from benchmarks.workspaces import workspace

PACKAGES, FEW = 20, 3
"""Few for what takes minutes otherwise, and for a quick run."""
PAIRS = 3
BUILD_GOAL, UPLOAD_GOAL = 0.1, 1.0
"""Ratios for all the packages; everybody builds with hatchling, from the same source trees."""
HERE = ("--no-build-isolation", "--python", program("python"))
"""For uv to build with the hatchling that is installed, as primer does."""
PROGRAMS = Path(__file__).with_name("programs")


@dataclass(frozen=True, slots=True)
class Staged:
    """A repository, and its placeholders' source trees for tools that build from a folder."""

    packages: int
    repository: Path
    trees: Path

    @property
    def out(self) -> str:
        """Where the others put what they build."""
        return str(self.trees.with_name(f"out-{self.packages}"))

    def primer(self, *url: str) -> Command:
        """The way of primer, as far as the index where one is named."""
        return _python("primer", "prime.py", str(self.repository), *url)

    def other(self, name: str, words: list[str]) -> Command:
        """Another tool's; what it built before is removed first."""
        return Command(name, words, prepare=lambda: shutil.rmtree(self.out, ignore_errors=True))


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """Building first, then the whole way to the index."""
    few = _staged(folder, FEW)
    many = few if quick else _staged(folder, PACKAGES)
    pairs = 1 if quick else PAIRS
    build_goal, upload_goal = goals(quick=quick)
    yield _building(many, "`uv build`", _uv_build(many), pairs, build_goal)
    yield _building(many, "`uv build --no-build-isolation`", _uv_build(many, *HERE), pairs, None)
    if not quick:
        yield _building(few, "`python -m build`", _build_each(few), pairs, None)
    with index(folder / "index") as url:
        yield _uploading(many, "`uv build`, `uv publish`", "uv", url, pairs, upload_goal)
        if not quick:
            names = "`python -m build`, `twine check`, `twine upload`"
            yield _uploading(few, names, "twine", url, pairs, upload_goal)


def _building(staged: Staged, name: str, words: list[str], pairs: int, goal: float | None) -> Row:
    pair = in_turn(staged.primer(), staged.other(name, words), pairs)
    subject = f"building {staged.packages} placeholders"
    return compared(subject, pair.one.wall, name, pair.other.wall, pair.wall, goal)


def _uploading(staged: Staged, name: str, tool: str, url: str, pairs: int, goal: float | None) -> Row:
    words = [program("python"), str(PROGRAMS / "publish.py"), tool, str(staged.trees), staged.out, url]
    pair = in_turn(staged.primer(url), staged.other(name, words), pairs)
    subject = f"building, checking and uploading {staged.packages} placeholders"
    return compared(subject, pair.one.wall, name, pair.other.wall, pair.wall, goal)


def goals(*, quick: bool) -> tuple[float | None, float | None]:
    """For building and uploading; None for the few of a quick run, where starting is most of the time."""
    return (None, None) if quick else (BUILD_GOAL, UPLOAD_GOAL)


def _uv_build(staged: Staged, *further: str) -> list[str]:
    return [program("uv"), "build", "--all-packages", *further, "--out-dir", staged.out, str(staged.trees)]


def _build_each(staged: Staged) -> list[str]:
    return [program("python"), str(PROGRAMS / "build_each.py"), str(staged.trees), staged.out]


def _staged(folder: Path, packages: int) -> Staged:
    repository, trees = folder / f"primed-{packages}", folder / f"staged-{packages}"
    workspace(repository, packages)
    run(_python("stage", "stage_trees.py", str(repository), str(trees)))
    return Staged(packages, repository, trees)


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


def _python(name: str, script: str, *words: str) -> Command:
    return Command(name, [program("python"), str(PROGRAMS / script), *words])
