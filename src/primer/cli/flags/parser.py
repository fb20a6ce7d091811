"""A command's parser: its flags in groups, its page of help, and mistakes told in two lines."""

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

from primer.cli.flags.page import Page

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class Parser(argparse.ArgumentParser):
    """Takes what one command takes; `looks`, `acts`, `prints` and `choices` are its groups."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            prog=f"primer {page.name}", usage=argparse.SUPPRESS, add_help=False, allow_abbrev=False
        )
        # Colours of argparse's own (Python 3.14) would make a page differ from what the guides show.
        self.color = False
        self.page = page
        self.takes_choices = False
        self.looks = self.add_argument_group("what it looks at")
        self.acts = self.add_argument_group("what it may do")
        self.prints = self.add_argument_group("how it prints")
        self.choices = self.add_argument_group("choices, for this run alone")

    @property
    def line(self) -> str:
        """How the command is written."""
        return " ".join(word for word in (self.prog, self.page.takes, "[FLAGS]") if word)

    def offer_help(self) -> None:
        """Adds --help; called last, so that it is the last of its group."""
        self.prints.add_argument("-h", "--help", action="help", help="show this page")

    def format_help(self) -> str:
        """The page, as wide as the terminal and at most 80 columns."""
        from primer.cli.help_lines import FlagLines
        from primer.cli.help_page import flag_names, foot, head

        self.formatter_class = FlagLines
        self.description, self.epilog = head(self.page, self.line), foot(self.page)
        if self.takes_choices:
            self.choices.description = flag_names()
        return super().format_help()

    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        """Prints the page; argparse's own way says nothing when it cannot be written."""
        (file or sys.stdout).write(self.format_help())
        sys.stdout.flush()

    def choice_lines(self) -> str:
        """A line for every choice."""
        from primer.cli.help_lines import ChoiceLines

        self.formatter_class = ChoiceLines
        lines = self._get_formatter()
        lines.start_section(self.choices.title)
        lines.add_arguments(self._actions)
        lines.end_section()
        return lines.format_help()

    @property
    def actions(self) -> tuple[argparse.Action, ...]:
        """Everything that it takes, in the order of its help."""
        return tuple(self._actions)

    @property
    def flags(self) -> frozenset[str]:
        """Every flag, as it is written."""
        return frozenset(flag for action in self._actions for flag in action.option_strings)

    def error(self, message: str) -> NoReturn:
        """Says what cannot be meant and how it is said, on stderr; exits 2."""
        self.exit(2, f"error: {message}\nusage: {self.line}   (`{self.prog} --help` explains it)\n")
