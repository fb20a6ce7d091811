"""Start-up: primer's answers that need no network, beside Python and the other tools, in processor time."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.clock import Command, in_turn
from benchmarks.rivals import program
from benchmarks.table import Row, compared
from benchmarks.workspaces import workspace

PACKAGES = 10
PEERS = ("twine", "flit", "pdm", "poetry", "hatch")
VERSION_GOAL, PLAN_GOAL, PEER_GOAL = 0.35, 0.9, 1.0
"""Ratios to `twine --version`, and to the other peers': they are to be slower than primer."""


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """The version, the help and a plan offline, each beside Python and the peers; quickly, beside one."""
    repository = workspace(folder / "startup", PACKAGES)
    peers, pairs = (PEERS[:1], 3) if quick else (PEERS, 11)
    version = Command("`primer --version`", [program("primer"), "--version"])
    helped = Command("`primer --help`", [program("primer"), "--help"])
    words = [program("primer"), "--plan", "--offline", str(repository)]
    plan = Command(f"`primer --plan --offline`, {PACKAGES} packages", words)
    for one, question, goal in (
        (version, "--version", VERSION_GOAL),
        (plan, "--version", PLAN_GOAL),
        (helped, "--help", None),
    ):
        yield _beside(one, Command("Python, doing nothing", [program("python"), "-c", "pass"]), pairs, None)
        for peer in peers:
            most = goal if goal is None or peer == "twine" else PEER_GOAL
            yield _beside(one, Command(f"`{peer} {question}`", [program(peer), question]), pairs, most)


def _beside(one: Command, other: Command, pairs: int, most: float | None) -> Row:
    pair = in_turn(one, other, pairs)
    return compared(one.name, pair.one.processor, other.name, pair.other.processor, pair.processor, most)
