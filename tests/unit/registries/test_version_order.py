"""The order of versions in each ecosystem."""

import pytest
from packaging.version import Version

from primer.core.registry import Ecosystem
from primer.registries.version_order import is_below, newest_first, plain_numbers

PYTHON, JAVASCRIPT = Ecosystem.PYTHON, Ecosystem.JAVASCRIPT


@pytest.mark.parametrize(
    ("ecosystem", "versions", "ordered"),
    [
        (PYTHON, ["0.9", "0.10", "0.10rc1", "junk"], ["0.10", "0.10rc1", "0.9"]),
        (
            JAVASCRIPT,
            ["1.0.0-next.9", "1.0.0", "1.0.0-next.10", "1.0"],
            ["1.0.0", "1.0.0-next.10", "1.0.0-next.9"],
        ),
    ],
)
def test_the_highest_comes_first_and_what_has_no_place_is_left_out(
    ecosystem: Ecosystem, versions: list[str], ordered: list[str]
) -> None:
    assert newest_first(versions, ecosystem) == ordered


@pytest.mark.parametrize("ecosystem", Ecosystem)
def test_only_what_is_above_every_floor_counts(ecosystem: Ecosystem) -> None:
    assert newest_first(["0.0.1", "0.0.2", "0.1.0"], ecosystem, above=["0.0.1", "junk", "0.0.2"]) == ["0.1.0"]


@pytest.mark.parametrize(
    ("one", "other", "ecosystem", "below"),
    [
        ("0.0.1rc1", "0.0.1", PYTHON, True),
        ("0.0.1-rc.1", "0.0.1", JAVASCRIPT, True),
        ("0.0.1", "0.0.1", PYTHON, False),
        ("0.0.2", "0.0.1", JAVASCRIPT, False),
        ("junk", "0.0.1", PYTHON, False),
        ("0.0.1", "junk", JAVASCRIPT, False),
    ],
)
def test_what_cannot_be_ordered_is_not_below(one: str, other: str, ecosystem: Ecosystem, below: bool) -> None:
    assert is_below(one, other, ecosystem) is below


PLAIN = ["0", "0.0", "0.0.1", "0.1", "1", "1.0", "1.0.0", "1.0.1", "1.2", "1.10.0", "9.9", "10", "2026.1.31"]


@pytest.mark.parametrize("one", PLAIN)
def test_plain_numbers_are_compared_and_written_as_the_library_does(one: str) -> None:
    own = plain_numbers(one)
    assert own
    assert str(Version(one)) == one
    for other in PLAIN:
        others = plain_numbers(other)
        assert others
        assert (own < others, own == others) == (
            Version(one) < Version(other),
            Version(one) == Version(other),
        )


@pytest.mark.parametrize(
    "text",
    ["", ".", "1.", ".1", "1..2", "01.2", "1.00", "v1", " 1", "1.0rc1", "1!2", "1+x", "²", "١", "1" * 101],
)
def test_what_is_more_than_plain_numbers_is_left_to_the_library(text: str) -> None:
    assert plain_numbers(text) is None
