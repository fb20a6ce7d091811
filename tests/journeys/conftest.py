"""What the journeys of the wizard share: a process that forks it, a repository, and its releases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.wizard_runs import Files, Forks, duo, forks, releases
from servers.secret_service import SecretService


@pytest.fixture(scope="session")
def built() -> Files:
    return releases()


@pytest.fixture(scope="session")
def running_wizards(running_service: SecretService) -> Iterator[Forks]:
    with forks(running_service.environ) as started:
        yield started


@pytest.fixture
def wizards(running_wizards: Forks, secret_service: SecretService) -> Forks:  # noqa: ARG001 - it lives
    """The same process for all tests, on a keyring that lives."""
    return running_wizards


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return duo(tmp_path_factory.mktemp("duo"))
