"""The parts every test can ask for, the options of the contract suite, and what workers do first."""

import compileall
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import primer

pytest_plugins = (
    "servers.secret_service",
    "servers.rehearsal_fixture",
    "servers.pypiserver_fixture",
    "servers.devpi_fixture",
    "servers.node_tools",
    "servers.verdaccio_fixture",
)

SLOW = ("releasing", "guides", "journeys", "writing", "building", "contract", "tty", "hands")
"""Folders whose files take seconds each; the longest first."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract", "an index of PyPI's interface for the contract suite")
    group.addoption("--pypi-url", help="its upload address; uploads there are real and stay")
    group.addoption("--pypi-token", help="a token that may create projects there")
    group.addoption("--pypi-index-url", help="its simple pages; otherwise guessed from the upload address")
    group.addoption("--pypi-project-prefix", default="primer-contract-", help="how new projects' names begin")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """For `-n auto` one more than there are cores: now and then a worker waits for a child or a server."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Thousands of tests are made and none is thrown away: to look for garbage meanwhile takes half the time.

    Nor is it ever looked for among them later.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Beside other workers the slow files start first, so that no worker is left alone with them."""
    if hasattr(config, "workerinput"):
        here = Path(__file__).parent
        items.sort(key=lambda item: _turn(item.path.relative_to(here).parts[0]))


def pytest_configure(config: pytest.Config) -> None:
    """Workers take whole files, in their order: what a file starts is started once. Other `--dist` stay.

    The suite starts primer hundreds of times; it is compiled once, also where Python may write no bytecode.
    """
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(primer.__file__).parent, quiet=2)
    if config.getoption("dist", "no") == "load":
        config.option.dist = "loadfile"
        config.option.loadscopereorder = False


def _turn(folder: str) -> int:
    return SLOW.index(folder) if folder in SLOW else len(SLOW)
