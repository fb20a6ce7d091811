"""What a word was probably meant to be."""

import pytest

from primer.cli.slips import meant

KNOWN = ("pypi", "testpypi", "npm", "internal")


@pytest.mark.parametrize(
    ("said", "like"),
    [
        ("pipy", "pypi"),
        ("pyp", "pypi"),
        ("PyPI", "pypi"),
        ("pypii", "pypi"),
        ("test-pypi", "testpypi"),
        ("nmp", "npm"),
        ("intern", "internal"),
        ("crates", ""),
        ("", ""),
    ],
)
def test_a_slip_is_recognised_and_another_word_is_not(said: str, like: str) -> None:
    assert meant(said, KNOWN) == like


def test_of_nothing_known_nothing_is_meant() -> None:
    assert meant("pypi", ()) == ""
