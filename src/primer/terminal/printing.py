"""A screen on a stream: plain text, or through the ink where there is colour."""

import os
from collections.abc import Sequence
from typing import TextIO

from primer.terminal.layout import as_text, laid_out, text_of
from primer.terminal.lines import Blocks, Words
from primer.terminal.surface import Surface, surface_of


def surface_here(stream: TextIO) -> Surface:
    """The surface of a stream in this process's environment."""
    return surface_of(stream, os.environ)


def show(blocks: Blocks, stream: TextIO, surface: Surface) -> None:
    """Writes a screen."""
    if surface.colour:
        show_lines(laid_out(blocks, surface), stream, surface)
    else:
        stream.write(as_text(blocks, surface))
        stream.flush()


def show_lines(lines: Sequence[Words], stream: TextIO, surface: Surface) -> None:
    """Writes laid-out lines; rich is imported for colour only."""
    if surface.colour:
        from primer.terminal.ink import paint

        paint(lines, stream, surface)
    else:
        stream.write(text_of(lines))
    stream.flush()
