"""Colours: a laid-out screen through rich; imported only for a coloured surface."""

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from primer.terminal.lines import Style, Words
from primer.terminal.surface import Surface

COLOURS = {
    Style.PLAIN: "",
    Style.HEADING: "bold",
    Style.DIM: "dim",
    Style.KEY: "bold",
    Style.SEEN: "green",
    Style.SAID: "magenta",
    Style.TODO: "bold",
    Style.WAITS: "dim",
    Style.UNSEEN: "magenta",
    Style.PROBLEM: "bold red",
}
"""Green, magenta and red are the colours that can be read on a light ground and on a dark one."""


def console_on(stream: TextIO, surface: Surface) -> Console:
    """A console that interprets nothing: no markup, no emoji names, no highlighting."""
    return Console(
        file=stream,
        width=surface.width,
        color_system="standard" if surface.colour else None,
        force_terminal=surface.colour or surface.animated,
        no_color=not surface.colour,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=True,
    )


def painted(line: Words) -> Text:
    """One line in colour; the text is built, never parsed."""
    text = Text(no_wrap=True, overflow="ignore", end="")
    for span in line:
        text.append(span.text, COLOURS[span.style])
    text.rstrip()
    return text


def paint(lines: Iterable[Words], stream: TextIO, surface: Surface) -> None:
    """Writes laid-out lines in colour."""
    console = console_on(stream, surface)
    for line in lines:
        console.print(painted(line))
