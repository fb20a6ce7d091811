"""Whatever a screen refers to is in a guide."""

import re

from primer.facts.chains import KINDS
from primer.facts.no_stored_tokens import NoStoredTokens
from primer.facts.no_tokens_on_github import NoTokensOnGitHub
from primer.facts.token_revoked import NAME as TOKEN_REVOKED
from primer.facts.version_lock import VersionsLocked
from source_tree import ROOT, references

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def anchors(guide: str) -> set[str]:
    """The sections of a guide, as GitHub makes anchors of their headings."""
    text = (ROOT / "guides" / "reference" / guide).read_text(encoding="utf-8")
    headings = re.findall(r"^#{1,6}\s+(.+?)\s*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_problem_has_its_section() -> None:
    missing = {name: where for name, where in references().items() if name not in anchors("problems.md")}
    assert missing == {}


def test_every_section_about_a_problem_is_about_one_that_can_occur() -> None:
    text = (ROOT / "guides" / "reference" / "problems.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^#{2,3} ([a-z0-9]+(?:-[a-z0-9]+)+)$", text, re.MULTILINE))
    assert sections - set(references()) == set()


def test_every_fact_has_its_section_of_the_checklist() -> None:
    of_the_repository = (NoStoredTokens, NoTokensOnGitHub, VersionsLocked)
    facts = {kind.NAME for kind in (*KINDS, *of_the_repository)} | {TOKEN_REVOKED}
    assert facts <= anchors("checklist.md")


def test_references_are_words_with_dashes() -> None:
    assert [name for name in references() if not KEBAB.fullmatch(name)] == []
