"""Putting a member into a YAML mapping, in the file's own indentation and line ends.

Imports PyYAML: import this module only where there is a CI file to check.
"""

from collections.abc import Sequence

from primer.checking.nodes import Node
from primer.checking.removals import content_end
from primer.core.finding import Edit
from primer.core.regex import regex
from primer.core.value import frozen

_REST = regex(r"[ \t]*(?:#[^\r\n]*)?")


@frozen
class Member:
    """A member to put in: its lines, one more level for every tab, and `flow`, its short form."""

    lines: tuple[str, ...]
    flow: str


def inserted(mapping: Node, member: Member, after: Sequence[str]) -> tuple[Edit, ...]:
    """The edit that puts it behind the first of these members that is there, else before all others.

    None where the mapping is merged in, named by an alias, or written in a way that leaves doubt.
    """
    keys = [key for key, _ in mapping.value.members if not key.merges]
    if not mapping.changeable or not keys:
        return ()
    if mapping.value.style:
        first = mapping.value.members[0][0]
        return (Edit(first.start, first.start, f"{member.flow}, "),)
    text = mapping.file.text
    column = _column(text, keys[0].start)
    lines = [" " * column + line.replace("\t", " " * _step(mapping, column)) for line in member.lines]
    return _behind(mapping, lines, after) or _before(mapping, lines)


def _behind(mapping: Node, lines: Sequence[str], after: Sequence[str]) -> tuple[Edit, ...]:
    text = mapping.file.text
    for name in after:
        node = mapping.member(name)
        if not node.there or node.key is None:
            continue
        end = content_end(node.value, text)
        rest = _REST.match(text, max(end, node.key.end)) if end is not None else None
        if rest and (rest.end() == len(text) or text[rest.end()] in "\r\n"):
            return (Edit(rest.end(), rest.end(), "".join(newline(text) + line for line in lines)),)
    return ()


def _before(mapping: Node, lines: Sequence[str]) -> tuple[Edit, ...]:
    text = mapping.file.text
    at = mapping.value.members[0][0].start
    start = text.rfind("\n", 0, at) + 1
    if text[start:at].strip(" "):
        return ()
    return (Edit(start, start, "".join(line + newline(text) for line in lines)),)


def newline(text: str) -> str:
    """How the file ends its lines."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def _column(text: str, at: int) -> int:
    return at - text.rfind("\n", 0, at) - 1


def _step(mapping: Node, column: int) -> int:
    """How far the file indents its members, as far as this mapping shows it."""
    above = mapping.key
    step = column - _column(mapping.file.text, above.start) if above is not None else 2
    return step if step > 0 else 2
