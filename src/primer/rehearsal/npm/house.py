"""Everything that a site of npm's kind remembers, and what its operators can turn."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

from primer.rehearsal.npm.handovers import Handovers, SecondFactor
from primer.rehearsal.npm.names import POPULAR
from primer.rehearsal.npm.packages import NpmPackage, NpmPackages, NpmVersion
from primer.rehearsal.npm.tokens import NpmTokens

MOST_PUBLISHERS = 10


@dataclass(slots=True)
class NpmSwitches:
    """What can be turned.

    `served_after` is how long a published version stays unseen; `log_out_takes` how long a session outlives
    its log-out, None for ever; `new_a_minute` is how many new names a minute are no spam, None for any.
    `foreign_scopes` are other people's. `bypass_publishes` is whether granular tokens may still publish
    without a second factor, as npm lets them until January 2027.
    """

    served_after: timedelta = timedelta()
    log_out_takes: timedelta | None = timedelta()
    new_a_minute: int | None = None
    most_publishers: int = MOST_PUBLISHERS
    foreign_scopes: tuple[str, ...] = ()
    popular: tuple[str, ...] = POPULAR
    exchange_enabled: bool = True
    bypass_publishes: bool = True
    retry_after: int = 1


@dataclass(slots=True)
class NpmHouse:
    """The site's whole memory; `lock` is held while a request is answered.

    `identity_key` is what the forge signs with; tokens of runs must be meant for `audience`.
    """

    url: str
    user: str
    clock: Callable[[], datetime]
    identity_key: bytes = field(repr=False)
    title: str = "npm"
    packages: NpmPackages = field(default_factory=NpmPackages)
    switches: NpmSwitches = field(default_factory=NpmSwitches)
    handovers: Handovers = field(default_factory=Handovers)
    lock: threading.RLock = field(default_factory=threading.RLock)
    new_names: list[datetime] = field(default_factory=list)
    tokens: NpmTokens = field(init=False)
    factor: SecondFactor = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = NpmTokens(self.clock)
        self.factor = SecondFactor(self.clock)

    @property
    def audience(self) -> str:
        """Whom a run's identity token has to be meant for: the host without its port, as npm asks."""
        return f"npm:{urlsplit(self.url).hostname}"

    def served(self, package: NpmPackage) -> list[NpmVersion]:
        """The versions of a package that can be seen by now."""
        return package.served(self.clock() - self.switches.served_after)

    def tarball_url(self, package: NpmPackage, version: str) -> str:
        """Where a version's tarball is."""
        return f"{self.url}/{package.name}/-/{package.tarball_name}-{version}.tgz"

    def attestations_url(self, package: NpmPackage, version: str) -> str:
        """Where a version's provenance is read."""
        return f"{self.url}/-/npm/v1/attestations/{escaped(package.name)}@{version}"

    def too_fast(self) -> bool:
        """Counts a new name; True when there were too many within a minute."""
        now = self.clock()
        self.new_names = [at for at in self.new_names if at > now - timedelta(minutes=1)] + [now]
        allowed = self.switches.new_a_minute
        return allowed is not None and len(self.new_names) > allowed


def escaped(name: str) -> str:
    """A package's name as one part of an address: the scope's slash is escaped, its sign is not."""
    return quote(name, safe="@")
