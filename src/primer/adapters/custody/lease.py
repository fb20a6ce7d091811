"""A token's minutes in the keyring: one slot per registry, filled, used, and emptied whatever happens."""

import hashlib
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from primer.adapters.custody.keyring import Slots
from primer.adapters.custody.keyring_backends import removal
from primer.adapters.custody.lock import Busy, locked
from primer.adapters.custody.shield import shielded, signals_leave
from primer.adapters.files.state import not_writable, private_folder
from primer.core.problem import DidNotTake, NeedsYou, Problem, Stop
from primer.core.registry import Registry
from primer.core.secret import Secret

ATTEMPTS = 3
PAUSE = 0.2
RECORD_LIMIT = 4096

_log = logging.getLogger(__name__)


def slot_of(registry: Registry) -> str:
    """The slot's name: the same in every run, so that what a killed run left is found again."""
    parts = urlsplit(registry.upload_url)
    host = parts.netloc.rpartition("@")[2]
    return f"{registry.name} {parts.scheme}://{host}{parts.path}"


class HeldLease:
    """A filled slot, until `ends` at the latest; made by Leases only."""

    def __init__(
        self, slots: Slots, registry: Registry, ends: datetime, clock: Callable[[], datetime]
    ) -> None:
        self.registry = registry
        self._slots = slots
        self._ends = ends
        self._clock = clock
        self._closed = threading.Event()
        self._emptying = threading.Lock()
        self._timer = threading.Timer(max(0.0, (ends - clock()).total_seconds()), self._expire)
        self._timer.daemon = True

    @property
    def ends(self) -> datetime:
        """When it is emptied at the latest."""
        return self._ends

    def secret(self) -> Secret:
        """The leased token, fetched from the keyring each time; Stop when its minutes are over."""
        found = None if self._over() else self._slots.take(slot_of(self.registry))
        if found is None:
            raise Stop(_over(self.registry, self._ends))
        return found

    def fill(self, token: Secret) -> None:
        """Fills the slot and starts the clock."""
        if self._over():
            raise Stop(_over(self.registry, self._ends))
        self._slots.fill(slot_of(self.registry), token)
        self._timer.start()

    def close(self) -> None:
        """Empties the slot and looks that it is empty; Stop says what to do by hand when it is not."""
        self._closed.set()
        self._timer.cancel()
        with self._emptying:
            _emptied(self._slots, slot_of(self.registry))

    def _over(self) -> bool:
        return self._closed.is_set() or self._clock() >= self._ends

    def _expire(self) -> None:
        with self._emptying:
            if self._closed.is_set():
                return
            self._closed.set()
            try:
                _emptied(self._slots, slot_of(self.registry))
            except Stop as stop:
                _log.warning("the lease is over, its slot not empty yet: %s", stop.problem.reference)


class Leases:
    """Gives leases, one at a time for each registry on this machine; `folder` holds their locks.

    A lock file names its slot while that is filled, so that a killed run's slot is known even when the
    registry has since left the choices.
    """

    def __init__(
        self, slots: Slots, folder: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._slots = slots
        self._folder = folder
        self._clock = clock

    @contextmanager
    def lease(self, registry: Registry, token: Secret, ends: datetime) -> Iterator[HeldLease]:
        """Fills the registry's slot, and empties it on success, error, Ctrl-C, hang-up and time-out."""
        slot = slot_of(registry)
        with self._alone(registry) as record, signals_leave():
            held = HeldLease(self._slots, registry, ends, self._clock)
            _write(record, slot)
            try:
                held.fill(token)
                del token
                yield held
            finally:
                shielded(held.close)
                _write(record, "")

    @contextmanager
    def left_over(self, registry: Registry, ends: datetime) -> Iterator[HeldLease | None]:
        """The token that a killed primer left in the registry's slot, leased once more; then it is emptied.

        None where no lock file says that something is there, or a running primer holds it.
        """
        with ExitStack() as stack:
            held = self._taken_over(registry, ends, stack)
            try:
                yield held
            finally:
                if held is not None:
                    shielded(held.close)

    def _taken_over(self, registry: Registry, ends: datetime, stack: ExitStack) -> HeldLease | None:
        slot = slot_of(registry)
        try:
            record = stack.enter_context(self._locked(slot))
        except Busy:
            return None
        if os.fstat(record).st_size == 0 or self._slots.take(slot) is None:
            return None
        return HeldLease(self._slots, registry, ends, self._clock)

    def clear_leftovers(self, registries: tuple[Registry, ...]) -> tuple[str, ...]:
        """Empties what a killed primer left; gives the registries' titles, or the slot's name.

        A slot that a running primer holds is no left-over. Without a usable keyring nothing can be left
        in it, except where a lock file says that something is: then it is Stop.
        """
        titles = {slot_of(registry): registry.title for registry in registries}
        titles = {**{slot: slot for slot in self._recorded()}, **titles}
        found = [title for slot, title in sorted(titles.items()) if self._cleared(slot)]
        return tuple(found)

    def _recorded(self) -> tuple[str, ...]:
        names = (path.read_text("utf-8", "replace") for path in self._folder.glob("*.lock") if path.is_file())
        return tuple(sorted({name.strip("\0") for name in names if name.strip("\0")}))

    def _cleared(self, slot: str) -> bool:
        with ExitStack() as stack:
            try:
                record = stack.enter_context(self._locked(slot))
            except Busy:
                return False
            was_filled = os.fstat(record).st_size > 0
            try:
                emptied = _emptied(self._slots, slot, ATTEMPTS if was_filled else 1)
            except Stop:
                if was_filled:
                    raise
                return False
            _write(record, "")
            return emptied

    @contextmanager
    def _alone(self, registry: Registry) -> Iterator[int]:
        with ExitStack() as stack:
            try:
                record = stack.enter_context(self._locked(slot_of(registry)))
            except Busy:
                raise Stop(_another(registry)) from None
            yield record

    @contextmanager
    def _locked(self, slot: str) -> Iterator[int]:
        path = self._lock_file(slot)
        with ExitStack() as stack:
            try:
                record = stack.enter_context(locked(path))
            except OSError as error:
                raise Stop(not_writable(path, error)) from None
            yield record

    def _lock_file(self, slot: str) -> Path:
        name = hashlib.sha256(slot.encode()).hexdigest()[:16]
        return private_folder(self._folder) / f"{name}.lock"


def _emptied(slots: Slots, slot: str, attempts: int = ATTEMPTS) -> bool:
    """Empties and looks again, a few times if need be; gives whether anything was there."""
    was_there = False
    last: Problem | None = None
    for attempt in range(attempts):
        if attempt:
            time.sleep(PAUSE * attempt)
        try:
            was_there = slots.empty(slot) or was_there
            if slots.take(slot) is None:
                return was_there
        except Stop as stop:
            last = stop.problem
    raise Stop(_left(slots, slot, last))


def _left(slots: Slots, slot: str, last: Problem | None) -> Problem:
    try:
        title = slots.title
    except Stop:
        title = "the keyring"
    because = () if last is None else (last.message,)
    return DidNotTake(
        "token-left-in-keyring",
        f"The token is still in {title}, entry {slot}: it could not be removed",
        "remove it by hand, and remove the token on the registry's page: "
        + " or: ".join(removal(title, slot)),
        because,
    )


def _over(registry: Registry, ends: datetime) -> Problem:
    return NeedsYou(
        "lease-over",
        f"The minutes of the token for {registry.title} were over at {ends.astimezone():%H:%M:%S}",
        "run the same command again: it goes on from here and asks for the token once more",
    )


def _another(registry: Registry) -> Problem:
    return NeedsYou(
        "another-primer",
        f"Another primer on this machine holds a token for {registry.title}",
        "let it finish, or leave it, then run this one again",
    )


def _write(record: int, text: str) -> None:
    os.ftruncate(record, 0)
    os.lseek(record, 0, os.SEEK_SET)
    os.write(record, text.encode())
