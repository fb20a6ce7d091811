"""The page of a set version: on wide paper, in 40 columns, in ASCII; what is expected is in `expected/`."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from primer.core.source import Source
from primer.reading.versions.numbers import number
from primer.terminal.lines import Blocks
from primer.terminal.surface import Surface
from primer.terminal.versions_page import sync_blocks
from primer.writing.versions import Change, Sync
from screen.painted import captured

EXPECTED = Path(__file__).parent / "expected"
SURFACES: Mapping[str, Surface] = {
    "wide": Surface(98, boxes=True),
    "plain-40": Surface(40),
    "ascii-80": Surface(80, ascii=True),
}
MANIFEST = "packages/protos/pyproject.toml"
SCRIPT = "packages/web/package.json"
CHANGES = (
    Change(Source(MANIFEST, 3), "0.2.0", "0.3.0rc1"),
    Change(Source(MANIFEST, 9), "acme-core==0.2.0", "acme-core==0.3.0rc1"),
    Change(Source(SCRIPT, 3), "0.2.0", "0.3.0-rc.1"),
)
NOTES = ("uv.lock is out of date now: run `uv lock`",)
NEXT = "commit it and push, before you tag"


def sync_set() -> Blocks:
    """Three places of two files, something left to the person, and what comes next."""
    sync = Sync({MANIFEST: "", SCRIPT: ""}, CHANGES, NOTES)
    return sync_blocks(sync, number("0.3.0-rc.1"), "0.3.0-rc.1", "git")


def sync_same() -> Blocks:
    """Nothing was changed, so nothing comes next."""
    return sync_blocks(Sync({}, ()), number("0.2.0"), "0.2.0", "git")


SCREENS = (sync_set, sync_same)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_the_whole_page_of_a_set_version_is_as_expected(screen: Callable[[], Blocks], surface: str) -> None:
    expected = (EXPECTED / f"{screen.__name__}.{surface}.txt").read_text("utf-8")
    assert captured(screen(), SURFACES[surface]) == expected


def page(version: str, git: str) -> str:
    sync = Sync({MANIFEST: ""}, (Change(Source(MANIFEST, 3), "0.2.0", version),))
    return captured(sync_blocks(sync, number(version), version, git), Surface(80))


def test_nothing_is_to_be_committed_where_nothing_changed_or_git_keeps_nothing() -> None:
    assert NEXT in page("0.3.0", "git")
    assert NEXT not in captured(sync_same(), Surface(80))
    assert NEXT not in page("0.3.0", "")


def test_the_shell_takes_an_epoch_as_it_stands() -> None:
    assert page("1!0.3", "git -C 'a b'").endswith("    git -C 'a b' commit -a -m 'Release 1!0.3'\n")
