"""Killed in every world that a step finds, and run again: nothing is done twice or lost, no token stays.

The steps are what is asked of the keyring, the lines of the journal, the uploads, the registry's answers. Two
steps in one world are one death: whatever is not in that world dies with the process. Every run is a process
of its own with a real keyring; SIGKILL leaves it no time for anything.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from journeys.deadly_site import DeadlySite
from journeys.outlived import Outlived
from journeys.stored_secrets import forget
from journeys.wizard_runs import Ended, Files, Forks, deadly_site, journal
from primer.rehearsal.pypi import macaroons
from servers.secret_service import SecretService

ALL_FILES = 8
LEFT_OVER = "a token left over from an earlier run was removed from the keyring"


@dataclass(frozen=True)
class Ground:
    """What the runs share; `deaths` are the worlds in which one died."""

    wizards: Forks
    repository: Path
    built: Files
    service: SecretService
    deaths: set[Hashable]

    def runs_again(self, killed: Ended, outlived: Outlived, where: str) -> None:
        """After a death."""
        left = outlived.left
        again = self.wizards.run(self.repository, outlived.site, outlived.home)
        assert complaints(outlived, left, again) == [], f"after {where}: {killed.screen}{again.spoken}"
        forget(self.service)


@dataclass
class Reaper:
    """Lets the wizard die at a step of its kind, where the world is one in which none died yet."""

    step: str
    outlived: Outlived
    deaths: set[Hashable]
    worlds: set[Hashable]

    def __call__(self, moment: str) -> bool:
        if moment != self.step:
            return False
        world = self.outlived.world()
        dies = world not in self.deaths
        self.deaths.add(world)
        self.worlds.add(world)
        return dies


@pytest.fixture(scope="module")
def deaths() -> set[Hashable]:
    return set()


@pytest.fixture
def ground(
    wizards: Forks, repository: Path, built: Files, secret_service: SecretService, deaths: set[Hashable]
) -> Iterator[Ground]:
    before = frozenset(deaths)
    yield Ground(wizards, repository, built, secret_service, deaths)
    if secret_service.has_died():
        # It is run again, and dies where it died.
        deaths.intersection_update(before)
        secret_service.revive()
    # What a failure leaves in the keyring is no later test's.
    forget(secret_service)


@pytest.mark.parametrize(
    ("step", "different"), [("keyring", 8), ("journal", 8), ("upload", 4), ("answer", 10)]
)
def test_killed_at_any_step_the_next_run_ends_as_if_nothing_had_been(
    step: str, different: int, ground: Ground, tmp_path: Path
) -> None:
    worlds: set[Hashable] = set()
    for at in count(1):
        with deadly_site(ground.built) as site:
            outlived = Outlived(site, tmp_path / str(at), ground.service)
            site.dies_at = Reaper(step, outlived, ground.deaths, worlds)
            killed = ground.wizards.run(ground.repository, site, outlived.home, telling=step)
            if not killed.killed:
                assert killed.open_facts() == []
                break
            site.dies_at = lambda _: False
            ground.runs_again(killed, outlived, f"the {at}th death at {step}")
    assert len(worlds) >= different


def complaints(outlived: Outlived, left: list[str], again: Ended) -> list[str]:
    """Everything that is not as it should be after the second run; `left` was in the keyring before it."""
    tokens = {str(one["token_id"]) for one in journal(outlived.home) if one["kind"] == "token-used"}
    live = {token.id for token in outlived.site.house.tokens.live()}
    files, uploads = outlived.site.stored
    leased = [slot for slot in left if slot != "canary"]
    found = {
        "the second run was killed too": again.killed,
        f"still open: {again.open_facts()}": again.open_facts() != [],
        f"{files} files of {uploads} uploads": (files, uploads) != (ALL_FILES, ALL_FILES),
        f"in the keyring: {outlived.left}": outlived.left != [],
        "a left-over was not found, or invented": (LEFT_OVER in again.screen) != bool(leased),
        "an upload's token is not remembered": not used(outlived.site) <= tokens,
        "a remembered token lives": bool(live & tokens),
    }
    return [words for words, wrong in found.items() if wrong]


def used(site: DeadlySite) -> set[str]:
    """The tokens that ever came with a file."""
    opened = (macaroons.read(password) for password in site.passwords)
    return {macaroon.identifier for macaroon in opened if macaroon}
