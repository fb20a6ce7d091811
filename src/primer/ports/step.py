"""A step: one fact that must be true in the end, and how to look at it."""

from typing import Protocol

from primer.core.verdict import FactId, Verdict
from primer.ports.eyes import Eyes


class Step(Protocol):
    """One fact of one target; looking changes nothing."""

    @property
    def id(self) -> FactId:
        """Its name in every plan."""
        ...

    @property
    def title(self) -> str:
        """What people read."""
        ...

    @property
    def after(self) -> tuple[FactId, ...]:
        """The facts that must not be open before this one can be looked at."""
        ...

    def look(self, eyes: Eyes) -> Verdict:
        """What is true now."""
        ...
