"""The flags on `primer guide`'s line that are not its own: names of what is looked up."""

from collections.abc import Sequence

from primer.cli.flags.commands import PLAN, every_parser
from primer.cli.flags.parser import Parser

END = "--"
"""Nothing after it is a flag of the command."""


def looked_up(parser: Parser, words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The command's own words, and what is looked up: flags of other commands, and all that follows `--`.

    A flag that no command has stays with the command's own words, where it is refused.
    """
    end = words.index(END) if END in words else len(words)
    own, after = list(words[:end]), list(words[end + 1 :])
    if all(_flag(word) in parser.flags for word in own if word.startswith("-")):
        return own, after
    others = frozenset({PLAN}).union(*(one.flags for one in every_parser().values())) - parser.flags
    asked = [_flag(word) for word in own if _flag(word) in others]
    return [word for word in own if _flag(word) not in others], [*asked, *after]


def _flag(word: str) -> str:
    """The flag without its value."""
    return word.partition("=")[0]
