"""Blocks become lines of a width."""

from primer.ports.signs import Mark
from primer.terminal.layout import as_text
from primer.terminal.lines import BLANK, Paragraph, Span, Table, joined, marked, plain, unbroken
from primer.terminal.screens import told_blocks
from primer.terminal.surface import Surface


def test_a_paragraph_wraps_under_its_hanging_indent() -> None:
    block = Paragraph(plain("one two three four five six"), indent=2, hang=3)
    assert as_text((block,), Surface(16)) == "  one two three\n     four five\n     six\n"


def test_a_word_longer_than_the_width_stays_whole() -> None:
    address = "https://pypi.example/manage/project/x"
    assert as_text((Paragraph(plain(f"see {address} there"), 2),), Surface(20)) == (
        f"  see\n  {address}\n  there\n"
    )


def test_unbroken_words_stay_together() -> None:
    words = joined((plain(unbroken("Repository name a")), plain(unbroken("Owner b"))), " · ")
    assert as_text((Paragraph(words),), Surface(20)) == "Repository name a ·\nOwner b\n"
    assert as_text((Paragraph(words),), Surface(20, ascii=True)) == "Repository name a -\nOwner b\n"


def test_unbroken_words_have_plain_spaces_in_a_column_too() -> None:
    row = (plain(unbroken("the page")), plain("address"))
    for surface in (Surface(70, ascii=True), Surface(20, ascii=True)):
        assert "the page" in as_text((Table((row,)),), surface)


def test_a_command_that_is_told_is_never_broken() -> None:
    command = "npm trust github @acme/core --file publish.yaml"
    assert as_text(told_blocks(f"The same by hand, once you are there:\n    {command}"), Surface(30)) == (
        f"  The same by hand, once you\n  are there:\n    {command}\n"
    )


def test_words_on_the_right_stand_at_the_edge_or_on_a_line_of_their_own() -> None:
    block = Paragraph(plain("left"), right=plain("right"))
    assert as_text((block,), Surface(70)) == f"left{'right':>66}\n"
    assert as_text((block,), Surface(40)) == "left\n  right\n"


def test_a_table_aligns_its_columns_and_wraps_the_last() -> None:
    rows = ((plain("a"), plain("one two three four " * 4)), (plain("longer"), plain("two")))
    assert as_text((Table(rows, ("name", "words"), indent=1),), Surface(61)) == (
        " name    words\n"
        " a       one two three four one two three four one two three\n"
        "         four one two three four\n"
        " longer  two\n"
    )


def test_a_table_is_a_list_where_it_is_narrow() -> None:
    rows = ((plain("mono"), plain("0"), plain("")),)
    assert as_text((Table(rows, ("package", "tier", "on PyPI"), indent=2),), Surface(60)) == (
        "  mono\n    tier: 0\n"
    )


def test_a_table_whose_last_column_has_no_room_puts_it_below() -> None:
    rows = ((plain("n" * 50), plain("some words, too many")),)
    assert as_text((Table(rows),), Surface(70)) == f"{'n' * 50}\n    some words, too many\n"


def test_a_row_below_another_whose_last_column_has_no_room_leaves_no_empty_row() -> None:
    rows = ((plain("left out"), plain("n" * 69)), (plain(""), plain("m" * 69)))
    shown = as_text((Table(rows, indent=2),), Surface(70))
    assert shown == f"  left out\n {'n' * 69}\n {'m' * 69}\n"


def test_a_single_cell_that_has_no_room_stands_where_its_column_begins() -> None:
    assert as_text((Table(((plain("n" * 80),),), indent=6),), Surface(70)) == f"      {'n' * 80}\n"


def test_a_label_and_its_value_are_kept_apart_in_a_list() -> None:
    rows = ((plain("leave"), plain("nothing is uploaded yet")), (plain("open"), plain("PyPI, then Add")))
    table = Table(rows, indent=2, lead=2, label=0)
    assert as_text((table,), Surface(80, plain=True)) == (
        "  leave: nothing is uploaded yet\n  open: PyPI, then Add\n"
    )
    assert as_text((table,), Surface(80)) == "  leave  nothing is uploaded yet\n  open   PyPI, then Add\n"


def test_a_last_cell_that_fits_stays_in_its_row_however_little_room_there_is() -> None:
    rows = ((plain("n" * 50), plain("same")), (plain("m"), plain("differs")))
    shown = as_text((Table(rows, ("name", "")),), Surface(70))
    assert shown == f"name\n{'n' * 50}  same\nm{' ' * 51}differs\n"


def test_marks_are_signs_boxes_or_ascii() -> None:
    words = tuple(span for mark in Mark for span in (*marked(mark), Span(" ")))
    assert as_text((Paragraph(words),), Surface(80)) == "✓ ◐ ○ … ? ✗\n"
    boxes = "[x] [~] [ ] [.] [?] [!]\n"
    assert as_text((Paragraph(words),), Surface(80, boxes=True)) == boxes
    assert as_text((Paragraph(words),), Surface(80, ascii=True)) == boxes


def test_nothing_is_an_empty_line() -> None:
    assert as_text((BLANK,), Surface(80)) == "\n"


def test_a_row_that_goes_on_from_the_one_before_gets_no_empty_line_in_a_list() -> None:
    rows = ((plain("CI"), plain("publish.yaml")), (plain(""), plain("other.yaml")))
    assert as_text((Table(rows),), Surface(40)) == "CI\n  publish.yaml\n  other.yaml\n"
