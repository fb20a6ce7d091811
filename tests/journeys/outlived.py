"""What outlives a run of the wizard: where two of these are equal, the next run is the same as well."""

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

from journeys.deadly_site import DeadlySite
from journeys.stored_secrets import stored
from journeys.wizard_runs import journal
from servers.secret_service import SecretService


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
