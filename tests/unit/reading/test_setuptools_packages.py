"""setup.cfg and setup.py as packages."""

import pytest

from primer.core.choices import Choices
from primer.core.package import Description, Package, Person, Skipped
from primer.core.registry import Ecosystem
from primer.core.source import Source
from primer.reading.packages.found import find_packages
from primer.reading.packages.setup_py import WHY

CFG = """\
[flake8]
name = no

[metadata]
Name = Acme.Cfg
version = 1.0
description = Static
license = MIT
author-email = kim@example.org
url = https://example.org
project_urls =
    Source = https://example.org/source

[options]
python_requires = >=3.11
install_requires =
    httpx
    # a comment
    tomli ; python_version < "3.11"
"""


def test_a_static_setup_cfg_is_a_package() -> None:
    found = find_packages(
        {"lib/setup.cfg": CFG, "lib/setup.py": "from setuptools import setup; setup()"}, Choices()
    )
    assert found.packages == (
        Package(
            name="acme-cfg",
            ecosystem=Ecosystem.PYTHON,
            path="lib",
            version="1.0",
            source=Source("lib/setup.cfg", 5),
            requires=("httpx", "tomli"),
            description=Description(
                summary="Static",
                license_expression="MIT",
                authors=(Person("", "kim@example.org"),),
                urls=(("Homepage", "https://example.org"), ("Source", "https://example.org/source")),
                requires_python=">=3.11",
            ),
        ),
    )


def test_a_version_that_is_looked_up_is_none() -> None:
    found = find_packages({"setup.cfg": "[metadata]\nname = x\nversion = attr: x.__version__\n"}, Choices())
    assert found.packages[0].version is None


def test_a_setup_cfg_that_only_configures_tools_is_no_package() -> None:
    found = find_packages({"setup.cfg": "[flake8]\nmax-line-length = 100\n"}, Choices())
    assert (found.packages, found.skipped, found.problems) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[metadata]\nname = x\nversion\n", 3),
        ("name = x\n", 1),
        ("[metadata]\nname = x\nname = y\n", 3),
        ("[metadata]\nname = a b\n", 2),
    ],
)
def test_a_malformed_setup_cfg_has_its_line(text: str, line: int) -> None:
    (problem,) = find_packages({"setup.cfg": text}, Choices()).problems
    assert problem.source == Source("setup.cfg", line)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('from setuptools import setup\nsetup(name="coded")', "coded"),
        ('import setuptools\nsetuptools.setup(version="1", name="coded")', "coded"),
        ("from setuptools import setup\nsetup(name=NAME)", ""),
        ("from setuptools import setup\nsetup(name=", ""),
        ("from setuptools import setup\nsetup('\\d')\n", ""),
    ],
)
def test_a_setup_py_alone_is_skipped_with_the_reason(text: str, name: str) -> None:
    found = find_packages({"old/setup.py": text}, Choices())
    assert found.skipped == (Skipped("old", name, WHY),)


def test_a_setup_py_that_packages_nothing_is_not_mentioned() -> None:
    assert find_packages({"game/setup.py": "def prepare(): ...\n"}, Choices()).skipped == ()


def test_a_pyproject_with_only_a_build_system_leaves_it_to_setup_py() -> None:
    files = {"pyproject.toml": "[build-system]\nrequires = []\n", "setup.py": 'setup(name="coded")'}
    assert [skipped.name for skipped in find_packages(files, Choices()).skipped] == ["coded"]
