"""A screen on a stream: plain text, or through the ink where there is colour."""

import os
from typing import TextIO

from primer.terminal.layout import as_text
from primer.terminal.lines import Blocks
from primer.terminal.surface import Surface, surface_of


def surface_here(stream: TextIO) -> Surface:
    """The surface of a stream in this process's environment."""
    return surface_of(stream, os.environ)


def show(blocks: Blocks, stream: TextIO, surface: Surface) -> None:
    """Writes a screen; rich is imported for colour only."""
    if surface.colour:
        from primer.terminal.ink import paint

        paint(blocks, stream, surface)
    else:
        stream.write(as_text(blocks, surface))
    stream.flush()
