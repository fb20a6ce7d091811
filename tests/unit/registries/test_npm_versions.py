"""Semantic versions, in npm's order."""

from itertools import pairwise

import pytest

from primer.registries.npm.versions import bare, precedence

# https://semver.org/#spec-item-11, and numbers that order as numbers.
ORDERED = [
    *("0.0.1-0", "0.0.1-alpha", "0.0.1", "0.0.2", "0.1.0"),
    *("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11"),
    *("1.0.0-rc.1", "1.0.0", "1.9.0", "1.10.0"),
]


@pytest.mark.parametrize(("lower", "higher"), list(pairwise(ORDERED)))
def test_versions_order_as_npm_orders_them(lower: str, higher: str) -> None:
    first, second = precedence(lower), precedence(higher)
    assert first is not None
    assert second is not None
    assert first < second


def test_build_metadata_has_no_say() -> None:
    assert precedence("1.0.0+one") == precedence("1.0.0+two") == precedence("1.0.0")
    assert bare("1.0.0-rc.1+one") == "1.0.0-rc.1"


@pytest.mark.parametrize(
    "text",
    ["", "1", "1.2", "1.2.3.4", "01.2.3", "v1.2.3", "1.2.3-", "1.2.3-01", "1.2.3 ", "1.2.³", "9" * 300],
)
def test_other_texts_are_no_semantic_version(text: str) -> None:
    assert precedence(text) is None


def test_a_number_that_javascript_cannot_hold_is_none() -> None:
    assert precedence("9007199254740991.0.0") is not None
    assert precedence("9007199254740992.0.0") is None
