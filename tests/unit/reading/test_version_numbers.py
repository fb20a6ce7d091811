"""One version, as PEP 440 and as semver write it."""

import pytest

from primer.core.registry import Ecosystem
from primer.reading.versions.numbers import NoNumber, Number, is_version, number, same


@pytest.mark.parametrize(
    ("said", "python", "javascript"),
    [
        ("1.2.3", "1.2.3", "1.2.3"),
        ("v1.2.3", "1.2.3", "1.2.3"),
        ("0.3", "0.3", "0.3.0"),
        ("1.2.3-rc.1", "1.2.3rc1", "1.2.3-rc.1"),
        ("1.2.3rc1", "1.2.3rc1", "1.2.3-rc.1"),
        ("1.2.3a2", "1.2.3a2", "1.2.3-alpha.2"),
        ("1.2.3-beta.0", "1.2.3b0", "1.2.3-beta.0"),
        ("1.2.3-beta", "1.2.3b0", "1.2.3-beta"),
        ("1.2.3.dev4", "1.2.3.dev4", "1.2.3-dev.4"),
        ("1.2.3-dev.4", "1.2.3.dev4", "1.2.3-dev.4"),
        ("2026.01.05", "2026.1.5", "2026.1.5"),
        ("1.2.3.post1", "1.2.3.post1", None),
        ("1.2.3.4", "1.2.3.4", None),
        ("1!2.0", "1!2.0", None),
        ("1.2a1.dev2", "1.2a1.dev2", None),
    ],
)
def test_a_version_is_written_for_both_worlds(said: str, python: str, javascript: str | None) -> None:
    assert number(said) == Number(python, javascript)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "it is no version"),
        ("next", "it is no version"),
        ("1.2.3-next.0", "PEP 440 knows no such pre-release"),
        ("1.2.3-rc.1.2", "PEP 440 knows no such pre-release"),
        ("1.2.3+build.5", "a part after + (build.5)"),
        ("1.2.3-1", "in semver it comes before 1.2.3, in PEP 440 after it (1.2.3.post1)"),
        ("1" * 5000, "it is no version"),
    ],
)
def test_what_cannot_be_released_in_both_worlds_is_refused_with_the_reason(said: str, why: str) -> None:
    with pytest.raises(NoNumber) as refused:
        number(said)
    assert why in str(refused.value)


def test_each_world_gets_its_own_way_of_writing() -> None:
    both = number("1.2.3rc1")
    assert (both.of(Ecosystem.PYTHON), both.of(Ecosystem.JAVASCRIPT)) == ("1.2.3rc1", "1.2.3-rc.1")


def test_versions_are_compared_and_not_their_letters() -> None:
    assert same("1.2.3rc1", "1.2.3-rc.1")
    assert same("1.0", "1.0.0")
    assert same("1.2.3-next.0", "1.2.3-next.0")
    assert not same("1.2.3-next.0", "1.2.3-next.1")
    assert not same("1.2.3", "1.2.4")


def test_what_is_no_version_is_none() -> None:
    assert is_version("1.0.dev1")
    assert not is_version("unknown")
    assert not is_version("")
