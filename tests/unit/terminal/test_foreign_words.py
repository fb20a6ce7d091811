"""Words of others can do nothing to a terminal."""

import sys
import unicodedata

import pytest

from primer.terminal.foreign import NARROW, cells, harmless
from primer.terminal.layout import as_text
from primer.terminal.lines import Paragraph, Table, plain
from primer.terminal.surface import ASCII_TWINS, SIGNS, UNBROKEN, Surface


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x1b]8;;https://evil.example\x07link", "\\x1b]8;;https://evil.example\\x07link"),
        ("a\u202egnp.exe", "a\\u202egnp.exe"),
        ("zero\u200bwidth\u2066", "zero\\u200bwidth\\u2066"),
        ("two\nlines\r\ttab", "two lines  tab"),
        ("\x9b31mC1", "\\x9b31mC1"),
        ("\udcff.toml", "\\udcff.toml"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("del\x7f", "del\\x7f"),
        ("[bold red]markup[/] :smile: {x} <b>", "[bold red]markup[/] :smile: {x} <b>"),
        ("Grüße, 東京, naïve", "Grüße, 東京, naïve"),
    ],
)
def test_only_what_acts_is_escaped(words: str, shown: str) -> None:
    assert harmless(words) == shown


def test_a_wide_character_takes_two_columns_and_a_combining_one_none() -> None:
    assert cells("東京") == 4
    assert cells("e\u0301") == 1
    assert cells("✓◐○…") == 4


def test_no_character_that_acts_or_hides_is_kept_in_all_of_unicode() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        acts = unicodedata.category(char) in {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
        assert (harmless(char) != char) is acts, ascii(char)


def test_primers_own_signs_take_a_column_each() -> None:
    signs = {*"".join(SIGNS.values()), *map(chr, ASCII_TWINS), UNBROKEN}
    assert {char for char in signs if not char.isascii()} == NARROW
    assert {cells(char) for char in NARROW} == {1}
    assert not {unicodedata.category(char) for char in NARROW} & {"Mn", "Me"}
    assert not {unicodedata.east_asian_width(char) for char in NARROW} & {"W", "F"}


def test_everything_that_is_laid_out_is_made_harmless() -> None:
    nasty = "x\x1b[2Jy"
    blocks = (Paragraph(plain(nasty), right=plain(nasty)), Table(((plain(nasty), plain(nasty)),)))
    assert "\x1b" not in as_text(blocks, Surface(80))
    assert "\x1b" not in as_text(blocks, Surface(30))


def test_colour_keeps_markup_as_text_and_escapes_as_escapes() -> None:
    from io import StringIO

    from primer.terminal.printing import show

    stream = StringIO()
    show((Paragraph(plain("[red]a[/red] \x1b[31mb")),), stream, Surface(80, colour=True))
    assert stream.getvalue() == "[red]a[/red] \\x1b[31mb\n"
