"""Where registries are, and which addresses are used at all."""

import pytest
from twine.utils import DEFAULT_REPOSITORY, TEST_REPOSITORY

from primer.core.registry import Ecosystem, Quota, Registry
from primer.registries.addresses import NPM, PYPI, TESTPYPI, is_loopback, refusal
from primer.registries.known import interface_of, known
from primer.registries.npm.registry import NpmInterface
from primer.registries.pypi.registry import PyPIInterface

INTERNAL = Registry("internal", "Acme's", Ecosystem.PYTHON, "https://a/u/", "https://a/s", "https://a")


def test_the_upload_addresses_are_twines_own() -> None:
    assert (PYPI.upload_url, TESTPYPI.upload_url) == (DEFAULT_REPOSITORY, TEST_REPOSITORY)


def test_web_and_index_are_where_people_and_pip_look() -> None:
    assert (PYPI.web_url, PYPI.index_url) == ("https://pypi.org", "https://pypi.org/simple")
    assert (TESTPYPI.web_url, TESTPYPI.index_url) == ("https://test.pypi.org", "https://test.pypi.org/simple")
    assert (PYPI.host, TESTPYPI.host) == ("pypi.org", "test.pypi.org")
    assert PYPI.quota == TESTPYPI.quota == Quota(4)


def test_further_registries_are_known_by_name_and_built_in_names_stay() -> None:
    usurper = Registry("pypi", "PyPI?", Ecosystem.PYTHON, "https://b/u/", "https://b/s", "https://b")
    assert known([INTERNAL, usurper]) == {
        "internal": INTERNAL,
        "npm": NPM,
        "pypi": PYPI,
        "testpypi": TESTPYPI,
    }


def test_every_python_registry_speaks_pypis_interface() -> None:
    assert isinstance(interface_of(INTERNAL), PyPIInterface)


def test_npm_speaks_its_own_interface_and_is_managed_over_it() -> None:
    assert isinstance(interface_of(NPM), NpmInterface)
    assert interface_of(NPM).manager is not None
    assert interface_of(PYPI).manager is None


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:80/x", "http://localhost/", "http://[::1]:3141/", "https://127.1.2.3/"]
)
def test_this_machine_is_known_by_its_names(url: str) -> None:
    assert is_loopback(url)
    assert refusal(url) is None


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1.example/", "http://localhost.example/", "http://10.0.0.1/"]
)
def test_names_that_only_look_like_it_are_not(url: str) -> None:
    assert not is_loopback(url)
    assert refusal(url) is not None


def test_https_may_go_anywhere() -> None:
    assert refusal("https://index.example/simple") is None
