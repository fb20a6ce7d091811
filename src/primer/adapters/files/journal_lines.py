"""The journal's entries as lines of JSON and back; a line that cannot be read is named, never fatal."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from primer.core.memory import (
    ClosedToTokens,
    Declared,
    Entry,
    Memory,
    PublisherSeen,
    QuotaSeen,
    TokenSeenDead,
    TokenUsed,
    Uploaded,
)
from primer.core.token import Tombstone
from primer.core.value import frozen


@frozen
class Unreadable:
    """A line that gave no entry, and why."""

    number: int
    why: str


def line_of(entry: Entry) -> str:
    """One entry as one line, without its end."""
    return json.dumps(_object(entry), ensure_ascii=True, separators=(",", ":"))


def read_lines(text: str) -> tuple[Memory, tuple[Unreadable, ...]]:
    """Every entry in the text, and the lines that gave none; kinds of a newer primer are among those."""
    entries: list[Entry] = []
    unreadable: list[Unreadable] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        found = _entry(line)
        if isinstance(found, str):
            unreadable.append(Unreadable(number, found))
        else:
            entries.append(found)
    return Memory(tuple(entries)), tuple(unreadable)


def _object(entry: Entry) -> dict[str, object]:
    at = _stamp(entry.at)
    if isinstance(entry, Declared):
        return {"kind": "declared", "fact": entry.fact, "values": dict(entry.values), "at": at}
    if isinstance(entry, Uploaded):
        return {
            "kind": "uploaded",
            "registry": entry.registry,
            "package": entry.package,
            "filename": entry.filename,
            "sha256": entry.sha256,
            "at": at,
        }
    if isinstance(entry, TokenUsed):
        return {
            "kind": "token-used",
            "registry": entry.registry,
            "token_id": entry.tombstone.token_id,
            "tombstone": entry.tombstone.text,
            "at": at,
            "known": None if entry.known is None else _stamp(entry.known),
        }
    if isinstance(entry, TokenSeenDead):
        return {"kind": "token-seen-dead", "registry": entry.registry, "token_id": entry.token_id, "at": at}
    if isinstance(entry, ClosedToTokens):
        return {"kind": "closed-to-tokens", "registry": entry.registry, "package": entry.package, "at": at}
    if isinstance(entry, PublisherSeen):
        lapses = None if entry.lapses is None else _stamp(entry.lapses)
        return {
            "kind": "publisher-seen",
            "registry": entry.registry,
            "package": entry.package,
            "values": dict(entry.values),
            "at": at,
            "lapses": lapses,
        }
    return {
        "kind": "quota-seen",
        "registry": entry.registry,
        "limit": entry.limit,
        "remaining": entry.remaining,
        "resets": _stamp(entry.resets),
        "at": at,
    }


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _entry(line: str) -> Entry | str:
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError):
        return "no whole line of JSON"
    if not isinstance(value, dict):
        return "no entry"
    fields = _Fields({str(key): item for key, item in value.items()})
    kind = fields.value("kind")
    read = READERS.get(kind) if isinstance(kind, str) else None
    if read is None:
        return "an entry of a kind that this version does not know"
    try:
        return read(fields)
    except _Odd as error:
        return f"an entry with an odd value: {error}"


class _Odd(Exception):
    """The value of this name is missing or of another type."""


class _Fields:
    """An entry's values, each asked for by name and type."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def value(self, name: str) -> object:
        return self._values.get(name)

    def text(self, name: str) -> str:
        value = self.value(name)
        if not isinstance(value, str):
            raise _Odd(name)
        return value

    def number(self, name: str) -> int:
        value = self.value(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _Odd(name)
        return value

    def moment(self, name: str) -> datetime:
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError:
            raise _Odd(name) from None
        if moment.tzinfo is None:
            raise _Odd(name)
        return moment

    def texts(self, name: str) -> dict[str, str]:
        value = self.value(name)
        if not isinstance(value, dict):
            raise _Odd(name)
        found = {key: item for key, item in value.items() if isinstance(key, str) and isinstance(item, str)}
        if len(found) != len(value):
            raise _Odd(name)
        return found


def _declared(of: _Fields) -> Entry:
    return Declared(of.text("fact"), of.texts("values"), of.moment("at"))


def _uploaded(of: _Fields) -> Entry:
    return Uploaded(
        of.text("registry"), of.text("package"), of.text("filename"), of.text("sha256"), of.moment("at")
    )


def _token_used(of: _Fields) -> Entry:
    known = None if of.value("known") is None else of.moment("known")
    tombstone = Tombstone(of.text("token_id"), of.text("tombstone"))
    return TokenUsed(of.text("registry"), tombstone, of.moment("at"), known)


def _token_seen_dead(of: _Fields) -> Entry:
    return TokenSeenDead(of.text("registry"), of.text("token_id"), of.moment("at"))


def _quota_seen(of: _Fields) -> Entry:
    return QuotaSeen(
        of.text("registry"), of.number("limit"), of.number("remaining"), of.moment("resets"), of.moment("at")
    )


def _publisher_seen(of: _Fields) -> Entry:
    lapses = None if of.value("lapses") is None else of.moment("lapses")
    return PublisherSeen(of.text("registry"), of.text("package"), of.texts("values"), of.moment("at"), lapses)


def _closed_to_tokens(of: _Fields) -> Entry:
    return ClosedToTokens(of.text("registry"), of.text("package"), of.moment("at"))


READERS: Mapping[str, Callable[[_Fields], Entry]] = {
    "declared": _declared,
    "uploaded": _uploaded,
    "token-used": _token_used,
    "token-seen-dead": _token_seen_dead,
    "publisher-seen": _publisher_seen,
    "quota-seen": _quota_seen,
    "closed-to-tokens": _closed_to_tokens,
}
