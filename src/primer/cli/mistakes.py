"""What is said of a command line that cannot be meant: what is wrong, and how it is said, a line each."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from primer.cli.exits import USAGE
from primer.cli.flags.commands import NAMES, PLAN, SAME, every_parser
from primer.cli.flags.parser import Parser
from primer.cli.slips import meant

HOW = "usage: primer COMMAND [FLAGS]   (`primer --help` lists the commands)"
VERSION = ("-V", "--version")
GUIDE = "guide"
"""It takes every flag, as the name of what is looked up."""
ROOT = ("--help", *VERSION)


def leave(message: str, how: str = HOW) -> NoReturn:
    """Says both lines on stderr; exits 2."""
    sys.stderr.write(f"error: {message}\n{how}\n")
    sys.exit(USAGE)


def not_taken(parser: Parser, name: str, words: Sequence[str]) -> NoReturn:
    """Refuses what a command does not take; a flag before a word, since the word may be its value."""
    flag = next((word for word in words if word.startswith("-")), "")
    if flag:
        parser.error(_wrong_flag(parser, name, flag.partition("=")[0]))
    too_many(parser, words)


def too_many(parser: Parser, words: Sequence[str]) -> NoReturn:
    """Refuses words beside the one that a command takes."""
    takes = parser.page.takes.strip("[]")
    parser.error(f"`{parser.prog}` does not take {' '.join(words)}: it takes one {takes}")


def no_command(word: str) -> NoReturn:
    """Refuses a first word that is no command."""
    if word.startswith("-"):
        leave(_before(word.partition("=")[0]))
    if word in (".", "..") or "/" in word or Path(word).is_dir():
        leave(f"{word} is a folder, and no command: `primer --plan {word}` looks at it")
    like = meant(word, (*NAMES, *SAME, *ROOT))
    leave(f"there is no command {word}{_or(f'primer {like}' if like else '')}")


def two_commands(command: str) -> NoReturn:
    """Refuses --plan beside another command."""
    leave(f"{PLAN} is a command of its own: `primer {PLAN}` looks, `primer {command}` does not take it")


def no_page(word: str) -> NoReturn:
    """Refuses help about what is no command."""
    like = meant(word, (*NAMES, *SAME, "choices"))
    hint = _or(f"primer help {like}") if like else f"; is it a guide? `primer guide {word}`"
    leave(f"there is no help about {word}{hint}")


def _wrong_flag(parser: Parser, name: str, flag: str) -> str:
    if flag in VERSION:
        return f"{flag} stands alone: `primer {flag}`"
    takers = _takers(flag)
    if takers:
        return f"{flag} belongs to {_commands(takers)}, not to `{parser.prog}`"
    if like := meant(flag, parser.flags):
        return f"there is no flag {flag}{_or(like)}"
    others = ((other, meant(flag, its.flags)) for other, its in every_parser().items() if other != name)
    found = (f"primer {name if name == GUIDE else other} {like}" for other, like in others if like)
    return f"there is no flag {flag}{_or(next(found, ''))}"


def _before(flag: str) -> str:
    """A flag stands where a command should."""
    takers = _takers(flag)
    if takers:
        return f"{flag} needs a command before it: {_commands(takers)}"
    like = meant(flag, (PLAN, *ROOT))
    return f"there is no flag {flag} without a command{_or(f'primer {like}' if like else '')}"


def _takers(flag: str) -> Sequence[str]:
    return tuple(name for name, parser in every_parser().items() if flag in parser.flags)


def _commands(names: Sequence[str]) -> str:
    quoted = [f"`primer {name}`" for name in names]
    return " and ".join((", ".join(quoted[:-1]), quoted[-1])) if len(quoted) > 1 else quoted[0]


def _or(like: str) -> str:
    return f"; did you mean {like}?" if like else ""
