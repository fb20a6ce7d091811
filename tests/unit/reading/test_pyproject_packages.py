"""One pyproject.toml as a package."""

import pytest

from primer.core.choices import Choices
from primer.core.package import Description, Package, Person
from primer.core.registry import Ecosystem
from primer.core.source import Source
from primer.reading.packages.found import Found, find_packages

FULL = """\
[build-system]
requires = ["hatchling"]

[project]
name = "Acme_Core"
version = "0.2.0"
description = "  The core  "
license = "MIT"
requires-python = ">=3.11"
authors = [{ name = "Kim" }, { email = "k@example.org" }]
dependencies = ["httpx", "acme.wire"]
[project.urls]
Source = "https://example.org/core"
"""


def read(text: str, **others: str) -> Found:
    files = {"pyproject.toml": text, **{name.replace("__", "."): other for name, other in others.items()}}
    return find_packages(files, Choices())


def only(text: str, **others: str) -> Package:
    found = read(text, **others)
    assert found.problems == ()
    (package,) = found.packages
    return package


def test_everything_that_a_project_says() -> None:
    assert only(FULL) == Package(
        name="acme-core",
        ecosystem=Ecosystem.PYTHON,
        path=".",
        version="0.2.0",
        source=Source("pyproject.toml", 5),
        requires=("acme-wire", "httpx"),
        description=Description(
            summary="The core",
            license_expression="MIT",
            authors=(Person("Kim"), Person("", "k@example.org")),
            urls=(("Source", "https://example.org/core"),),
            requires_python=">=3.11",
        ),
    )


def test_a_dynamic_version_is_none() -> None:
    assert only('[project]\nname = "x"\ndynamic = ["version"]\n').version is None


@pytest.mark.parametrize(
    ("licence", "expression"),
    [
        ('license = { text = "Apache 2.0" }', "Apache-2.0"),
        ('license = { file = "LICENSE" }', ""),
        ('classifiers = ["License :: OSI Approved :: ISC License (ISCL)"]', "ISC"),
    ],
)
def test_the_older_ways_to_name_a_licence(licence: str, expression: str) -> None:
    package = only(f'[project]\nname = "x"\nversion = "1"\n{licence}\n')
    assert package.description.license_expression == expression


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            '[project]\nname = "x"\nclassifiers = ["Private :: Do Not Upload"]',
            "classifier Private :: Do Not Upload",
        ),
        ('[project]\nname = "x"\n[tool.uv]\npackage = false', "tool.uv.package = false"),
        ('[project]\nname = "x"\n[tool.poetry]\npackage-mode = false', "tool.poetry.package-mode = false"),
        ('[project]\nname = "x"\n[tool.pdm]\ndistribution = false', "tool.pdm.distribution = false"),
        ('[tool.poetry]\nname = "x"\nclassifiers = ["Private :: x"]', "classifier Private :: x"),
    ],
)
def test_what_is_not_meant_for_a_registry_is_skipped(text: str, why: str) -> None:
    found = read(text)
    assert [(skipped.name, skipped.why) for skipped in found.skipped] == [("x", why)]
    assert (found.packages, found.problems) == ((), ())


def test_a_uv_root_without_a_build_system_is_virtual() -> None:
    root = '[project]\nname = "x"\nversion = "1"\n[tool.uv.workspace]\nmembers = []\n'
    assert [skipped.name for skipped in read(root).skipped] == ["x"]
    assert only(root + "[tool.uv]\npackage = true\n").name == "x"
    assert only(root + "[build-system]\nrequires = []\n").name == "x"


def test_a_file_that_only_configures_tools_is_no_package() -> None:
    assert read("[tool.ruff]\nline-length = 100\n") == Found((), (), ())


def test_setuptools_keeps_requirements_in_a_file() -> None:
    text = """\
[project]
name = "x"
dynamic = ["version", "dependencies"]
[tool.setuptools.dynamic]
dependencies = { file = ["requirements.txt"] }
"""
    assert only(text, requirements__txt="acme-wire>=1\n").requires == ("acme-wire",)


@pytest.mark.parametrize(
    ("text", "reference", "line"),
    [
        ('[project]\nname = "x', "malformed-file", 2),
        ("[project]\n", "malformed-metadata", 1),
        ('[project]\nname = "x"\n', "malformed-metadata", 1),
        ("\n[project]\nname = 7\n", "malformed-metadata", 3),
        ("project = 1\n", "malformed-metadata", 1),
        ('[project]\nname = "a b"\nversion = "1"\n', "illegal-package-name", 2),
        ('[project]\nname = "x"\nversion = "1 0"\n', "illegal-package-version", 3),
        ('[project]\nname = "x"\nversion = "1"\ndependencies = "y"\n', "malformed-metadata", 4),
        (
            '[project]\nname = "x"\nversion = "1"\ndependencies = [\n "y",\n "y z",\n]\n',
            "malformed-metadata",
            6,
        ),
        ("a = " + "[" * 5000, "malformed-file", None),
        ("a = " + "1" * 5000, "malformed-file", None),
    ],
)
def test_what_is_wrong_has_its_line(text: str, reference: str, line: int | None) -> None:
    problem = read(text).problems[0]
    assert (problem.reference, problem.source) == (reference, Source("pyproject.toml", line))


def test_a_package_without_a_version_is_kept_with_a_warning() -> None:
    found = read('[project]\nname = "x"\n')
    assert [package.version for package in found.packages] == [None]
    assert [problem.warning for problem in found.problems] == [True]


def test_an_illegal_version_does_not_hide_the_package() -> None:
    found = read('[project]\nname = "x"\nversion = "one"\n')
    assert [(package.name, package.version) for package in found.packages] == [("x", None)]


def test_a_byte_order_mark_within_the_text_is_a_problem_not_a_crash() -> None:
    assert read('\ufeff[project]\nname = "x"\n').problems[0].reference == "malformed-file"
