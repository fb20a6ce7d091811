"""One clone of primer's source for all tests of its release, and what is built from it."""

from pathlib import Path

import pytest

from releasing.own_release import built, cloned


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone that no test changes."""
    return cloned(tmp_path_factory.mktemp("release") / "source")


@pytest.fixture(scope="session")
def dist(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist and the wheel of it."""
    return built(source, tmp_path_factory.mktemp("dist"))
