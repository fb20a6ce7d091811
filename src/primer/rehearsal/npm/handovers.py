"""What is begun by a program and approved by a person on a page: log-ins, and the second factor."""

import secrets
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from primer.core.value import field, mutable

SKIP = timedelta(minutes=5)
"""How long the second factor is not asked for where the person said so."""


@mutable
class Begun:
    """One thing to approve: `page` names its page, `done` the address that hands over what came of it.

    `key` is the token that asks for a second factor, empty for a log-in; `result` is empty until approved.
    """

    page: str
    done: str
    key: str = ""
    result: str = field(default="", repr=False)


class Handovers:
    """Everything begun and not yet collected; what is collected is handed over once."""

    def __init__(self) -> None:
        self._begun: list[Begun] = []

    def begin(self, key: str = "") -> Begun:
        """Something new to approve; the two names tell nothing of each other."""
        begun = Begun(str(uuid.uuid4()), str(uuid.uuid4()), key)
        self._begun.append(begun)
        return begun

    def on_page(self, page: str, *, log_in: bool) -> Begun | None:
        """What is approved on this page."""
        return next((one for one in self._begun if one.page == page and bool(one.key) != log_in), None)

    def waiting(self, done: str) -> Begun | None:
        """What this address hands over, if anything."""
        return next((one for one in self._begun if one.done == done), None)

    def collect(self, begun: Begun) -> str:
        """What came of it, once."""
        self._begun.remove(begun)
        return begun.result


class SecondFactor:
    """The person's second factor: approvals that serve once, and tokens that are let off for a while."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._approvals: dict[str, str] = {}
        self._skipped: dict[str, datetime] = {}

    def approve(self, begun: Begun, *, skip: bool = False) -> None:
        """Approves one request; with `skip` also those of the next five minutes."""
        begun.result = secrets.token_hex(16)
        self._approvals[begun.result] = begun.key
        if skip:
            self._skipped[begun.key] = self._clock() + SKIP

    def given(self, key: str, approval: str) -> bool:
        """Whether this token's request is approved; an approval is used up by that."""
        if approval:
            return self._approvals.pop(approval, "") == key
        until = self._skipped.get(key)
        return until is not None and self._clock() < until
