"""Parts of a guide by name: the sections under a heading, and the rows of tables."""

import re
from collections.abc import Iterator

from primer.core.regex import regex
from primer.core.value import frozen

_HEADING = regex(r"(#{2,6}) +(.+?)\s*$")
_CODE = regex(r"`([^`]+)`")
_CELLS = regex(r"(?<!\\)\|")
_SENTENCE = regex(r"\w\w\w")
_REMARK = regex(r"^ *<!--.*-->\n", re.MULTILINE)


@frozen
class Heading:
    """A heading outside every example; `line` counts from 0."""

    line: int
    level: int
    name: str


def shown(text: str) -> str:
    """A page as it is read: without the remarks that only a machine needs."""
    return _REMARK.sub("", text)


def sections(text: str, name: str) -> tuple[str, ...]:
    """The sections under this very heading, each with what stands below it."""
    lines = text.splitlines(keepends=True)
    found = tuple(headings(text))
    return tuple(
        "".join(lines[one.line : _end(one, found, len(lines))]).rstrip() + "\n"
        for one in found
        if one.name == name
    )


def headings(text: str) -> Iterator[Heading]:
    """Every heading below the title; a line of an example that looks like one is none."""
    for number, line in _prose(text):
        match = _HEADING.match(line)
        if match:
            yield Heading(number, len(match[1]), match[2].replace("`", ""))


def rows(text: str, name: str) -> tuple[str, ...]:
    """The rows of tables whose first cell names this, a flag or a key: each as a list of its cells."""
    found: list[str] = []
    head: list[str] = []
    for _, line in _prose(text):
        cells = _cells(line)
        if not cells:
            head = []
        elif not head:
            head = cells
        elif name in _named(cells[0]):
            found.append(_as_list(head, cells))
    return tuple(found)


def named(text: str) -> frozenset[str]:
    """Everything that can be asked for in a page: its headings, and what its tables' first cells name."""
    cells = (_cells(line) for _, line in _prose(text))
    return frozenset(
        {heading.name for heading in headings(text)}.union(*(_named(one[0]) for one in cells if one))
    )


def _prose(text: str) -> Iterator[tuple[int, str]]:
    inside = False
    for number, line in enumerate(text.splitlines()):
        if line.lstrip().startswith("```"):
            inside = not inside
        elif not inside:
            yield number, line


def _end(one: Heading, found: tuple[Heading, ...], last: int) -> int:
    return next((next_.line for next_ in found if next_.line > one.line and next_.level <= one.level), last)


def _cells(line: str) -> list[str]:
    if not line.startswith("|"):
        return []
    return [cell.strip() for cell in _CELLS.split(line.strip().strip("|"))]


def _named(cell: str) -> set[str]:
    """The words in code: whole, without what a flag takes, and without its dashes; none of a sentence."""
    if _SENTENCE.search(_CODE.sub("", cell)):
        return set()
    found = [word.strip() for word in _CODE.findall(cell)]
    bare = [re.split(r"[ =]", one)[0] for word in found for one in word.split(", ")]
    return {*found, *bare, *(word.lstrip("-") for word in bare)}


def _as_list(head: list[str], cells: list[str]) -> str:
    pairs = zip(head[1:], cells[1:], strict=False)
    said = (f"- {label}: {cell}" if label else f"- {cell}" for label, cell in pairs if cell)
    return "\n".join([f"## {cells[0]}", "", *said, ""])
