"""What the contract suite knows of a registry of npm's kind: its address, its tokens, and what it can do."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

import pytest

from primer.core.registry import Registry
from primer.core.secret import Secret


class NpmCan(StrEnum):
    """Parts of npm's interface that not every registry has; the value reads on from its name and `has no`."""

    LOG_OUT = "log-out that ends a session"
    KNOWS_ITS_DEAD = "answer that proves a token dead"
    WEB_LOGIN = "log-in on the web"
    TRUST = "trusted publishing"
    SECOND_FACTOR = "second factor"


def _no_page(page: str) -> None:
    pytest.fail(f"nobody can approve {page}")


def _no_session() -> Secret:
    pytest.fail("there is no log-in")


@dataclass(frozen=True)
class NpmServer:
    """One registry; `token` gives a live token that needs no second factor, `revoke` removes one.

    `approve` does what a person does on a page; `session` gives a token that is asked for a second factor.
    """

    title: str
    registry: Registry
    token: Callable[[], Secret]
    revoke: Callable[[Secret], None]
    can: frozenset[NpmCan] = frozenset()
    approve: Callable[[str], None] = _no_page
    session: Callable[[], Secret] = _no_session

    def needs(self, *parts: NpmCan) -> None:
        """Skips the test, naming the registry, where it lacks a part."""
        for part in parts:
            if part not in self.can:
                pytest.skip(f"{self.title} has no {part}")

    def lacks(self, part: NpmCan) -> None:
        """Skips the test where it has a part."""
        if part in self.can:
            pytest.skip(f"{self.title} has: {part}")

    def new_name(self, scope: str = "") -> str:
        """A name that no package there has; no two of them look alike."""
        return f"{scope}contract-{uuid4().hex[:12]}"
