"""Killed at every step and run again: nothing is done twice, nothing is lost, no token stays.

Every run is a process of its own with a real keyring; SIGKILL leaves it no time for anything.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from journeys.deadly_site import DeadlySite
from journeys.stored_secrets import stored
from journeys.wizard_runs import Ended, Files, Forks, deadly_site, journal
from primer.rehearsal import macaroons
from servers.secret_service import SecretService

ALL_FILES = 8
LEFT_OVER = "a token left over from an earlier run was removed from the keyring"


@dataclass(frozen=True)
class Death:
    """A killed run, and what it left in the keyring."""

    killed: Ended
    left: list[str]
    site: DeadlySite
    home: Path

    @property
    def world(self) -> Hashable:
        """Everything that outlived the process, without times and random names."""
        house = self.site.house
        projects = [
            (one.name, len(one.files), len(one.publishers), [str(r.yanked) for r in one.releases.values()])
            for one in house.projects
        ]
        entries = [str(entry["kind"]) for entry in journal(self.home)]
        return repr((entries, len(self.left), projects, len(house.tokens.live()), self.site.stored))


@pytest.mark.parametrize("kind", ["request", "keyring", "journal", "upload"])
def test_killed_at_any_step_the_next_run_ends_as_if_nothing_had_been(
    kind: str,
    wizards: Forks,
    repository: Path,
    built: Files,
    secret_service: SecretService,
    tmp_path: Path,
) -> None:
    resumed: set[Hashable] = set()
    for at in count(1):
        home = tmp_path / str(at)
        with deadly_site(built, kind, at) as site:
            killed = wizards.run(repository, site, home, kind=kind, at=str(at))
            if not killed.killed:
                assert killed.open_facts() == []
                break
            death = Death(killed, stored(secret_service), site, home)
            # Where a death left the same world as one before, the next run would be the same as well.
            if death.world in resumed and not death.left:
                continue
            resumed.add(death.world)
            site.kind = ""
            again = wizards.run(repository, site, home)
            assert complaints(death, again, secret_service) == [], f"after the {at}th {kind}: {again.spoken}"
    assert len(resumed) >= 4


def complaints(death: Death, again: Ended, service: SecretService) -> list[str]:
    """Everything that is not as it should be after the second run."""
    tokens = {str(one["token_id"]) for one in journal(death.home) if one["kind"] == "token-used"}
    live = {token.id for token in death.site.house.tokens.live()}
    files, uploads = death.site.stored
    leased = [slot for slot in death.left if slot != "canary"]
    found = {
        "the second run was killed too": again.killed,
        f"still open: {again.open_facts()}": again.open_facts() != [],
        f"{files} files of {uploads} uploads": (files, uploads) != (ALL_FILES, ALL_FILES),
        f"in the keyring: {stored(service)}": stored(service) != [],
        "a left-over was not found, or invented": (LEFT_OVER in again.screen) != bool(leased),
        "an upload's token is not remembered": not used(death.site) <= tokens,
        "a remembered token lives": bool(live & tokens),
    }
    return [words for words, wrong in found.items() if wrong]


def used(site: DeadlySite) -> set[str]:
    """The tokens that ever came with a file."""
    opened = (macaroons.read(password) for password in site.passwords)
    return {macaroon.identifier for macaroon in opened if macaroon}
