"""What has to be there before a package can be built."""

import pytest

from primer.reading.packages.build_requirements import build_requires


def test_the_names_are_normalised_and_sorted() -> None:
    text = "[build-system]\nrequires = ['setuptools>=69', 'Acme.Maker[x]; python_version > \"3\"']\n"
    assert build_requires(text) == ("acme-maker", "setuptools")


@pytest.mark.parametrize(
    "text", ["", "no TOML [", "[build-system]\nrequires = 'x'\n", "[build-system]\nrequires = [1, '???']\n"]
)
def test_what_cannot_be_read_needs_nothing(text: str) -> None:
    assert build_requires(text) == ()
