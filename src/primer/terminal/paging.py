"""A screen longer than the window: in the person's pager, as git and man show theirs."""

import sys
from io import StringIO
from typing import TextIO

from primer.core.value import replace
from primer.terminal.foreign import cells
from primer.terminal.layout import laid_out
from primer.terminal.lines import Blocks, Words
from primer.terminal.printing import show_lines
from primer.terminal.surface import Surface


def show_paged(blocks: Blocks, stream: TextIO, surface: Surface) -> None:
    """Writes a screen, through the pager where it is longer than the window and somebody is there to turn.

    Never where words alone are wanted. Where there is no pager, or it fails, the screen is only written.
    """
    lines = laid_out(blocks, surface)
    if not (_turned(surface, stream) and is_longer(lines, surface) and _paged(lines, stream, surface)):
        show_lines(lines, stream, surface)


def is_longer(lines: tuple[Words, ...], surface: Surface) -> bool:
    """Whether these lines leave no row for what comes after them; a word wider than the window takes more."""
    rows = sum(-(-max(1, sum(cells(span.text) for span in line)) // surface.width) for line in lines)
    return 0 < surface.height <= rows


def _turned(surface: Surface, stream: TextIO) -> bool:
    """Whether pages can be turned: both ends are a terminal."""
    return not surface.plain and stream.isatty() and sys.stdin.isatty()


def _paged(lines: tuple[Words, ...], stream: TextIO, surface: Surface) -> bool:
    from primer.adapters.programs.pager import is_less, paged, pager_here

    command = pager_here()
    if command is None:
        return False
    text = StringIO()
    show_lines(lines, text, surface if is_less(command) else replace(surface, colour=False))
    return paged(command, text.getvalue(), stream.encoding)
