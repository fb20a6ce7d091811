"""Start-up: primer's answers that need no network, beside Python and the other tools, in processor time."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.clock import Command, in_turn
from benchmarks.rivals import program
from benchmarks.table import Row, compared
from benchmarks.workspaces import workspace

PACKAGES = 10
PEERS = ("twine", "flit", "pdm", "poetry", "hatch")
FEW, PAIRS, PLAN_PAIRS = 3, 7, 11
"""Few for a quick run; more where a ratio is near its goal."""
VERSION_GOAL, PLAN_GOAL, PEER_GOAL = 0.35, 0.9, 1.0
"""Ratios to `twine --version`, and to the other peers': they are to be slower than primer."""


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """The version, the help and a plan offline, each beside Python and the peers; quickly, beside one."""
    repository = workspace(folder / "startup", PACKAGES)
    peers = PEERS[:1] if quick else PEERS
    version = Command("`primer --version`", [program("primer"), "--version"])
    helped = Command("`primer --help`", [program("primer"), "--help"])
    words = [program("primer"), "--plan", "--offline", str(repository)]
    plan = Command(f"`primer --plan --offline`, {PACKAGES} packages", words)
    for one, question, goal, pairs in (
        (version, "--version", VERSION_GOAL, FEW if quick else PAIRS),
        (plan, "--version", PLAN_GOAL, FEW if quick else PLAN_PAIRS),
        (helped, "--help", None, FEW if quick else PAIRS),
    ):
        yield _beside(one, Command("Python, doing nothing", [program("python"), "-c", "pass"]), pairs, None)
        for peer in peers:
            most = goal if goal is None or peer == "twine" else PEER_GOAL
            yield _beside(one, Command(f"`{peer} {question}`", [program(peer), question]), pairs, most)


def _beside(one: Command, other: Command, pairs: int, most: float | None) -> Row:
    pair = in_turn(one, other, pairs)
    return compared(one.name, pair.one.processor, other.name, pair.other.processor, pair.processor, most)
