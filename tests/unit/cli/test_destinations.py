"""Which registries a command is about, and whose an account or a token of the command line is."""

from collections.abc import Mapping

import pytest

from made_up import INTERNAL, package, repository
from primer.cli.chosen import addressed, flags
from primer.cli.command_line import parse
from primer.cli.destinations import registries_named, registry_named
from primer.core.problem import Stop
from primer.core.registry import Ecosystem, Registry
from primer.core.value import replace
from primer.registries.addresses import NPM, PYPI, TESTPYPI

KNOWN: Mapping[str, Registry] = {one.name: one for one in (PYPI, TESTPYPI, NPM, INTERNAL)}
PYTHON = package("acme-core")
SCRIPT = package("@acme/core", ecosystem=Ecosystem.JAVASCRIPT)


def test_the_packages_call_for_their_homes_pythons_first() -> None:
    assert registries_named("", repository(SCRIPT, PYTHON), KNOWN) == (PYPI, NPM)
    assert registries_named("", repository(PYTHON), KNOWN) == (PYPI,)
    assert registries_named("", repository(SCRIPT), KNOWN) == (NPM,)


def test_a_repository_without_packages_is_planned_for_pypi() -> None:
    assert registries_named("", repository(), KNOWN) == (PYPI,)


def test_a_registry_that_is_named_is_the_only_one() -> None:
    both = repository(SCRIPT, PYTHON)
    assert registries_named("testpypi", both, KNOWN) == (TESTPYPI,)
    assert registries_named("npm", both, KNOWN) == (NPM,)
    assert registries_named("internal", both, KNOWN) == (INTERNAL,)


def test_a_stand_in_takes_its_registrys_place() -> None:
    here = replace(NPM, upload_url="http://127.0.0.1:4873")
    found = registries_named("", repository(SCRIPT, PYTHON), {**KNOWN, "npm": here})
    assert found == (PYPI, here)


def test_a_command_about_one_registry_is_about_pypi_unless_another_is_named() -> None:
    assert registry_named("", KNOWN) == PYPI
    assert registry_named("internal", KNOWN) == INTERNAL


def test_an_unknown_registry_stops_with_those_there_are() -> None:
    with pytest.raises(Stop) as stopped:
        registries_named("pipy", repository(PYTHON), KNOWN)
    assert stopped.value.problem.reference == "unknown-registry"
    assert stopped.value.problem.message == "there is no registry named pipy; did you mean pypi?"
    assert "internal, npm, pypi, testpypi" in stopped.value.problem.hint


def test_a_value_may_name_its_registry() -> None:
    assert addressed("npm=kim", "pypi") == ("npm", "kim")
    assert addressed("kim", "pypi") == ("pypi", "kim")
    assert addressed("=kim", "pypi") == ("pypi", "kim")


def test_an_account_is_of_the_registry_it_names_of_the_one_named_or_of_the_first() -> None:
    words = ["--plan", "--account", "kim", "--account", "npm=kay"]
    assert flags(parse(words)) == {"accounts.pypi": "kim", "accounts.npm": "kay"}
    assert flags(parse(words), "npm") == {"accounts.npm": "kay"}
    named = ["--plan", "--registry", "internal", "--account", "kim"]
    assert flags(parse(named), "npm") == {"accounts.internal": "kim"}


def test_a_publishers_value_is_for_every_registry_or_for_the_one_it_names() -> None:
    words = ["--plan", "--environment", "pypi", "--environment", "npm=release", "--owner", "kim"]
    assert flags(parse(words)) == {
        "publisher.environment": "pypi",
        "publisher.npm.environment": "release",
        "publisher.owner": "kim",
    }
    assert flags(parse(["--plan", "--environment", "stage=1"])) == {"publisher.environment": "stage=1"}
    assert flags(parse(["--plan", "--environment", ""])) == {"publisher.environment": ""}


def test_no_flag_is_no_choice() -> None:
    assert flags(parse(["--plan"])) == {}
