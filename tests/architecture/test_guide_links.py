"""Every link of a guide, README or architecture page leads to a section that is there.

A link is written `[words](target)` and in no other way, so that none goes unseen. What lies elsewhere on the
web is not fetched: its host is named here, and that is all that is looked at.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from guides.spans import PAGES, prose, without_code
from primer.cli.documentation import SOURCE
from source_tree import ROOT

HOSTS = frozenset({"docs.zizmor.sh", "github.com", "keepachangelog.com", "semver.org"})
"""Where pages lead to outside of the project; nobody asks these whether the page is still there."""

OWN_PAGES = frozenset({"", "/issues", "/issues/new", "/releases", "/security/advisories/new"})
"""What GitHub shows below the project's address that is no file of the checkout."""

TARGET = re.compile(r"\]\(([^)]*)\)")
FILE = re.compile(r"([\w./-]*)(?:#([\w-]+))?")
WEB = re.compile(r"https://([\w.-]+)(?:/[\w./#?=&%+~:@-]*)?")
OTHERWISE = re.compile(
    r"\]\s?\[|^ *\[[^\]]+\]:|<\s*[a-z]+\s[^>]*>|<?\bhttps?:\S*", re.MULTILINE | re.IGNORECASE
)
"""Links by reference, in HTML, and bare ones."""


@cache
def anchors(page: Path) -> frozenset[str]:
    """The sections of a page, as GitHub makes anchors of their headings."""
    headings = re.findall(r"^#{1,6}\s+(.+?)\s*$", prose(page.read_text(encoding="utf-8")), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)


def links(text: str) -> list[str]:
    """The target of every link of a page, whatever it is."""
    return TARGET.findall(without_code(text))


def broken(page: Path, text: str) -> Iterator[str]:
    """The links of a page that lead nowhere, and those that are written so that nobody can tell."""
    yield from OTHERWISE.findall(TARGET.sub("", without_code(text)))
    for target in links(text):
        if not leads_somewhere(page, target):
            yield target


def leads_somewhere(page: Path, target: str) -> bool:
    """Whether a page or a section is there; of an outside host only the name is looked at."""
    if target.lower().startswith(SOURCE.lower()):
        return is_ours(target[len(SOURCE) :])
    if web := WEB.fullmatch(target):
        return web[1] in HOSTS
    inside = FILE.fullmatch(target)
    return bool(target) and inside is not None and is_there(page, inside[1], inside[2] or "")


def is_ours(below: str) -> bool:
    """Whether the project has it: a file of the branch is looked up in the checkout."""
    file = re.fullmatch(rf"/(?:blob|tree|raw)/main/{FILE.pattern}", below)
    return is_there(ROOT / "README.md", file[1], file[2] or "") if file else below in OWN_PAGES


def is_there(page: Path, path: str, anchor: str) -> bool:
    """Whether the checkout has the file, and the file the section."""
    file = (page.parent / path).resolve() if path else page
    return file.is_relative_to(ROOT) and file.exists() and (not anchor or anchor in anchors(file))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(broken(page, page.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "[x](../reference/nowhere.md)",
        "[x](../reference/options.md#tool.primer)",
        "[x](../reference/options.md#nowhere)",
        '[x](nowhere.md "t")',
        "[x](<nowhere.md>)",
        "[x]()",
        "[x](../../../nowhere.md)",
        "[gone][nowhere]\n\n[nowhere]: nope.md",
        '<a href="nope.md">x</a>',
        '<img src="nope.svg">',
        "<https://github.com/nowhere>",
        "see https://github.com/nowhere",
        "[x](http://github.com/nowhere)",
        "[x](https://nowhere.example/)",
        f"[x]({SOURCE}/blob/main/guides/nowhere.md)",
        f"[x]({SOURCE}/blob/main/guides/reference/options.md#nowhere)",
        f"[x]({SOURCE}/blob/v0.0.0/guides/tutorial.md)",
        f"[x]({SOURCE}/nowhere)",
    ],
)
def test_a_link_that_leads_nowhere_is_seen(text: str) -> None:
    assert list(broken(ROOT / "guides" / "how-to" / "npm.md", f"# Page\n\n{text}\n"))


@pytest.mark.parametrize(
    "text",
    [
        "[x](../reference/options.md#which-registries)",
        "![x](../pictures/end.svg)",
        "[x](https://github.com/tqdm/shtab)",
        f"[x]({SOURCE}/blob/main/guides/reference/problems.md#name-taken)",
        f"[x]({SOURCE}/issues)",
        "`[x](nowhere.md)` and `https://nowhere.example/`",
        "```text\n[x](nowhere.md)\n```",
    ],
)
def test_a_link_that_leads_somewhere_is_not_refused(text: str) -> None:
    assert list(broken(ROOT / "guides" / "how-to" / "npm.md", f"# Page\n\n{text}\n")) == []


def test_the_hosts_are_those_that_pages_lead_to() -> None:
    webs = (WEB.fullmatch(target) for page in PAGES for target in links(page.read_text(encoding="utf-8")))
    assert {web[1] for web in webs if web} == HOSTS


@pytest.mark.parametrize(
    "rule", ["environment-missing", "environment-unprotected", "secret-stored", "pin-drifted"]
)
def test_what_gh_sees_has_sections_too(rule: str) -> None:
    assert rule in anchors(ROOT / "guides" / "reference" / "written-workflows.md")
