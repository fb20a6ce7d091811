"""package.json as a package."""

import pytest

from primer.core.choices import Choices
from primer.core.package import Description, Package, Person, Skipped, Stated
from primer.core.registry import Ecosystem
from primer.core.source import Read, Source
from primer.reading.packages.found import find_packages
from primer.reading.packages.package_json import line_of

FULL = """{
  "author": { "name": "Kim", "email": "kim@example.org" },
  "keywords": ["name", { "name": 1 }],
  "name": "@acme/wire",
  "version": "0.2.0",
  "license": "MIT",
  "repository": { "url": "git+https://example.org/wire.git" },
  "dependencies": { "long": "^5", "alias": "npm:@acme/core@^1" },
  "devDependencies": { "jest": "*" }
}
"""


def test_everything_that_a_package_json_says() -> None:
    assert find_packages({"js/package.json": FULL}, Choices()).packages == (
        Package(
            name="@acme/wire",
            ecosystem=Ecosystem.JAVASCRIPT,
            path="js",
            version="0.2.0",
            source=Source("js/package.json", 4),
            requires=("@acme/core", "long"),
            description=Description(
                license_expression="MIT",
                authors=(Person("Kim", "kim@example.org"),),
                urls=(("Repository", "https://example.org/wire"),),
                repository_url="git+https://example.org/wire.git",
            ),
            stated=Stated(Read("git+https://example.org/wire.git", Source("js/package.json", 7))),
        ),
    )


def test_a_private_package_is_skipped() -> None:
    found = find_packages({"package.json": '{"name": "root", "private": true}'}, Choices())
    assert found.skipped == (Skipped(".", "root", "private: true"),)


def test_one_without_a_name_is_not_mentioned() -> None:
    found = find_packages({"package.json": '{"type": "module"}'}, Choices())
    assert (found.packages, found.skipped, found.problems) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{\n"name": "x",\n', 3),
        ("[]", 1),
        ("[" * 100_000, None),
        ("", 1),
        ('{"name": "x", "v": 1' + "0" * 5000, None),
    ],
)
def test_a_malformed_one_is_a_problem(text: str, line: int | None) -> None:
    (problem,) = find_packages({"package.json": text}, Choices()).problems
    assert (problem.reference, problem.source) == ("malformed-file", Source("package.json", line))


@pytest.mark.parametrize("version", ['"1.0"', '"next"', '"1.0.0.0"', '"01.0.0"', "1", "[1]"])
def test_a_version_that_npm_does_not_take_is_a_problem_at_its_line(version: str) -> None:
    found = find_packages({"package.json": f'{{"name": "x",\n"version": {version}}}'}, Choices())
    assert [f"{one.reference} {one.source}" for one in found.problems] == [
        "illegal-package-version package.json:2"
    ]
    assert [one.name for one in found.packages] == ["x"]


@pytest.mark.parametrize("version", ["1.0.0", "v1.0.0", "= 1.0.0", "0.0.0-development", "1.0.0+build", ""])
def test_a_version_that_npm_takes_is_none(version: str) -> None:
    assert (
        find_packages({"package.json": f'{{"name": "x", "version": "{version}"}}'}, Choices()).problems == ()
    )


def test_the_line_is_that_of_the_outermost_key() -> None:
    assert line_of('{"a": {"name": 1},\n "b": "name",\n "name": 2}', "name") == 3
