"""What the contract suite knows of an index: its addresses, its tokens, and what it can do."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

import pytest

from primer.core.registry import Registry
from primer.core.secret import Secret


class Can(StrEnum):
    """Parts of PyPI's interface that not every index has; the value reads on from its name and `has no`."""

    MACAROONS = "tokens that can be narrowed"
    REVOKE = "way to remove a token from here"
    PROBE = "answer that tells whether a token is known"
    JSON_PAGES = "simple pages in JSON"
    AGAIN = "acceptance of identical bytes a second time"
    NAME_RULES = "rules for the names of new projects"
    METADATA_RULES = "rules for metadata"
    QUOTA = "quota for new projects"
    OWNERS = "JSON interface with owners"
    PUBLISHERS = "trusted publishing"


@dataclass(frozen=True)
class IndexServer:
    """One index; `token` gives a token that is live, `revoke` removes it."""

    title: str
    registry: Registry
    token: Callable[[], Secret]
    revoke: Callable[[Secret], None]
    can: frozenset[Can]
    prefix: str = "contract-"

    def needs(self, *parts: Can) -> None:
        """Skips the test, naming the index, where it lacks a part."""
        for part in parts:
            if part not in self.can:
                pytest.skip(f"{self.title} has no {part}")

    def new_name(self) -> str:
        """A name that no project there has; no two of them look alike."""
        return f"{self.prefix}{uuid4().hex[:12]}"


def never_revoked(_token: Secret) -> None:
    """For an index where only the person can remove a token."""
