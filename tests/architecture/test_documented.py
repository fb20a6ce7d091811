"""Whatever a screen refers to is in a guide."""

import re

from primer.facts.chains import KINDS
from primer.facts.no_stored_tokens import NAME as NO_STORED_TOKENS
from primer.facts.token_revoked import NAME as TOKEN_REVOKED
from primer.facts.version_lock import NAME as VERSION_LOCK
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
    facts = {kind.NAME for kind in KINDS} | {TOKEN_REVOKED, NO_STORED_TOKENS, VERSION_LOCK}
    assert facts <= anchors("checklist.md")


def test_references_are_words_with_dashes() -> None:
    assert [name for name in references() if not KEBAB.fullmatch(name)] == []
