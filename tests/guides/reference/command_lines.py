"""The options of every command, as its parser has them and as `--help` says them."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from primer.cli.choice_flags import CHOICES, SWITCHES
from primer.cli.flags.commands import every_parser

Parsers = Mapping[str, argparse.ArgumentParser]


@dataclass(frozen=True, slots=True)
class Option:
    """One option or argument: how it is written, what it does, and what holds without it."""

    written: str
    does: str
    default: str
    dest: str

    @property
    def is_choice(self) -> bool:
        """Whether `[tool.primer]` can say the same."""
        return self.dest in {*CHOICES, *SWITCHES}


def parsers() -> Parsers:
    """Every command's parser, in the order of `--help`; `--plan` is one of them."""
    return every_parser()


def options(parser: argparse.ArgumentParser) -> Sequence[Option]:
    """The options of one command, in the order of its help."""
    return tuple(_option(action) for action in _actions(parser))


def common(every: Parsers) -> Sequence[Option]:
    """What all commands that read a repository take alike."""
    sets = [options(parser) for name, parser in every.items() if takes_choices(parser)]
    return tuple(one for one in sets[0] if all(one in others for others in sets))


def takes_choices(parser: argparse.ArgumentParser) -> bool:
    """Whether a command reads a repository, with the choices made for it."""
    return any(one.is_choice for one in options(parser))


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if action.help is not argparse.SUPPRESS:
            yield action


def _option(action: argparse.Action) -> Option:
    formatter = argparse.HelpFormatter("primer")
    default = action.default
    said = isinstance(default, str | int | float) and not isinstance(default, bool) and bool(default)
    return Option(
        formatter._format_action_invocation(action),
        formatter._expand_help(action),
        str(default) if said and default != argparse.SUPPRESS else "",
        action.dest,
    )
