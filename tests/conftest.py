"""The parts every test can ask for, and the options that point the contract suite at another index."""

import pytest

pytest_plugins = (
    "servers.secret_service",
    "servers.rehearsal_fixture",
    "servers.pypiserver_fixture",
    "servers.devpi_fixture",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract", "an index of PyPI's interface for the contract suite")
    group.addoption("--pypi-url", help="its upload address; uploads there are real and stay")
    group.addoption("--pypi-token", help="a token that may create projects there")
    group.addoption("--pypi-index-url", help="its simple pages; otherwise guessed from the upload address")
    group.addoption("--pypi-project-prefix", default="primer-contract-", help="how new projects' names begin")
