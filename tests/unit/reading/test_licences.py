"""Licences as SPDX expressions."""

import pytest
from packaging.licenses import canonicalize_license_expression

from primer.reading.packages.licences import licence_expression

OSI = "License :: OSI Approved :: "


@pytest.mark.parametrize(
    ("said", "expression"),
    [
        ("MIT", "MIT"),
        ("mit", "MIT"),
        ("MIT License", "MIT"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("mit or apache-2.0", "MIT OR Apache-2.0"),
        ("LicenseRef-Mine", "LicenseRef-Mine"),
        ("BSD", ""),
        ("MIT License\n\nCopyright …", ""),
        ("all rights reserved", ""),
        ("((((", ""),
    ],
)
def test_a_licence_text_means_an_expression_or_nothing(said: str, expression: str) -> None:
    assert licence_expression(said) == expression


@pytest.mark.parametrize(
    "identifier", ["MIT", "Apache-2.0", "bsd-3-clause", "ISC", "mpl-2.0", "GPL-3.0-or-later"]
)
def test_a_common_identifier_is_written_as_the_library_of_all_writes_it(identifier: str) -> None:
    assert licence_expression(f" {identifier} ") == canonicalize_license_expression(identifier)


def test_a_classifier_serves_where_nothing_else_is_said() -> None:
    assert licence_expression("", [f"{OSI}MIT License", "Typing :: Typed"]) == "MIT"


def test_two_licence_classifiers_leave_it_open() -> None:
    assert licence_expression("", [f"{OSI}MIT License", f"{OSI}ISC License (ISCL)"]) == ""


def test_an_ambiguous_classifier_leaves_it_open() -> None:
    assert licence_expression("", [f"{OSI}BSD License"]) == ""
