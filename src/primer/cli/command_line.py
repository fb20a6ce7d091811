"""The command line, read by its parser; every question of the wizard has its flag there."""

import sys
from collections.abc import Sequence
from typing import NoReturn

from primer import __version__
from primer.cli.arguments import Arguments
from primer.cli.exits import DONE, USAGE
from primer.cli.flags.commands import HELP, NAMES, PLAN, SAME, parser_of
from primer.cli.flags.parser import Parser

VERSION = ("-V", "--version")
CHOICES = "choices"
GUIDE = "guide"
COMMAND_OF = {PLAN: "plan"}
"""What `Arguments.command` says, where it is not the name itself."""


def parse(words: Sequence[str]) -> Arguments:
    """Reads the command line; prints help, the version or a usage error, and exits by itself."""
    name, rest = _command(words)
    if name == HELP:
        _help(rest)
    parser, said = parser_of(name), Arguments()
    said.command = COMMAND_OF.get(name, name)
    if name == GUIDE:
        _read_guide(parser, rest, said)
    else:
        _read(parser, name, rest, said)
    if name == "workflow":
        from primer.cli.workflow_refusals import refuse_beside

        refuse_beside(parser, said)
    return said


def _read(parser: Parser, name: str, words: Sequence[str], said: Arguments) -> None:
    _, unknown = parser.parse_known_intermixed_args(words, said)
    if unknown:
        from primer.cli.mistakes import not_taken

        not_taken(parser, name, unknown)


def _read_guide(parser: Parser, words: Sequence[str], said: Arguments) -> None:
    """A flag of another command is a name as well, the name of what is written about it."""
    from primer.cli.looked_up import looked_up

    own, asked = looked_up(parser, words)
    _read(parser, GUIDE, own, said)
    names = [*asked, *filter(None, [said.name])]
    if len(names) > 1:
        from primer.cli.mistakes import too_many

        too_many(parser, names[1:])
    said.name = "".join(names)


def _command(words: Sequence[str]) -> tuple[str, list[str]]:
    """The command that is meant, and what was said beside its name; --plan may stand anywhere."""
    first, rest = (words[0] if words else ""), list(words[1:])
    if first in NAMES:
        if PLAN in rest and first not in (PLAN, HELP, GUIDE):
            from primer.cli.mistakes import two_commands

            two_commands(first)
        return first, rest
    if first in SAME:
        return SAME[first], rest
    if PLAN in rest:
        return PLAN, [word for word in words if word != PLAN]
    return _no_command(first, rest)


def _no_command(first: str, rest: Sequence[str]) -> NoReturn:
    if not first:
        from primer.cli.help_page import start_page

        sys.stderr.write(start_page())
        sys.exit(USAGE)
    if first in ("-h", "--help"):
        _help(rest)
    if first in VERSION:
        _show(f"primer {__version__}\n")
    from primer.cli.mistakes import no_command

    no_command(first)


def _help(about: Sequence[str]) -> NoReturn:
    """Prints the page about a command, about the choices, or about primer."""
    from primer.cli.help_page import choices_page, main_page

    name = next((SAME.get(word, word) for word in about if word not in ("-h", "--help")), HELP)
    if name == HELP:
        text = main_page()
    elif name == CHOICES:
        text = choices_page(parser_of(PLAN).choice_lines())
    elif name in NAMES:
        text = parser_of(name).format_help()
    else:
        from primer.cli.mistakes import no_page

        no_page(name)
    _show(text)


def _show(text: str) -> NoReturn:
    """Written out at once, so that a reader who has left is noticed here."""
    sys.stdout.write(text)
    sys.stdout.flush()
    sys.exit(DONE)
