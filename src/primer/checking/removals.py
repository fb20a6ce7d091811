"""Taking members and elements out of YAML, whole lines where they have lines of their own.

Imports PyYAML: import this module only where there is a CI file to check.
"""

from collections.abc import Sequence

from primer.checking.nodes import Node
from primer.core.finding import Edit
from primer.core.regex import regex
from primer.reading.texts.yaml_values import Value

_REST = regex(r"[ \t]*(?:#[^\n]*)?")
_COLON = regex(r"\s*:")
_DASH = regex(r"[ ]*-[ ]+")


def removals(nodes: Sequence[Node]) -> dict[Node, tuple[Edit, ...]]:
    """For each node the edit that takes it out, none where that cannot be done without doubt.

    A collection that would be left empty goes whole: GitHub refuses an empty `with:`.
    """
    going = {id(node.value) for node in nodes if node.changeable}
    return {node: _removal(node, going) for node in nodes}


def _removal(node: Node, going: set[int]) -> tuple[Edit, ...]:
    parent = node.parent
    if parent is None or not node.changeable:
        return ()
    values = [value for _, value in parent.value.members] or parent.value.elements
    if all(id(value) in going for value in values):
        return _removal(parent, going | {id(parent.value)})
    edit = _out_of_flow(node, parent.value) if parent.value.style else _out_of_block(node)
    return (edit,) if edit else ()


def _out_of_block(node: Node) -> Edit | None:
    """The lines of a member or an element, as long as nothing else stands on them."""
    text = node.file.text
    begin = node.key.start if node.key is not None else node.value.start
    start = text.rfind("\n", 0, begin) + 1
    last = content_end(node.value, text)
    if last is None or not _opens(text[start:begin], node):
        return None
    stop = _REST.match(text, max(last, _after_key(node.key, text)))
    end = stop.end() if stop else last
    if end < len(text) and text[end] not in "\r\n":
        return None
    if end == len(text):
        return Edit(len(text[:start].rstrip("\r\n")), end, "")
    return Edit(start, text.index("\n", end) + 1, "") if "\n" in text[end:] else None


def _opens(before: str, node: Node) -> bool:
    """Whether nothing but indentation, or an element's dash, is before it on its line."""
    return not before.strip(" ") if node.key is not None else bool(_DASH.fullmatch(before))


def _after_key(key: Value | None, text: str) -> int:
    """Behind the key's colon, where it has one; a member without a value ends there."""
    colon = _COLON.match(text, key.end) if key is not None else None
    return colon.end() if colon else key.end if key is not None else 0


def _out_of_flow(node: Node, parent: Value) -> Edit | None:
    """One entry with the comma that parts it from its neighbour."""
    text = node.file.text
    entries = [(key.start, value) for key, value in parent.members]
    entries = entries or [(value.start, value) for value in parent.elements]
    keys = [_after_key(key, text) for key, _ in parent.members] or [0] * len(entries)
    at = next((n for n, (_, value) in enumerate(entries) if value is node.value), None)
    if at is None or any(value.shared for _, value in entries):
        return None
    ends = [max(content_end(value, text) or 0, key) for (_, value), key in zip(entries, keys, strict=True)]
    if at + 1 < len(entries):
        edit = Edit(entries[at][0], entries[at + 1][0], "")
    else:
        edit = Edit(ends[at - 1], ends[at], "")
    return None if "#" in text[edit.start : edit.end] else edit


def content_end(value: Value, text: str) -> int | None:
    """Where the last thing in a value ends; 0 for what is not written, None where an alias is in it."""
    if value.shared:
        return None
    if value.scalar is not None:
        return len(text[: value.end].rstrip()) if value.style in ("|", ">") else value.end
    if value.style or not (value.members or value.elements):
        return value.end if text[value.start : value.end].strip() else 0
    ends = [content_end(one, text) for one in value.elements]
    ends += [end for key, one in value.members for end in (key.end, content_end(one, text))]
    known = [end for end in ends if end is not None]
    return max(known, default=0) if len(known) == len(ends) else None
