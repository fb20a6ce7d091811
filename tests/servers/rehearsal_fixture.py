"""The rehearsal registry as a fixture: a new one for each test, and what a person does there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from primer.rehearsal.npm.site import NpmSite
from primer.rehearsal.pypi.site import Site


@dataclass
class Clock:
    """A time that a test turns forward."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(clock: Clock) -> Iterator[Site]:
    with Site(clock=clock) as running:
        yield running


@pytest.fixture
def npm_site(clock: Clock) -> Iterator[NpmSite]:
    with NpmSite(clock=clock) as running:
        yield running
