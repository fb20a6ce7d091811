"""How a page of help is laid out: plain text, as wide as the terminal and at most 80 columns."""

import argparse
from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from textwrap import wrap

from primer.cli.choice_flags import CHOICES, SWITCHES
from primer.core.regex import regex

WIDEST, NARROWEST = 80, 24
LIST = 60
"""Below this width a meaning stands under its flag."""
COLUMN, INDENT = 26, 6
GAP = 3
COMMAND = regex(r"`[^`]{1,24}`")
KEPT = "\u00a0"


def width() -> int:
    """Columns of a page."""
    return max(min(get_terminal_size().columns, WIDEST), NARROWEST)


def filled(text: str, margin: int = 0, hang: int = 0) -> str:
    """A paragraph; its lines after the first are indented by `hang` more, and no command is broken."""
    first, others = " " * margin, " " * (margin + hang)
    whole = COMMAND.sub(lambda command: command[0].replace(" ", KEPT), text)
    lines = wrap(
        whole,
        width(),
        initial_indent=first,
        subsequent_indent=others,
        break_on_hyphens=False,
        break_long_words=False,
    )
    return "\n".join(lines).replace(KEPT, " ")


def pairs(rows: Iterable[tuple[str, str]], margin: int = 2, least: int = 0) -> str:
    """Two columns, the first `least` wide; where a row does not fit, its second half stands below."""
    table = tuple(rows)
    widths = [len(left) for left, right in table if margin + len(left) + GAP + len(right) <= width()]
    column = max(least, *widths, 0)
    return "\n".join(_row(left, right, margin, column) for left, right in table)


def _row(left: str, right: str, margin: int, column: int) -> str:
    if len(left) <= column and margin + column + GAP + len(right) <= width():
        return f"{' ' * margin}{left:<{column + GAP}}{right}".rstrip()
    return "\n".join(_stacked(left, right, margin))


def _stacked(left: str, right: str, margin: int) -> Iterator[str]:
    yield filled(left, margin, 4)
    if right:
        yield filled(right, margin + 4)


def is_choice(dest: str) -> bool:
    """Whether [tool.primer] can say what the flag of this attribute says."""
    return dest in CHOICES or dest in SWITCHES


class FlagLines(argparse.RawDescriptionHelpFormatter):
    """A flag a line, without the choices, which have a page of their own."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=COLUMN if width() >= LIST else INDENT, width=width())

    def add_argument(self, action: argparse.Action) -> None:
        """Adds what belongs on this page."""
        if self.belongs(action.dest):
            super().add_argument(action)

    def belongs(self, dest: str) -> bool:
        """Whether the flag of this attribute is shown."""
        return not is_choice(dest)


class ChoiceLines(FlagLines):
    """A choice a line, and nothing else."""

    def belongs(self, dest: str) -> bool:
        """Whether the flag of this attribute is a choice."""
        return is_choice(dest)
