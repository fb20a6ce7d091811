"""A guide in a terminal: its Markdown set at the width of the window."""

import re
from pathlib import Path

import pytest

from primer.cli.sections import shown
from primer.terminal.inline import inline
from primer.terminal.layout import as_text
from primer.terminal.prose import prose_blocks
from primer.terminal.surface import Surface
from source_tree import ROOT

PAGES = sorted((ROOT / "guides").rglob("*.md"))
NO_WORDS = re.compile(r"(?<=\])\([^)]*\)|^ *```.*$|^.*\n(?= *\|[ :|-]+$)", re.MULTILINE)
"""Where links lead, what an example is written in, the heads of tables."""

PAGE = """\
# The token

For whoever *pastes* one. It is **only** in `core.Secret`, see
[the model](../explanation/threat-model.md#assets), [tokens](tokens.md) and <a>.

1. Paste it. Nothing is
   shown.

   ```console
   $ primer init
     # a remark
   ```

2. Leave.

| mark | means |
|---|---|
| `[x]` | seen |
| a \\| b | both |

| what it is for | what it does not do | at last |
|---|---|---|
| the keyring of this machine | encrypt everything | asks |
| | nothing | asks, and asks again |

> Quoted.
"""
WIDE = """\
The token

For whoever pastes one. It is only in `core.Secret`, see the model
(guide threat-model), tokens and <a>.

1. Paste it. Nothing is shown.

       $ primer init
         # a remark

2. Leave.

  mark   means
  `[x]`  seen
  a | b  both

  the keyring of this machine
    what it does not do: encrypt everything
    at last: asks

    what it does not do: nothing
    at last: asks, and asks again

  Quoted.
"""


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def test_a_page_is_set_at_the_width_of_the_window() -> None:
    assert as_text(prose_blocks(PAGE, 70), Surface(70)) == WIDE


def test_a_table_with_room_for_its_columns_stays_one() -> None:
    table = "| a | b |\n|---|---|\n| one | two |\n"
    assert as_text(prose_blocks(table, 80), Surface(80)) == "  a    b\n  one  two\n"


@pytest.mark.parametrize(
    ("surface", "shown_as"),
    [(Surface(80), "  a  one\n  b  two\n"), (Surface(80, plain=True), "  a\n    one\n  b\n    two\n")],
    ids=["columns", "read aloud"],
)
def test_a_table_may_have_no_head(surface: Surface, shown_as: str) -> None:
    table = "| | |\n|---|---|\n| a | one |\n| b | two |\n"
    assert as_text(prose_blocks(table, 80), surface) == shown_as


def test_a_table_inside_an_item_is_one() -> None:
    table = "- Say:\n\n  | a | b |\n  |---|---|\n  | one | two |\n"
    assert as_text(prose_blocks(table, 80), Surface(80)) == "- Say:\n\n  a    b\n  one  two\n"


def test_a_line_that_begins_with_a_year_is_no_item() -> None:
    page = "Seconds since\n1970. It begins.\n\n2. Item.\n"
    assert as_text(prose_blocks(page, 80), Surface(80)) == "Seconds since 1970. It begins.\n\n2. Item.\n"


def test_what_a_link_leads_to_is_named_where_its_words_do_not_say_it() -> None:
    assert said("[here](a/b.md#c)") == "here (guide b)"
    assert said("[b](a/b.md) [c](a/b.md#c) [below](#c)") == "b c below"
    assert said("[`c`](a/b.md#c)") == "`c`"
    assert said("[PyPI](https://pypi.org)") == "PyPI (https://pypi.org)"
    assert said("![five packages](pictures/a.svg)") == "(picture: five packages)"


def said(markdown: str) -> str:
    return "".join(span.text for span in inline(markdown))


@pytest.mark.parametrize("markdown", ["2 * 3 * 4", "a_b_c", "`**not**`", "5 < 6 [sic]", "snake*case*d"])
def test_what_is_no_markup_stays(markdown: str) -> None:
    assert said(markdown) == markdown


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_guide_fits_the_window_and_loses_no_word(page: Path, width: int) -> None:
    text = shown(page.read_text(encoding="utf-8"))
    page_said = as_text(prose_blocks(text, width), Surface(width))
    assert [line for line in page_said.splitlines() if len(line) > width and " " in line.strip()] == []
    assert words(NO_WORDS.sub("", text)) - words(page_said) == set()


def test_the_way_to_a_page_is_read_step_by_step_and_an_example_as_it_is() -> None:
    page = "Protect it: Settings →\nEnvironments, or **Actions** → Run.\n\n```\n1.0 → 1.1\n```\n"
    aloud = Surface(80, plain=True)
    assert as_text(prose_blocks(page, 80), aloud) == (
        "Protect it: Settings, then Environments, or Actions, then Run.\n\n    1.0 to 1.1\n"
    )
    assert "Settings → Environments, or Actions → Run." in as_text(prose_blocks(page, 80), Surface(80))


def test_no_line_begins_with_the_arrow_between_two_pages() -> None:
    blocks = prose_blocks("Look at Settings → Tags.\n", 16)
    assert as_text(blocks, Surface(16)) == "Look at\nSettings → Tags.\n"


def test_an_empty_page_is_empty() -> None:
    assert prose_blocks("", 80) == ()
