"""Authors written as one text."""

import pytest

from primer.core.package import Person
from primer.reading.packages.people import people, person


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kim Doe <kim@example.org>", Person("Kim Doe", "kim@example.org")),
        ("Kim Doe <kim@example.org> (https://example.org)", Person("Kim Doe", "kim@example.org")),
        ("Kim Doe (https://example.org)", Person("Kim Doe")),
        ("kim@example.org", Person("", "kim@example.org")),
        ("Kim <", Person("Kim")),
        ("<kim@example.org>", Person("", "kim@example.org")),
    ],
)
def test_an_author_has_a_name_and_an_address(text: str, found: Person) -> None:
    assert person(text) == found


def test_an_author_of_whom_nothing_is_known_is_left_out() -> None:
    assert people(["", " <>", "Kim"]) == (Person("Kim"),)
