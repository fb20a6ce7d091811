"""A version in Python code, found without running it."""

import pytest

from primer.reading.versions.literals import version_literal


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ('__version__ = "1.2.3"\n', 1),
        ("__version__='1.2.3'", 1),
        ('"""Says __version__ = "9.9"."""\n\n__version__: str = "1.2.3"  # now\n', 3),
        ('from typing import Final\r\n\r\n__version__: Final = "1.2.3"\r\n', 3),
        ('grüße = "é"; __version__ = "1.2.3"\n', 1),
        ('__version__ = version = "1.2.3"\n', 1),
        ('__version__ = "0"\n__version__ = "1.2.3"\n', 2),
        ('x = "\f"\n__version__ = u"1.2.3"\n', 2),
        ('__version__ = """1.2.3"""\n', 1),
    ],
)
def test_a_literal_is_found_with_its_line_and_its_characters(code: str, line: int) -> None:
    found = version_literal(code)
    assert found is not None
    assert (found.value, found.line, code[found.start : found.end]) == ("1.2.3", line, "1.2.3")


@pytest.mark.parametrize(
    "code",
    [
        "",
        "version = '1.2.3'\n",
        'from importlib.metadata import version\n__version__ = version("acme")\n',
        '__version__ = "1.2.3"\n__version__ = computed()\n',
        'try:\n    __version__ = found()\nexcept LookupError:\n    __version__ = "0.0.0"\n',
        'if True:\n    __version__ = "1.2.3"\n',
        '__version__ = "1.2" ".3"\n',
        '__version__ = "1\\x2e2"\n',
        '__version__ = f"1.2.3"\n',
        "__version__ = 1.2\n",
        "__version__: str\n",
        '__version__ = "1.2.3\n',
        'print "__version__"\n',
        "\0__version__ = '1'",
    ],
)
def test_what_is_computed_a_filler_or_no_code_is_left_alone(code: str) -> None:
    assert version_literal(code) is None


def test_another_name_counts_where_it_is_asked_for() -> None:
    found = version_literal('VERSION = "1.2.3"\n', ("VERSION",))
    assert found is not None
    assert found.value == "1.2.3"
