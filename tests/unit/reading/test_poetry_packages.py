"""`[tool.poetry]` as a package."""

import pytest

from primer.core.choices import Choices
from primer.core.package import Package, Person
from primer.reading.packages.found import find_packages


def only(text: str) -> Package:
    found = find_packages({"pyproject.toml": text}, Choices())
    assert found.problems == ()
    (package,) = found.packages
    return package


OLD = """\
[tool.poetry]
name = "old_style"
version = "1.0.0"
description = "Old"
license = "MIT"
authors = ["Kim Doe <kim@example.org>", "someone@example.org"]
homepage = "https://example.org"
[tool.poetry.urls]
Issues = "https://example.org/issues"
[tool.poetry.dependencies]
python = "^3.11"
Some_Thing = "^1"
optional-one = { version = "1", optional = true }
"""


def test_poetry_names_its_package_itself() -> None:
    package = only(OLD)
    assert (package.name, package.version, package.source.line) == ("old-style", "1.0.0", 2)
    assert package.requires == ("some-thing",)
    assert package.description.authors == (
        Person("Kim Doe", "kim@example.org"),
        Person("", "someone@example.org"),
    )
    assert package.description.urls == (
        ("Homepage", "https://example.org"),
        ("Issues", "https://example.org/issues"),
    )


@pytest.mark.parametrize(
    ("constraint", "specifier"),
    [
        ('"^3.11"', ">=3.11,<4"),
        ('"^0.2.3"', ">=0.2.3,<0.3"),
        ('"^0.0"', ">=0.0,<0.1"),
        ('"~3.11"', ">=3.11,<3.12"),
        ('"~3"', ">=3,<4"),
        ('">=3.11,<4"', ">=3.11,<4"),
        ('"3.12.*"', "==3.12.*"),
        ('{ version = "^3.11" }', ">=3.11,<4"),
        ('"*"', ""),
        ('"^3.11 || ^4"', ""),
        ("3", ""),
    ],
)
def test_poetrys_constraint_on_python_becomes_a_specifier(constraint: str, specifier: str) -> None:
    text = f'[tool.poetry]\nname = "x"\nversion = "1"\n[tool.poetry.dependencies]\npython = {constraint}\n'
    assert only(text).description.requires_python == specifier


def test_poetry_serves_what_a_project_leaves_dynamic() -> None:
    package = only(
        '[project]\nname = "x"\ndynamic = ["version", "dependencies"]\n'
        '[tool.poetry]\nversion = "2.0"\n[tool.poetry.dependencies]\nhttpx = "*"\n'
    )
    assert (package.version, package.requires) == ("2.0", ("httpx",))


def test_a_version_computed_by_a_plug_in_is_none() -> None:
    text = '[tool.poetry]\nname = "x"\nversion = "0.0.0"\n[tool.poetry-dynamic-versioning]\nenable = true\n'
    assert only(text).version is None
