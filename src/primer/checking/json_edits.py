"""Putting members into an object of a JSON file, written as the file writes its own; nothing else moves."""

import json
import re
from collections.abc import Iterator, Mapping

from primer.core.finding import Edit
from primer.core.regex import regex
from primer.reading.texts.json_values import JsonValue, Key, json_values

_COLON = regex(r'"(?:\\.|[^"\\])*"(?P<colon>\s*:\s*)', re.DOTALL)


def put_in(text: str, name: str, members: Mapping[str, str], changed: frozenset[str]) -> tuple[Edit, ...]:
    """The edits by which a member of the outermost object holds these members.

    Of an object that says something only the `changed` ones are written; all else is replaced by all of them.
    """
    values = json_values(text)
    there, root = values.get((name,)), values.get(())
    if root is None or root.last is None:
        return ()
    style = _Style(text, values, root)
    if there is None:
        return (style.added(root, {name: members}, 1),)
    if text[there.start] != "{" or there.last is None:
        return (Edit(there.start, there.end, style.written(members, 1)),)
    return tuple(
        _within(values, style, name, there, {key: members[key] for key in members if key in changed})
    )


def _within(
    values: Mapping[Key, JsonValue], style: "_Style", name: str, there: JsonValue, wanted: Mapping[str, str]
) -> Iterator[Edit]:
    fresh = {}
    for key, value in wanted.items():
        old = values.get((name, key))
        if old is None:
            fresh[key] = value
        else:
            yield Edit(old.start, old.end, _text(value))
    if fresh:
        yield style.added(there, fresh, 2)


class _Style:
    """How a document is laid out, read off its outermost members."""

    def __init__(self, text: str, values: Mapping[Key, JsonValue], root: JsonValue) -> None:
        self._text = text
        self._values = values
        lead = self._lead(root)
        self._indent = lead.rpartition("\n")[2]
        self._newline = ("\r\n" if "\r\n" in lead else "\n") if "\n" in lead else ""
        self._spaced = self._colon(self._last(root) or root).endswith(" ")

    def added(self, around: JsonValue, members: Mapping[str, str | Mapping[str, str]], depth: int) -> Edit:
        """Puts members behind the last one of an object at a depth."""
        last = self._last(around) or around
        lead, colon = self._lead(around), self._colon(last)
        if "\n" not in lead:
            lead = " " if colon.endswith(" ") else ""
        texts = {
            key: _text(value) if isinstance(value, str) else self.written(value, depth)
            for key, value in members.items()
        }
        written = "".join(f",{lead}{_text(key)}{colon}{text}" for key, text in texts.items())
        return Edit(last.end, last.end, written)

    def written(self, members: Mapping[str, str], depth: int) -> str:
        """An object with these members, itself at a depth of the document."""
        if not self._newline:
            separators = (", ", ": ") if self._spaced else (",", ":")
            return json.dumps(dict(members), ensure_ascii=False, separators=separators)
        inner = self._newline + self._indent * (depth + 1)
        lines = f",{inner}".join(f"{_text(key)}: {_text(value)}" for key, value in members.items())
        return f"{{{inner}{lines}{self._newline}{self._indent * depth}}}"

    def _last(self, around: JsonValue) -> JsonValue | None:
        return self._values.get(around.last) if around.last is not None else None

    def _lead(self, around: JsonValue) -> str:
        """What stands between an object's last member and what is before it."""
        last = self._last(around)
        if last is None:
            return ""
        before = self._text[: last.key].rstrip()
        return self._text[len(before) : last.key]

    def _colon(self, member: JsonValue) -> str:
        found = _COLON.match(self._text, member.key)
        return found["colon"] if found else ": "


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
