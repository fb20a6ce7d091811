"""The rehearsal's keyring: in memory, thrown away at the end, and it says so."""

import threading

from primer.adapters.custody.keyring import Slots
from primer.core.secret import Secret


class ThrowAwayKeyring(Slots):
    """Keeps secrets as long as the rehearsal lasts."""

    def __init__(self) -> None:
        self._slots: dict[str, Secret] = {}
        self._lock = threading.Lock()

    @property
    def title(self) -> str:
        """What people read."""
        return "a throw-away keyring in memory"

    def fill(self, slot: str, secret: Secret) -> None:
        """Puts a secret in."""
        with self._lock:
            self._slots[slot] = secret

    def take(self, slot: str) -> Secret | None:
        """What is in a slot."""
        with self._lock:
            return self._slots.get(slot)

    def empty(self, slot: str) -> bool:
        """Empties a slot; False when nothing was in it."""
        with self._lock:
            return self._slots.pop(slot, None) is not None
