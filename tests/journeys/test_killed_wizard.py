"""Killed at every step and run again: nothing is done twice, nothing is lost, no token stays.

Every run is a process of its own with a real keyring; SIGKILL leaves it no time for anything.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from journeys.deadly_site import DeadlySite
from journeys.stored_secrets import forget, stored
from journeys.wizard_runs import Ended, Files, Forks, deadly_site, journal
from primer.rehearsal.pypi import macaroons
from servers.secret_service import SecretService

ALL_FILES = 8
LEFT_OVER = "a token left over from an earlier run was removed from the keyring"


@dataclass(frozen=True)
class Outlived:
    """Where everything is that outlives the process."""

    site: DeadlySite
    home: Path
    service: SecretService

    @property
    def left(self) -> list[str]:
        """What the keyring holds of primer's."""
        return stored(self.service)

    def world(self) -> Hashable:
        """All of it, without times and random names: where it is equal, the next run is the same as well."""
        house = self.site.house
        projects = [
            (one.name, len(one.files), len(one.publishers), [str(r.yanked) for r in one.releases.values()])
            for one in house.projects
        ]
        entries = [str(entry["kind"]) for entry in journal(self.home)]
        slots = [name.partition(" ")[0] for name in self.left]
        locks = [lock.stat().st_size > 0 for lock in self.home.rglob("*.lock")]
        return repr((entries, slots, locks, projects, len(house.tokens.live()), self.site.stored))


@dataclass(frozen=True)
class Ground:
    """What the runs of one test share; `finished` are the worlds from which a next run came to the end."""

    wizards: Forks
    repository: Path
    built: Files
    service: SecretService
    finished: set[Hashable]

    def died(self, killed: Ended, outlived: Outlived, where: str) -> Hashable:
        """Runs again after a death, unless that was seen from the same world; gives the world."""
        world = outlived.world()
        if world not in self.finished:
            left = outlived.left
            again = self.wizards.run(self.repository, outlived.site, outlived.home)
            assert complaints(outlived, left, again) == [], f"after {where}: {killed.screen}{again.spoken}"
            self.finished.add(world)
        forget(self.service)
        return world


@pytest.fixture(scope="module")
def finished() -> set[Hashable]:
    return set()


@pytest.fixture
def ground(
    wizards: Forks, repository: Path, built: Files, secret_service: SecretService, finished: set[Hashable]
) -> Ground:
    return Ground(wizards, repository, built, secret_service, finished)


@pytest.mark.parametrize("kind", ["keyring", "journal", "upload"])
def test_killed_at_any_step_the_next_run_ends_as_if_nothing_had_been(
    kind: str, ground: Ground, tmp_path: Path
) -> None:
    worlds: set[Hashable] = set()
    for at in count(1):
        home = tmp_path / str(at)
        with deadly_site(ground.built, kind, at) as site:
            killed = ground.wizards.run(ground.repository, site, home, kind=kind, at=str(at))
            if not killed.killed:
                assert killed.open_facts() == []
                break
            site.kind = ""
            worlds.add(ground.died(killed, Outlived(site, home, ground.service), f"the {at}th {kind}"))
    assert len(worlds) >= 4


def test_killed_after_any_answer_the_next_run_ends_as_if_nothing_had_been(
    ground: Ground, tmp_path: Path
) -> None:
    """The registry kills at the first answer in every world: within one, only looks were answered."""
    worlds: set[Hashable] = set()
    for at in count(1):
        with deadly_site(ground.built) as site:
            outlived = Outlived(site, tmp_path / str(at), ground.service)
            site.dies_now = partial(is_new, outlived, worlds)
            killed = ground.wizards.run(ground.repository, site, outlived.home)
            if not killed.killed:
                assert killed.open_facts() == []
                break
            site.dies_now = lambda: False
            ground.died(killed, outlived, f"answer {len(site.requests)}")
    assert len(worlds) >= 10


def is_new(outlived: Outlived, worlds: set[Hashable]) -> bool:
    """Whether this world is seen for the first time; it is remembered."""
    world = outlived.world()
    known = world in worlds
    worlds.add(world)
    return not known


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
