"""Start-up: primer's answers that need no network, beside the other tools' `--version`, in processor time."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.clock import Command, in_turn
from benchmarks.rivals import program
from benchmarks.table import Row, compared
from benchmarks.workspaces import workspace

PACKAGES = 10
FASTEST = "hatch"
PEERS = ("twine", "flit", "pdm", "poetry", FASTEST)
VERSION_GOAL, PLAN_GOAL = 0.35, 0.9
"""Ratios to `twine --version`; the other peers are to be slower than primer."""


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """The version, the help and a plan offline, each beside the peers."""
    repository = workspace(folder / "startup", PACKAGES)
    pairs = 3 if quick else 11
    version = Command("version", [program("primer"), "--version"])
    plan = Command("plan", [program("primer"), "--plan", "--offline", str(repository)])
    bare = Command("bare", [program("python"), "-c", "pass"])
    yield _beside("`primer --version`", version, Command("Python, doing nothing", bare.words), pairs, None)
    for peer in ("twine",) if quick else ("twine", FASTEST):
        other = Command(f"`{peer} --version`", [program(peer), "--version"])
        yield _beside("`primer --version`", version, other, pairs, VERSION_GOAL if peer == "twine" else 1.0)
    for peer in PEERS[:1] if quick else PEERS:
        other = Command(f"`{peer} --version`", [program(peer), "--version"])
        subject = f"`primer --plan --offline`, {PACKAGES} packages"
        yield _beside(subject, plan, other, pairs, PLAN_GOAL if peer == "twine" else 1.0)
    helped = Command("help", [program("primer"), "--help"])
    twine = Command("`twine --help`", [program("twine"), "--help"])
    yield _beside("`primer --help`", helped, twine, pairs, None)


def _beside(subject: str, one: Command, other: Command, pairs: int, most: float | None) -> Row:
    pair = in_turn(one, other, pairs)
    return compared(subject, pair.one.processor, other.name, pair.other.processor, pair.processor, most)
