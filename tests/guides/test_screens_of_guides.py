"""Every screen that a guide shows is the one that the program shows today."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.text import Text

from guides.fences import PAGES, fences, markers, page_name
from guides.frames import plain
from guides.masking import masked, masked_frame
from guides.pictures import FOLDER, PICTURES, file_of, picture, words
from guides.plays import Plays
from guides.scene_list import SCENES, scene

ADVICE = "`python3 dev screens` writes it anew"
PAGE = pytest.mark.parametrize("page", PAGES, ids=page_name)


@pytest.fixture(scope="session")
def plays(tmp_path_factory: pytest.TempPathFactory) -> Plays:
    return Plays(tmp_path_factory.mktemp("plays") / "machine")


@PAGE
def test_every_block_of_text_says_which_screen_it_is(page: Path) -> None:
    found = fences(page_name(page), page.read_text("utf-8"))
    assert [fence.place for fence in found if fence.language == "text" and not fence.screen] == []


@PAGE
def test_every_named_screen_is_one_that_can_be_played_and_stands_above_its_block(page: Path) -> None:
    text = page.read_text("utf-8")
    blocks = {fence.line for fence in fences(page_name(page), text) if fence.language == "text"}
    named = list(markers(text))
    assert [f"{page_name(page)}:{line} {name}" for line, name in named if name not in SCENES] == []
    assert [f"{page_name(page)}:{line} {name}" for line, name in named if line + 1 not in blocks] == []


@PAGE
def test_every_block_has_its_language(page: Path) -> None:
    found = fences(page_name(page), page.read_text("utf-8"))
    assert [fence.place for fence in found if not fence.language] == []


@PAGE
def test_every_screen_is_what_the_program_shows_today(page: Path, plays: Plays) -> None:
    assert list(_outdated(page, plays)) == [], ADVICE


def _outdated(page: Path, plays: Plays) -> Iterator[str]:
    """The blocks that differ, each with what stands there today."""
    for fence in fences(page_name(page), page.read_text("utf-8")):
        if fence.screen in SCENES:
            today = plain(scene(fence.screen, plays))
            if masked(fence.text) != today:
                yield f"{fence.place} ({fence.screen}) is today:\n{today}"


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_shows_what_the_program_shows_today(name: str, plays: Plays) -> None:
    today = [" ".join(row.plain.split()) for row in scene(name, plays) if row.plain]
    assert list(words(file_of(name).read_text("utf-8"))) == today, "`python3 dev pictures` draws it anew"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_needs_nothing_from_anywhere(name: str) -> None:
    drawn = file_of(name).read_text("utf-8")
    assert re.findall(r"href|src|@import|@font-face|<image|<script|url\((?!#)", drawn) == []


def test_no_picture_lies_about_that_nobody_draws() -> None:
    assert sorted(FOLDER.iterdir()) == sorted(file_of(name) for name in PICTURES)


def test_every_picture_is_shown_somewhere_and_told_in_words() -> None:
    pages = "".join(page.read_text("utf-8") for page in PAGES)
    shown = {
        name: told for told, name in re.findall(r"!\[([^]]+)\]\([\w./-]*pictures/([\w-]+)\.svg\)", pages)
    }
    assert set(shown) == set(PICTURES)
    assert [name for name, told in shown.items() if len(told.split()) < 5] == []


def test_the_same_screen_gives_the_same_picture() -> None:
    row = Text("  ✓ 5 names allowed", "green")
    once = picture("end", (row,))
    assert once == picture("end", (row,))
    assert list(words(once)) == ["✓ 5 names allowed"]


def test_what_changes_from_run_to_run_is_made_equal_once_for_all() -> None:
    told = "token 1b2c3d4e… asked 09:08:07, again in 3 s, 8 min left, 2025-01-31 23:59 at 127.0.0.1:43255"
    equal = "token 21394af6… asked 14:05:12, again in 4 s, 9 min left, 2026-11-21 14:05 at 127.0.0.1:8080"
    told += " for 0123abcd-ef01-2345-6\n789-0123456789ab"
    equal += " for 21394af6-5f0e-4c1d-9\na57-3c2b8e6d7f10"
    assert masked(told) == masked(equal) == equal
    assert plain(masked_frame(tuple(Text(told).split()))) == equal


@pytest.mark.parametrize(
    "kept", ["publish.yaml:46", "0.2.0", "30 minutes", "8 of 8 files", "1.7 kB", "3 of 7", "pypi.org:443"]
)
def test_the_mask_leaves_everything_else(kept: str) -> None:
    assert masked(kept) == kept
