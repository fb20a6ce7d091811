"""What setting the versions changed, as people meet it: every place from and to, and what is left to do."""

import re
from collections.abc import Iterator
from posixpath import commonprefix

from primer.core.registry import Ecosystem
from primer.ports.signs import Mark
from primer.reading.versions.numbers import Number
from primer.registries.addresses import HOMES
from primer.terminal.lines import BLANK, Block, Paragraph, Span, Style, Table, Words, marked, plain, unbroken
from primer.terminal.words import count
from primer.writing.versions import Change, Sync


def sync_blocks(sync: Sync, number: Number, wanted: str, git: str) -> tuple[Block, ...]:
    """The whole page; `wanted` is the version as it was named.

    `git` are the words that call git in the repository; empty where there is no work tree.
    """
    return (
        *_changes(sync),
        _outcome(sync, number),
        *_written(sync, number, wanted),
        *_notes(sync),
        *(_commit(wanted, git) if sync.changes and git else ()),
    )


def _changes(sync: Sync) -> Iterator[Block]:
    if sync.changes:
        in_order = sorted(sync.changes, key=lambda change: (change.source.where, change.source.line or 0))
        yield Table(tuple(_row(change) for change in in_order), indent=2)
        yield BLANK


def _row(change: Change) -> tuple[Words, ...]:
    """What both have before the version is told once: `acme-core==1.2.3 → 1.2.4`."""
    shared = re.sub(r"[\w.]*$", "", commonprefix((change.before, change.after)))
    return (plain(str(change.source)), plain(f"{change.before} → {change.after.removeprefix(shared)}"))


def _outcome(sync: Sync, number: Number) -> Paragraph:
    if not sync.changes:
        words = f"everything is at {number.python} already; nothing was changed"
    else:
        words = f"{count(len(sync.changes), 'place')} in {count(len(sync.texts), 'file')} set"
    return Paragraph((*marked(Mark.SEEN), Span(" "), Span(words)), hang=2)


def _written(sync: Sync, number: Number, wanted: str) -> Iterator[Block]:
    """Only where what stands in the files is not what was named."""
    script = any(change.after == number.javascript != number.python for change in sync.changes)
    if script:
        there = HOMES[Ecosystem.JAVASCRIPT].title
        yield _said(f"{wanted} is {number.python} for Python and {number.javascript} for {there}")
    elif sync.changes and number.python != wanted:
        yield _said(f"{wanted} is written {number.python}")


def _notes(sync: Sync) -> Iterator[Block]:
    if sync.notes:
        yield BLANK
        yield Paragraph(plain("left to you", Style.HEADING))
        yield from (_said(note) for note in sync.notes)


def _commit(wanted: str, git: str) -> Iterator[Block]:
    """What comes next; a shell would take the ! of an epoch between double quotes for a word of its own."""
    quote = "'" if "!" in wanted else '"'
    yield BLANK
    yield Paragraph((*marked(Mark.TODO), Span(" commit it and push, before you tag")), hang=2)
    yield Paragraph(plain(unbroken(f"{git} commit -a -m {quote}Release {wanted}{quote}")), indent=4)


def _said(words: str) -> Paragraph:
    return Paragraph(plain(words), indent=2, hang=2)
