"""Which version a placeholder may have."""

import pytest

from primer.core.registry import Ecosystem
from primer.placeholders.versions import refusal, written


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


def of_npm(placeholder: str, own: str | None) -> str | None:
    return refusal(placeholder, own, Ecosystem.JAVASCRIPT)


@pytest.mark.parametrize("own", [None, "0.0.2", "0.2.0", "v1.0.0", "0.0.2-rc.1", "latest", "1.0.0+build"])
def test_an_npm_placeholder_stays_below_the_packages_own_version(own: str | None) -> None:
    assert of_npm("0.0.1", own) is None


@pytest.mark.parametrize("own", ["0.0.1", "0.0.0", "0.0.1-rc.1", "0.0.1+build"])
def test_an_npm_release_that_is_not_higher_could_not_become_the_latest(own: str) -> None:
    assert of_npm("0.0.1", own) == (
        f"the package's own next version {own} is not higher than 0.0.1, so it could not replace it"
    )


@pytest.mark.parametrize("text", ["1", "0.0", "v0.0.1", "0.0.1.dev0", "0.0.01", "", "1!0.0.1"])
def test_an_npm_placeholder_has_a_semantic_version(text: str) -> None:
    why = f"{text!r} is no version that a registry takes (semantic versioning)"
    assert str(of_npm(text, None)).startswith(why)


def test_an_npm_placeholder_has_no_build_metadata() -> None:
    assert of_npm("0.0.1+one", None) == "0.0.1+one has build metadata (+…), which a registry drops"
    assert of_npm("0.0.1-placeholder", "0.0.1") is None


@pytest.mark.parametrize(
    ("typed", "python", "npm"),
    [
        ("0.0.0-alpha.1", "0.0.0a1", "0.0.0-alpha.1"),
        ("0.0.1", "0.0.1", "0.0.1"),
        ("v0.0.1", "0.0.1", "0.0.1"),
        ("0.0.0a1", "0.0.0a1", "0.0.0a1"),
        ("0.0.0-first.1", "0.0.0-first.1", "0.0.0-first.1"),
    ],
)
def test_each_ecosystem_writes_a_version_in_its_own_way(typed: str, python: str, npm: str) -> None:
    assert (written(typed, Ecosystem.PYTHON), written(typed, Ecosystem.JAVASCRIPT)) == (python, npm)


def test_what_serves_one_ecosystem_alone_is_refused_with_what_serves_both() -> None:
    alike = "one like 0.0.0-alpha.1 serves Python and JavaScript alike"
    assert alike in str(of_npm("0.0.0a1", "1.0.0"))
    assert alike in str(refusal("0.0.0-first.1", "1.0.0"))
