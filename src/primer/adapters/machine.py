"""The hands: everything that acts, put together from parts that a rehearsal can exchange."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from primer.adapters.building.builder import Builder
from primer.adapters.custody.keyring import Slots, probe
from primer.adapters.custody.lease import HeldLease, Leases
from primer.adapters.custody.quiet import forbid_core_dumps
from primer.adapters.custody.sealed import sealed

# Here already: a used token is noted whatever has become of primer's own files by then.
from primer.adapters.files import appended, journal_lines  # noqa: F401
from primer.adapters.files.journal import Journal
from primer.adapters.programs.browser import open_page
from primer.adapters.programs.clipboard import copy_text
from primer.adapters.uploading.errors import not_read
from primer.adapters.uploading.uploader import Uploader
from primer.adapters.web.calls import Calls
from primer.adapters.web.client import Http
from primer.core.call import Call, Handover
from primer.core.memory import Entry
from primer.core.placeholder import Artifact, Placeholder
from primer.core.problem import Missing, Problem, Stop
from primer.core.project import TokenState, Unlooked
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.core.value import field, frozen
from primer.ports.hands import Answer, Copied, Hands, Lease
from primer.registries.known import interface_of
from primer.registries.pypi.probe import FORM, USER, token_state


@frozen
class Parts:
    """What a machine is made of; `root` is the repository; browser and clipboard say what they could."""

    slots: Slots
    leases: Leases
    journal: Journal
    builder: Builder
    uploader: Uploader
    calls: Calls
    http: Http
    root: Path
    browser: Callable[[str], bool] = field(default=open_page)
    clipboard: Callable[[str], Copied] = field(default=copy_text)
    pause: Callable[[float], None] = field(default=time.sleep)


class Machine(Hands):
    """Keyring, network, browser and files of this machine; from its making on no core dump is written."""

    def __init__(self, parts: Parts) -> None:
        forbid_core_dumps()
        self._parts = parts

    def clear_leftovers(self, registries: tuple[Registry, ...]) -> tuple[str, ...]:
        """Empties what a killed primer left."""
        return self._parts.leases.clear_leftovers(registries)

    @contextmanager
    def left_over(self, registry: Registry, ends: datetime) -> Iterator[Lease | None]:
        """Leases once more what a killed primer left, so that it can be ended where it came from."""
        try:
            with self._parts.leases.left_over(registry, ends) as held:
                yield held
        finally:
            self._parts.calls.close()

    def probe_keyring(self) -> str:
        """Proves the keyring with a made-up secret; gives its name."""
        return probe(self._parts.slots)

    def between(self, registry: Registry) -> str:
        """The proxy that uploads would go through."""
        return self._parts.uploader.proxy(registry) or ""

    @contextmanager
    def lease(self, registry: Registry, token: Secret, ends: datetime) -> Iterator[Lease]:
        """Fills primer's own slot and empties it whatever happens; the upload sessions end with it."""
        try:
            with self._parts.leases.lease(registry, token, ends) as held:
                del token
                yield held
        finally:
            self._parts.uploader.close()
            self._parts.calls.close()

    def probe_leased(self, registry: Registry, lease: Lease) -> TokenState | Unlooked:
        """Asks with the leased token itself: whose it is, or in a form that names no project."""
        held = _held(lease)
        manager = interface_of(registry).manager
        if manager is not None:
            answer = self._parts.calls.attempt(registry, manager.who(), held.secret)
            return answer if isinstance(answer, Unlooked) else _state(manager.who_answered(answer))
        return sealed(lambda: self._asked(registry, held.secret()), _not_asked)

    def build(self, registry: Registry, package: str, version: str) -> Placeholder:
        """Builds and strictly checks a placeholder."""
        return self._parts.builder.build(registry.ecosystem, package, version)

    def upload(
        self, registry: Registry, lease: Lease, artifact: Artifact, approval: Secret | None = None
    ) -> Answer:
        """Uploads one file with the leased token."""
        manager = interface_of(registry).manager
        if manager is None:
            return self._parts.uploader.upload(registry, _held(lease).secret, artifact)
        call = manager.publish(registry, _content(registry, artifact))
        if isinstance(call, Problem):
            raise Stop(call)
        return self.call(registry, call, lease, approval)

    def call(
        self, registry: Registry, call: Call, lease: Lease | None = None, approval: Secret | None = None
    ) -> Answer:
        """Sends one request below the registry's own address."""
        door = _held(lease).secret if lease is not None else None
        return self._parts.calls.call(registry, call, door, approval)

    def collect(
        self, registry: Registry, handover: Handover, lease: Lease | None = None
    ) -> Secret | float | Unlooked:
        """Asks once for what was approved on a page."""
        door = _held(lease).secret if lease is not None else None
        return self._parts.calls.collect(registry, handover, door)

    def open(self, page: str) -> bool:
        """Opens a page in the browser."""
        return self._parts.browser(page)

    def copy(self, text: str) -> Copied:
        """Puts text on the clipboard, or asks the terminal to."""
        return self._parts.clipboard(text)

    def record(self, entry: Entry) -> None:
        """Adds an entry to the journal."""
        self._parts.journal.add(entry)

    def keep(self, choices: Mapping[str, str]) -> str:
        """Writes choices down in the repository's own file."""
        from primer.adapters.files.choices_file import write_choices

        return write_choices(self._parts.root, choices)

    def wait(self, seconds: float) -> None:
        """Lets time pass."""
        self._parts.pause(max(0.0, seconds))

    def _asked(self, registry: Registry, token: Secret) -> TokenState | Unlooked:
        answer = self._parts.http.post_form(registry.upload_url, FORM, (USER, token.reveal()))
        if isinstance(answer, Unlooked):
            return answer
        return token_state(None, answer.status, answer.reason, answer.text)


def _held(lease: Lease) -> HeldLease:
    if not isinstance(lease, HeldLease):
        raise TypeError("a lease of another machine")
    return lease


def _state(whose: str | TokenState | Unlooked) -> TokenState | Unlooked:
    """A token that is somebody's is known."""
    return whose if isinstance(whose, TokenState | Unlooked) else TokenState.KNOWN


def _content(registry: Registry, artifact: Artifact) -> bytes:
    """The file's bytes, if they are those that were shown."""
    try:
        content = artifact.path.read_bytes()
    except OSError as error:
        raise Stop(not_read(registry, error.strerror or type(error).__name__)) from None
    if hashlib.sha256(content).hexdigest() != artifact.sha256:
        raise Stop(not_read(registry, f"{artifact.filename} is not what was shown"))
    return content


def _not_asked(error: Exception) -> Problem:
    return Missing(
        "token-not-asked",
        "The registry could not be asked about the token",
        "look at the token's page at the registry",
        (type(error).__name__,),
    )
