"""Every link from one page to another, guide, README or architecture, leads to a section that is there."""

import re
from pathlib import Path

import pytest

from source_tree import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "guides").rglob("*.md"), *(ROOT / "benchmarks").rglob("*.md")])
LINK = re.compile(r"\]\(([\w./-]*)(?:#([\w-]+))?\)")


def prose(page: Path) -> str:
    """A page without its examples."""
    return re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The sections of a page, as GitHub makes anchors of their headings."""
    headings = re.findall(r"^#{1,6}\s+(.+?)\s*$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    """The links of a page that lead nowhere."""
    found: list[str] = []
    for path, anchor in LINK.findall(prose(page)):
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(f"{path}#{anchor}")
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken(page) == []


@pytest.mark.parametrize(
    "rule", ["environment-missing", "environment-unprotected", "secret-stored", "pin-drifted"]
)
def test_what_gh_sees_has_sections_too(rule: str) -> None:
    assert rule in anchors(ROOT / "guides" / "reference" / "written-workflows.md")
