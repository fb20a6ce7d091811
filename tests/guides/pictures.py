"""The pictures of the guides: scenes as SVG, in a terminal's window that needs no font from anywhere."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from guides.frames import Frame
from guides.plays import COLUMNS
from source_tree import ROOT

FOLDER = ROOT / "guides" / "pictures"
PICTURES: Mapping[str, str] = {
    "packages": "primer rehearse",
    "token": "primer rehearse",
    "upload": "primer rehearse",
    "revoke": "primer rehearse",
    "publisher-card": "primer rehearse",
    "end": "primer rehearse",
}
"""Each scene that has a picture, and what its window is called."""

# Dark in itself, and so the same on a light page and on a dark one. Contrast is 7 to 1 at least.
GROUND, LETTERS = "161b22", "e6edf3"
NORMAL = "8b949e ffa198 56d364 e3b341 79c0ff d2a8ff 56d4dd c9d1d9"
BRIGHT = "b1bac4 ffc1ba 7ee787 f2cc60 a5d6ff e2c5ff 9be9f0 f0f6fc"


FRAME = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-title {{ font-family: system-ui, "DejaVu Sans", sans-serif; font-size: 18px }}
.{unique_id}-matrix {{ font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", \
"Liberation Mono", monospace; font-size: {char_height}px; font-variant-ligatures: none }}
{styles}
</style>
<defs>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def theme() -> TerminalTheme:
    """The colours of a terminal."""
    normal, bright = ([_rgb(colour) for colour in colours.split()] for colours in (NORMAL, BRIGHT))
    return TerminalTheme(_rgb(GROUND), _rgb(LETTERS), normal, bright)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue


def picture(name: str, frame: Frame) -> str:
    """The scene as a picture; the same rows give the same bytes."""
    console = Console(
        record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="truecolor"
    )
    for row in (*frame, Text()):
        console.print(row, soft_wrap=True)
    drawn = console.export_svg(title=PICTURES[name], theme=theme(), code_format=FRAME, unique_id=name)
    return re.sub(r"\s*\n\s*", "\n", drawn.replace("</text><", "</text>\n<"))


_WORD = re.compile(r'<text class="([^"]+)"[^>]*? x="([^"]+)" y="([^"]+)"[^>]*>([^<]*)</text>')


@dataclass(frozen=True, slots=True)
class Word:
    """Some letters of a picture, and where they stand."""

    down: float
    right: float
    text: str


def words(svg: str) -> Iterator[str]:
    """The rows that a picture shows, without those that are empty, each with single blanks only."""
    found = sorted(_words(svg), key=lambda word: (word.down, word.right))
    for down in sorted({word.down for word in found}):
        row = "".join(word.text for word in found if word.down == down).split()
        if row:
            yield " ".join(row)


def _words(svg: str) -> Iterator[Word]:
    for kind, right, down, text in _WORD.findall(svg):
        if not kind.endswith("-title"):
            yield Word(float(down), float(right), html.unescape(text))


def file_of(name: str) -> Path:
    """Where a picture is kept."""
    return FOLDER / f"{name}.svg"
