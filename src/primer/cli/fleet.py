"""One command for several repositories, each on its own: what fails in one hides none of the others."""

import copy
import sys
from collections.abc import Callable
from pathlib import Path

from primer.cli.arguments import Arguments
from primer.cli.exits import DONE, REMAINS, STOPPED
from primer.core.problem import Stop


def for_each_path(arguments: Arguments, act: Callable[[Arguments], int]) -> int:
    """Acts in every PATH, in order; gives the worst exit code. With one, a Stop is the caller's."""
    paths = tuple(dict.fromkeys(arguments.paths))
    if len(paths) <= 1:
        return act(at(arguments, *paths))
    return worst([_one(at(arguments, path), act) for path in paths])


def at(arguments: Arguments, path: Path | None = None) -> Arguments:
    """The same wishes for one PATH."""
    one = copy.copy(arguments)
    one.path = path
    return one


def worst(codes: list[int]) -> int:
    """A problem goes before what is left, and that before done."""
    return next((code for code in (STOPPED, REMAINS) if code in codes), DONE)


def _one(arguments: Arguments, act: Callable[[Arguments], int]) -> int:
    from primer.terminal.lines import BLANK, Paragraph, Style, plain
    from primer.terminal.plain import PlainVoice

    voice = PlainVoice()
    voice.show((BLANK, Paragraph(plain(str(arguments.path), Style.HEADING))))
    try:
        return act(arguments)
    except Stop as stop:
        voice.problem(stop.problem)
        return STOPPED
    finally:
        sys.stdout.flush()
