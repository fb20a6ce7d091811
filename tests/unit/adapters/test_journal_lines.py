"""The journal's lines: every entry comes back as it went, and nothing damaged is fatal."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from primer.adapters.files.journal_lines import line_of, read_lines
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

AT = datetime(2026, 11, 21, 14, 4, 5, 123456, UTC)
ENTRIES: tuple[Entry, ...] = (
    Declared("publisher-registered:pypi:acme", {"owner": "acme", "environment": 'p"\n\u2028é'}, AT),
    Uploaded("pypi", "acme", "acme-0.0.1.tar.gz", "ab" * 32, AT),
    TokenUsed("pypi", Tombstone("21394af6-0000", "AgE"), AT),
    TokenUsed("pypi", Tombstone("21394af6-0000", ""), AT, known=AT + timedelta(seconds=1)),
    TokenSeenDead("pypi", "21394af6-0000", AT),
    QuotaSeen("pypi", 4, 0, AT + timedelta(hours=9), AT),
    PublisherSeen("npm", "@acme/core", {"owner": "acme"}, AT, AT + timedelta(hours=48)),
    PublisherSeen("npm", "@acme/core", {}, AT),
    ClosedToTokens("npm", "@acme/core", AT),
)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: type(entry).__name__)
def test_an_entry_comes_back_as_it_went(entry: Entry) -> None:
    assert read_lines(line_of(entry)) == (Memory((entry,)), ())


def test_an_entry_is_one_line_of_ascii() -> None:
    assert all(line_of(entry).isascii() and "\n" not in line_of(entry) for entry in ENTRIES)


def test_times_are_kept_in_utc() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=2)))
    assert '"at":"2026-11-21T14:04:05.123456+00:00"' in line_of(TokenSeenDead("pypi", "x", elsewhere))


def test_a_torn_last_line_costs_only_itself() -> None:
    text = line_of(ENTRIES[0]) + "\n" + line_of(ENTRIES[1])[:30]
    memory, unreadable = read_lines(text)
    assert memory.entries == ENTRIES[:1]
    assert [(line.number, line.why) for line in unreadable] == [(2, "no whole line of JSON")]


def test_a_newer_primers_kind_is_left_alone() -> None:
    memory, unreadable = read_lines('{"kind":"organization-created","at":"x"}\n' + line_of(ENTRIES[4]))
    assert memory.entries == ENTRIES[4:5]
    assert unreadable[0].why == "an entry of a kind that this version does not know"


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "7",
        "{}",
        "\x00\x00",
        '{"kind": ["declared"]}',
        "[" * 100_000,
        '{"kind":"declared","fact":1,"values":{},"at":"2026-11-21T14:04:05+00:00"}',
        '{"kind":"declared","fact":"f","values":{"a":1},"at":"2026-11-21T14:04:05+00:00"}',
        '{"kind":"declared","fact":"f","values":{},"at":"2026-11-21T14:04:05"}',
        '{"kind":"declared","fact":"f","values":{},"at":"yesterday"}',
        '{"kind":"quota-seen","registry":"r","limit":true,"remaining":0,"resets":"x","at":"x"}',
    ],
)
def test_a_damaged_line_is_named_and_never_fatal(line: str) -> None:
    memory, unreadable = read_lines(f"{line}\n{line_of(ENTRIES[1])}\n")
    assert memory.entries == ENTRIES[1:2]
    assert [one.number for one in unreadable] == [1]
