"""Every page has its place: its own name, a line in the index, a decision its shape; named paths exist."""

import re
from pathlib import Path

import pytest

from source_tree import ROOT, SRC

GUIDES = ROOT / "guides"
PAGES = sorted(page for page in GUIDES.rglob("*.md") if page.name != "README.md")
DECISIONS = sorted((GUIDES / "decisions").glob("*.md"))
INDEX = (GUIDES / "README.md").read_text(encoding="utf-8")
REASONS = ("Context", "Decision", "Consequences")
NAMING = sorted([ROOT / "README.md", ROOT / "ARCHITECTURE.md", *PAGES])
PATH = re.compile(r"`((?:src/primer|tests|benchmarks|examples)/[\w./-]+)`")
MODULE = re.compile(r"`([a-z]+/[\w./]+)`")


def relative(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_page_has_its_line_in_the_index(page: Path) -> None:
    assert f"]({page.relative_to(GUIDES).as_posix()})" in INDEX


def test_no_two_pages_have_one_name() -> None:
    names = [page.stem for page in PAGES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_a_page_begins_with_its_title_and_says_whom_it_is_for(page: Path) -> None:
    title, _, rest = page.read_text(encoding="utf-8").partition("\n\n")
    assert re.fullmatch(r"# \S.*", title)
    assert not rest.startswith(("#", "|", "- ", "```"))


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [page.stem[:5] for page in DECISIONS] == [f"{n:04}-" for n in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("page", DECISIONS, ids=relative)
def test_a_decision_has_its_date_its_reasons_and_what_follows(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {page.stem[:4]}: ")
    assert re.search(r"^(Accepted|Replaced by .+), \d{4}-\d{2}-\d{2}\. ", text, re.MULTILINE)
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [one for one in parts if one in REASONS] == list(REASONS)
    assert 30 <= text.count("\n") <= 60


@pytest.mark.parametrize("page", NAMING, ids=relative)
def test_a_path_that_is_named_exists(page: Path) -> None:
    found = PATH.findall(page.read_text(encoding="utf-8"))
    assert [path for path in found if not (ROOT / path).exists()] == []


def test_a_module_that_the_architecture_names_exists() -> None:
    floors = {folder.name for folder in SRC.iterdir() if folder.is_dir()}
    named = MODULE.findall((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    modules = [path for path in named if path.partition("/")[0] in floors]
    assert len(modules) > 10
    assert [path for path in modules if not (SRC / path).exists()] == []
