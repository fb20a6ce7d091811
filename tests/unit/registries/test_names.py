"""Project names, as PyPI allows and compares them."""

import pytest

from primer.registries.pypi.names import normalised, refusal, ultranormalised
from primer.registries.pypi.standard_library import module_names


@pytest.mark.parametrize("name", ["a", "9", "adk-cli", "A.b_c--d", "a1"])
def test_ordinary_names_are_not_refused(name: str) -> None:
    assert refusal(name) is None


@pytest.mark.parametrize("name", ["", "-a", "a-", "a b", "ä", "a/b", "a\n", "@adk/protos", "ſ", "_"])
def test_names_that_are_none_are_refused(name: str) -> None:
    assert "begins and ends" in (refusal(name) or "")


@pytest.mark.parametrize(
    "name",
    ["json", "JSON", "os-path", "xml.dom", "distutils", "asyncore", "urllib2", "Tkinter", "tomllib", "main"],
)
def test_modules_of_the_standard_library_are_refused_whatever_python_runs(name: str) -> None:
    assert "standard library" in (refusal(name) or "")


def test_names_are_normalised_as_pep_503_says() -> None:
    assert normalised("Adk__Sim-.Protos") == "adk-sim-protos"


def test_names_that_look_alike_are_equal_when_ultranormalised() -> None:
    assert ultranormalised("fOo_Lib") == ultranormalised("f-00.1ib") == "f0011b"


def test_no_module_name_is_half_a_word() -> None:
    assert "" not in module_names()
    assert all(name.strip("-_.") for name in module_names())
