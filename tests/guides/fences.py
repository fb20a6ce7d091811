"""The fenced blocks of a page, and the scene that the line above a block names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from source_tree import ROOT

PAGES = tuple(sorted([ROOT / "README.md", *(ROOT / "guides").rglob("*.md")]))
_FENCE = re.compile(r"^( *)(```+)([\w-]*)[^`]*$")
_MARKER = re.compile(r"^ *<!-- screen: ([a-z0-9-]+) -->$")


@dataclass(frozen=True, slots=True)
class Fence:
    """One block; `line` is the number of the line that opens it, `screen` the scene named above it."""

    page: str
    line: int
    language: str
    screen: str
    indent: str
    rows: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return f"{self.page}:{self.line}"

    @property
    def text(self) -> str:
        """What stands in it."""
        return "\n".join(row.removeprefix(self.indent) for row in self.rows)


def fences(page: str, text: str) -> Iterator[Fence]:
    """All blocks of a page, in order; one that nothing closes ends with the page."""
    lines = text.splitlines()
    place = 0
    while place < len(lines):
        opened = _FENCE.match(lines[place])
        if opened is None:
            place += 1
            continue
        indent, ticks, language = opened.groups()
        end = place + 1
        while end < len(lines) and lines[end].strip() != ticks:
            end += 1
        named = _MARKER.match(lines[place - 1]) if place else None
        screen, rows = named[1] if named else "", tuple(lines[place + 1 : end])
        yield Fence(page, place + 1, language, screen, indent, rows)
        place = end + 1


def markers(text: str) -> Iterator[tuple[int, str]]:
    """Every line that names a scene: its number and the name."""
    for number, line in enumerate(text.splitlines(), 1):
        if named := _MARKER.match(line):
            yield number, named[1]


def page_name(page: Path) -> str:
    """A page as it is named to people."""
    return page.relative_to(ROOT).as_posix()
