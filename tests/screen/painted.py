"""Blocks as they come out on a surface."""

from collections.abc import Sequence
from io import StringIO

from primer.terminal.lines import Block
from primer.terminal.printing import show
from primer.terminal.surface import Surface


def captured(blocks: Sequence[Block], surface: Surface) -> str:
    """What would be written to a stream."""
    stream = StringIO()
    show(blocks, stream, surface)
    return stream.getvalue()
