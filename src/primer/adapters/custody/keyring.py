"""Slots for secrets: the port's shape, and the system's keyring behind it; keyring is imported when used."""

import logging
import secrets
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from primer.adapters.custody.keyring_backends import SERVICE, judged, kept_not, title_of, trusted_backend
from primer.adapters.custody.sealed import sealed
from primer.core.problem import Stop
from primer.core.secret import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

CANARY = "canary"
LONGEST = 1280
"""Characters of the longest secret that every supported keyring holds; Windows sets it."""

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Slots(Protocol):
    """Named places for one secret each; every method raises Stop with a Problem when it cannot."""

    @property
    def title(self) -> str:
        """What people call this keyring."""
        ...

    def fill(self, slot: str, secret: Secret) -> None:
        """Puts a secret into a slot, over what was there."""
        ...

    def take(self, slot: str) -> Secret | None:
        """What is in a slot; None when it is empty."""
        ...

    def empty(self, slot: str) -> bool:
        """Empties a slot; False when nothing was in it."""
        ...


class OsKeyring(Slots):
    """The keyring of the system, if it is one that encrypts; `find` is asked once, at first use.

    One thread at a time: reading an entry fails while another thread removes it.
    """

    def __init__(self, find: "Callable[[], KeyringBackend]" = trusted_backend) -> None:
        self._find = find
        self._backend: KeyringBackend | None = None
        self._lock = threading.RLock()

    @property
    def title(self) -> str:
        """Its name, as people know it; Stop when there is none to be trusted."""
        return title_of(self._trusted())

    def fill(self, slot: str, secret: Secret) -> None:
        """Puts a secret in, and reads it back: some keyrings cut what is too long."""
        self._asked(lambda backend: backend.set_password(SERVICE, slot, secret.reveal()))
        if not self._asked(lambda backend: backend.get_password(SERVICE, slot) == secret.reveal()):
            self.empty(slot)
            raise Stop(kept_not(self.title, len(secret)))

    def take(self, slot: str) -> Secret | None:
        """What is in a slot."""

        def wrapped(backend: "KeyringBackend") -> Secret | None:
            value = backend.get_password(SERVICE, slot)
            return None if value is None else Secret(value)

        return self._asked(wrapped)

    def empty(self, slot: str) -> bool:
        """Empties a slot; deleting what is not there is an error for most keyrings, so it looks first."""

        def deleted(backend: "KeyringBackend") -> bool:
            if backend.get_password(SERVICE, slot) is None:
                return False
            backend.delete_password(SERVICE, slot)
            return True

        return self._asked(deleted)

    def _asked(self, act: "Callable[[KeyringBackend], T]") -> T:
        with self._lock:
            backend = self._trusted()
            return sealed(lambda: act(backend), judged)

    def _trusted(self) -> "KeyringBackend":
        with self._lock:
            if self._backend is None:
                self._backend = self._find()
                _log.info("keyring: %s", title_of(self._backend))
            return self._backend


def probe(slots: Slots) -> str:
    """Proves with a made-up secret of the greatest length that slots keep and forget; gives their title."""
    canary = Secret(secrets.token_hex(LONGEST // 2))
    slots.fill(CANARY, canary)
    kept = slots.take(CANARY)
    slots.empty(CANARY)
    if kept is None or kept.reveal() != canary.reveal() or slots.take(CANARY) is not None:
        raise Stop(kept_not(slots.title, LONGEST))
    return slots.title
