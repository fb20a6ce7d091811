"""The list of the guides: which shelf, which line, and what it looks like."""

import pytest

from primer.cli.shelves import shelves
from primer.terminal.guides_page import Shelf, fitted, guides_blocks
from primer.terminal.layout import as_text
from primer.terminal.surface import Surface

INDEX = """\
# Guides

- [npm](how-to/npm.md): JavaScript packages; the `log-in`, by [its page](how-to/npm.md#log-in)
- [problems](reference/problems.md): every problem by its reference: cause, remedy, and what is safe to do
"""
PAGES = {
    "README.md": INDEX,
    "decisions/0001-a.md": "# 0001: A\n",
    "how-to/npm.md": "# npm\n",
    "how-to/alone.md": "# Going it `alone`\n",
    "reference/problems.md": "# Problems\n",
    "attic/old.md": "# Old things\n",
    "tutorial.md": "# From nothing to done\n",
}
SHELVES = (
    Shelf("", "Begin here", (("tutorial", "From nothing to done"),)),
    Shelf(
        "how-to",
        "How-to: one goal, step by step",
        (("npm", "JavaScript packages; the log-in, by its page"), ("alone", "Going it alone")),
    ),
    Shelf(
        "reference",
        "Reference: to look something up",
        (("problems", "every problem by its reference: cause, remedy, and what is safe to do"),),
    ),
    Shelf("decisions", "Decisions: what was chosen, and what follows", (("0001-a", "0001: A"),)),
    Shelf("attic", "attic", (("old", "Old things"),)),
)
WIDE = """\
Begin here
  tutorial  From nothing to done

How-to: one goal, step by step
  npm    JavaScript packages; the log-in, by its page
  alone  Going it alone

Reference: to look something up
  problems  every problem by its reference: cause, remedy

Decisions: what was chosen, and what follows
  0001-a  0001: A

attic
  old  Old things

primer guide NAME  shows one; also by a problem, fact, rule, cause, flag or key
"""


def test_pages_stand_by_folder_in_the_indexs_order_and_with_its_words() -> None:
    assert shelves(PAGES) == SHELVES


def test_at_80_columns_each_page_has_one_line() -> None:
    assert as_text(guides_blocks(SHELVES), Surface(80)) == WIDE


def test_in_a_narrow_window_no_word_is_lost() -> None:
    narrow = as_text(guides_blocks(SHELVES), Surface(30))
    assert narrow.split() == WIDE.split()
    assert max(map(len, narrow.splitlines())) <= 30


@pytest.mark.parametrize(
    ("room", "shown"),
    [(60, "cause, remedy: all of it; and more"), (30, "cause, remedy: all of it"), (20, "cause, remedy")],
)
def test_what_is_too_long_loses_its_last_clauses(room: int, shown: str) -> None:
    assert fitted("cause, remedy: all of it; and more", room) == shown


def test_a_single_long_clause_ends_between_words() -> None:
    assert fitted("what a very long clause says", 14) == "what a very…"
