"""Which names are needed at run time."""

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from primer.reading.packages.requirements import (
    NoRequirement,
    holds_without_extra,
    lines_of_requirements,
    run_time_name,
    run_time_names,
)


def test_a_requirement_is_its_normalised_name() -> None:
    assert run_time_name("Acme.Wire_x[fast,slow] >= 1, < 2 ; python_version < '3.12'") == "acme-wire-x"
    assert run_time_name("acme-wire @ {root:uri}/../wire") == "acme-wire"


def test_a_requirement_of_an_extra_is_none_at_run_time() -> None:
    assert run_time_name("pytest; extra == 'test'") is None


@pytest.mark.parametrize(
    "text",
    [
        "acme",
        "acme-wire==1.0",
        "Acme.Wire_x >= 1, < 2",
        "a>1,!=1.5,<=2.0.1",
        "a1",
        "acme<2 ",
        "x == 2026.11.21",
    ],
)
def test_a_plain_requirement_is_one_to_the_library_too_and_of_the_same_name(text: str) -> None:
    assert run_time_name(text) == canonicalize_name(Requirement(text).name)


@pytest.mark.parametrize("text", ["acme-", "acme=1", "acme==", "acme>=1,,<2", "acme 1", "-acme", "", "ä"])
def test_what_is_nearly_plain_is_no_requirement(text: str) -> None:
    with pytest.raises(NoRequirement):
        run_time_name(text)


def test_a_text_that_is_no_requirement_says_why() -> None:
    with pytest.raises(NoRequirement, match="Expected"):
        run_time_name("not a requirement")


@pytest.mark.parametrize(
    ("marker", "expected"),
    [
        ('extra == "a"', False),
        ('"a" == extra', False),
        ('extra == "a" or extra == "b"', False),
        ('extra == "a" and python_version < "3.9"', False),
        ('extra == "a" or python_version < "3.9"', True),
        ('(extra == "a" or python_version < "3.9") and extra == "b"', False),
        ('extra == "a" and (extra == "b" or os_name == "nt") or os_name == "posix"', True),
        ('python_version < "3.9" or extra == "a" and extra == "b"', True),
        ('extra == "a" or (extra == "b" or extra == "c") and os_name == "nt"', False),
        ('extra != "a"', True),
        ('extra not in "a b"', True),
        ('sys_platform == "win32"', True),
    ],
)
def test_a_marker_holds_without_any_extra(marker: str, *, expected: bool) -> None:
    assert holds_without_extra(marker) is expected


def test_a_file_of_requirements_is_read_without_its_options() -> None:
    options = "# all\n-r base.txt\n--index-url https://example.org\n"
    text = f"{options}httpx>=1 \\\n  --hash=sha256:0\n./local\nrich # x\n"
    assert tuple(lines_of_requirements(text)) == ("httpx>=1", "rich")


def test_names_are_sorted_and_malformed_ones_passed_over() -> None:
    assert run_time_names(["b", "A", "not one", "b>1"]) == ("a", "b")
