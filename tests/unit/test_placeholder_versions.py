"""Which version a placeholder may have."""

import pytest

from primer.placeholders.versions import refusal


@pytest.mark.parametrize(
    ("placeholder", "own"),
    [
        ("0.0.1", "0.0.2"),
        ("0.0.1", "0.1.0rc1"),
        ("0.0.1", None),
        ("0.0.1a1", "0.0.1"),
        ("0.0.1", "1!0.0.1"),
        ("0.0.1", "what a version"),
    ],
)
def test_a_lower_version_is_fine(placeholder: str, own: str | None) -> None:
    assert refusal(placeholder, own) is None


@pytest.mark.parametrize("own", ["0.0.1", "0.0.1.dev3", "0.0.0", "0.0.1rc1", "0.0.1.0"])
def test_the_packages_own_next_version_must_be_higher(own: str) -> None:
    assert "is not higher than 0.0.1" in str(refusal("0.0.1", own))


@pytest.mark.parametrize("version", ["", "0.0.x", "first", "0.0.1 beta!", "0.0.1\n0.0.2"])
def test_what_is_no_version_is_refused(version: str) -> None:
    assert "PEP 440" in str(refusal(version, "1.0"))


def test_a_local_version_is_refused() -> None:
    assert refusal("0.0.1+mine", "1.0") == "0.0.1+mine has a local part (+mine), which no index takes"


@pytest.mark.parametrize("version", ["v0.0.1", "0.0.01", " 0.0.1", "0.0.1-alpha"])
def test_a_version_is_written_as_indexes_write_it(version: str) -> None:
    assert "is written 0.0.1" in str(refusal(version, "1.0"))
