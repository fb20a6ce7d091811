"""A registry that is managed over its interface: logging in, publishing, publishers, logging out. All pure.

Each request is a value (`core.call.Call`); each answer is read by the method beside it.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from primer.core.call import Call, Handover
from primer.core.problem import Problem
from primer.core.project import TokenState, Unlooked
from primer.core.publisher import Form, Publisher
from primer.core.registry import Registry
from primer.core.trusted import Trusted
from primer.core.value import frozen
from primer.ports.hands import Answer


@frozen
class Words:
    """What the person reads, in the registry's own terms; each a sentence, or the end of one."""

    log_in: str
    """What happens with the log-in and its session."""
    instead: str
    """What a pasted token can do instead, and its limits."""
    approve: str
    """What a second factor is asked for, and what makes it be asked less often."""
    command: str
    """What the equivalent command is for."""
    closing: str = ""
    """What the setting is called that lets nobody publish with a token any more."""


@frozen
class Clocks:
    """The registry's times.

    `session` is how long a log-in lasts; `served` how long a taken file may stay unseen; `pause` lies between
    two new projects; `lapses` is how long a publisher lives that nothing is published with.
    """

    session: timedelta
    served: timedelta
    pause: timedelta
    lapses: timedelta


class Manager(Protocol):
    """What is done with requests at a registry of this kind."""

    @property
    def words(self) -> Words:
        """Its words."""
        ...

    @property
    def clocks(self) -> Clocks:
        """Its times."""
        ...

    def log_in(self) -> Call:
        """Begins a log-in on the web; unsigned."""
        ...

    def login_pages(self, registry: Registry, answer: Answer) -> Handover | Problem:
        """The page to log in on, and where the session's token is handed over afterwards."""
        ...

    def second_factor(self, registry: Registry, answer: Answer) -> Handover | Problem | None:
        """What an answer asks to be approved; None where it asks for nothing."""
        ...

    def who(self) -> Call:
        """Asks whose token this is."""
        ...

    def who_answered(self, answer: Answer) -> str | TokenState | Unlooked:
        """The user name; GONE for a token that is dead; Unlooked where the answer proves neither."""
        ...

    def publish(self, registry: Registry, content: bytes) -> Call | Problem:
        """Publishes the package in this tarball, open to everybody."""
        ...

    def publishers(self, package: str) -> Call:
        """Asks for the publishers of a package."""
        ...

    def publishers_listed(
        self, registry: Registry, package: str, answer: Answer
    ) -> tuple[Trusted, ...] | Problem:
        """The publishers of a package."""
        ...

    def register(self, package: str, publisher: Publisher) -> Call:
        """Adds a publisher to a package."""
        ...

    def drop(self, package: str, trusted: Trusted) -> Call:
        """Removes a publisher from a package."""
        ...

    def refusal(self, registry: Registry, package: str, answer: Answer) -> Problem | None:
        """Why a change of publishers or of access was not taken; None where it was."""
        ...

    def equal(self, form: Form, trusted: Trusted) -> bool:
        """Whether a listed publisher is the one that the form shows, compared as the registry compares."""
        ...

    def command(self, package: str, publisher: Publisher) -> str:
        """The command that does the same as `register`, for who prefers it; empty where none can."""
        ...

    def close_to_tokens(self, package: str) -> Call:
        """Lets nobody publish a package with a token any more."""
        ...

    def deprecate(self, package: str) -> Call:
        """Reads the document in which a placeholder is marked as deprecated."""
        ...

    def deprecated(self, package: str, version: str, answer: Answer, why: str) -> Call | Problem:
        """The document again, with that version marked."""
        ...

    def log_out(self) -> Call:
        """Ends the session; only a later `who` shows whether it took."""
        ...


def match(form: Form, listed: Sequence[Trusted], manager: Manager) -> Trusted | None:
    """The listed publisher that equals the form, if one does."""
    return next((trusted for trusted in listed if manager.equal(form, trusted)), None)
