"""Where TOML keys stand, whatever stands around them."""

import tomllib

import pytest

from primer.reading.texts.lines import find_lines


def line(text: str, *key: str | int) -> int | None:
    tomllib.loads(text)
    return find_lines(text).line(*key)


def test_a_key_in_a_table_has_its_own_line() -> None:
    assert line('[project]\n\n# name = "no"\nname = "x"\n', "project", "name") == 4


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ('project.name = "x"\n', ("project", "name"), 1),
        ("[ \"project\" . name ]\n'key' = 1\n", ("project", "name", "key"), 2),
        ('["a.b"]\n"c\\u0020d" = 1\n', ("a.b", "c d"), 2),
        ("[a]\nb = { c = 1, d.e = [ { f = 2 } ] }\n", ("a", "b", "d", "e", 0, "f"), 2),
        ("a = [\n  1, # one ]\n  [2,\n   3],\n]\nb = 1\n", ("a", 1, 1), 4),
        ("a = [\n  1, # one ]\n  [2,\n   3],\n]\nb = 1\n", ("b",), 6),
        ("[[a]]\nb = 1\n[a.c]\nd = 1\n[[a]]\nb = 2\n[a.c]\nd = 2\n", ("a", 1, "c", "d"), 8),
        ("[[a]]\n[[a.b]]\n[[a.b]]\nc = 1\n", ("a", 0, "b", 1, "c"), 4),
        ("d = 1979-05-27 07:32:00\nf = 1.5e3\nt = 07:32:00.5\nx = -inf\n", ("x",), 4),
        ("a = 1\r\n\r\nb = 2\r\n", ("b",), 3),
        ("a = 1 # no line end", ("a",), 1),
    ],
)
def test_odd_but_legal_texts(text: str, key: tuple[str | int, ...], expected: int) -> None:
    assert line(text, *key) == expected


@pytest.mark.parametrize(
    "value",
    [
        '"""\n[fake]\nname = "no"\n"""',
        "'''\n[fake]\nname = 'no'\n'''",
        '"""\nends with quotes\n\n\n"""""',
        '"""\\\n  \\""" still in it\n\n\n"""',
        "'''\\\n\n\n'''''",
    ],
)
def test_texts_of_several_lines_are_passed_over(value: str) -> None:
    assert line(f"text = {value}\nname = 1\n", "name") == 2 + value.count("\n")
    assert line(f"text = {value}\nname = 1\n", "fake", "name") is None


def test_a_key_that_is_not_there_has_the_line_of_the_table_around_it() -> None:
    assert line("[tool]\n\n[tool.primer]\n", "tool", "primer", "route") == 3


def test_headers_come_in_their_order() -> None:
    assert find_lines("[b]\n[[a]]\n[[a]]\n").headers == ((("b",), 1), (("a", 0), 2), (("a", 1), 3))


@pytest.mark.parametrize("text", ["[", "a = [", "a = {b", "a = [ } ]", "= 1", "a.", '"', "[[a]", "[a]]]"])
def test_a_malformed_text_ends_too(text: str) -> None:
    assert find_lines(text).line("zzz") is None
