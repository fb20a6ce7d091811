"""Acting: what only the wizard is given."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from primer.core.call import Call, Handover
from primer.core.memory import Entry
from primer.core.placeholder import Artifact, Placeholder
from primer.core.project import TokenState, Unlooked
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.core.value import field, frozen


@frozen
class Answer:
    """What a registry answered to an upload; `words` are its reason or body, header names are lower-cased."""

    status: int
    words: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Copied(Enum):
    """Where a text to copy went: a terminal is asked, and does not say whether it took it."""

    CLIPBOARD = auto()
    TERMINAL = auto()
    NOWHERE = auto()


class Lease(Protocol):
    """A token's minutes in the keyring; the token itself never leaves the adapter behind it."""

    @property
    def ends(self) -> datetime:
        """When it is emptied at the latest."""
        ...


class Hands(Protocol):
    """What may be done; every method raises Stop with a Problem when it cannot."""

    def clear_leftovers(self, registries: tuple[Registry, ...]) -> tuple[str, ...]:
        """Empties keyring slots that an earlier primer left filled; gives the registries' titles."""
        ...

    def left_over(self, registry: Registry, ends: datetime) -> AbstractContextManager[Lease | None]:
        """A token that an earlier primer left, leased once more until `ends`; erased when the block ends."""
        ...

    def probe_keyring(self) -> str:
        """Proves that the keyring holds and gives back a secret; gives its name, as people know it."""
        ...

    def between(self, registry: Registry) -> str:
        """What stands between this machine and the registry, as a sentence (a proxy); empty for nothing."""
        ...

    def lease(self, registry: Registry, token: Secret, ends: datetime) -> AbstractContextManager[Lease]:
        """Fills primer's own slot, and empties it whatever happens."""
        ...

    def probe_leased(self, registry: Registry, lease: Lease) -> TokenState | Unlooked:
        """Whether the registry still knows the leased token; only for one that has no tombstone."""
        ...

    def build(self, registry: Registry, package: str, version: str) -> Placeholder:
        """Builds and strictly checks a placeholder, outside the repository."""
        ...

    def upload(
        self, registry: Registry, lease: Lease, artifact: Artifact, approval: Secret | None = None
    ) -> Answer:
        """Uploads one file and gives the answer, whatever it is; Stop only when there was none.

        `approval` is what a second factor gave; it serves once.
        """
        ...

    def call(
        self, registry: Registry, call: Call, lease: Lease | None = None, approval: Secret | None = None
    ) -> Answer:
        """Carries out one request at the registry's own address; Stop only when there was no answer."""
        ...

    def collect(
        self, registry: Registry, handover: Handover, lease: Lease | None = None
    ) -> Secret | float | Unlooked:
        """Asks once for what a page hands over: the secret, or the seconds after which to ask again."""
        ...

    def open(self, page: str) -> bool:
        """Opens a page in the person's browser; False when there is none."""
        ...

    def copy(self, text: str) -> Copied:
        """Puts text on the person's clipboard, or asks the terminal to; says which of the two it was."""
        ...

    def record(self, entry: Entry) -> None:
        """Adds an entry to the journal, on disk before this returns."""
        ...

    def keep(self, choices: Mapping[str, str]) -> str:
        """Writes chosen values (dotted key under [tool.primer] to value) down; gives the file."""
        ...

    def wait(self, seconds: float) -> None:
        """Lets time pass."""
        ...
