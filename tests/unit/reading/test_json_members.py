"""The places of texts in JSON."""

import pytest

from primer.reading.texts.json_members import json_texts

TEXT = """\
{
  "name": "@acme/core", "version" : "1.2.3",
  "files": ["a", {"version": "no"}],
  "a\\"b": { "version": "4\\u002e5" , "n": 1},
  "dependencies": {}
}
"""


def test_every_text_is_found_by_its_path_with_its_line() -> None:
    found = {key: (one.value, one.line) for key, one in json_texts(TEXT).items()}
    assert found == {
        ("name",): ("@acme/core", 2),
        ("version",): ("1.2.3", 2),
        ("files", 0): ("a", 3),
        ("files", 1, "version"): ("no", 3),
        ('a"b', "version"): ("4.5", 4),
    }


def test_the_characters_are_those_between_the_quotes() -> None:
    one = json_texts(TEXT)[("version",)]
    assert TEXT[one.start - 1 : one.end + 1] == '"1.2.3"'


def test_only_as_deep_as_it_is_asked_for() -> None:
    assert set(json_texts(TEXT, 1)) == {("name",), ("version",)}


def test_the_later_of_two_members_wins_as_in_every_parser() -> None:
    text = '{"version": "1", "version": "2"}'
    one = json_texts(text)[("version",)]
    assert (one.value, one.start) == ("2", text.index("2"))


@pytest.mark.parametrize("text", ["", "{", "]", '{"version": "1"', "{'version': '1'}", "[" * 10_000, '"x"'])
def test_what_is_no_object_has_no_members(text: str) -> None:
    assert [key for key in json_texts(text) if key] == []
