"""Whatever a screen refers to is in a guide."""

import re

import pytest

from primer.facts.chains import every_kind
from primer.facts.no_stored_tokens import NoStoredTokens
from primer.facts.no_tokens_on_github import NoTokensOnGitHub
from primer.facts.token_revoked import NAME as TOKEN_REVOKED
from primer.facts.version_lock import VersionsLocked
from problem_references import PROBLEMS, hidden, named, references
from source_tree import ROOT, Module

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
    facts = {kind.NAME for kind in (*every_kind(), *of_the_repository)} | {TOKEN_REVOKED}
    assert facts <= anchors("checklist.md")


def test_references_are_words_with_dashes() -> None:
    assert [name for name in references() if not KEBAB.fullmatch(name)] == []


def test_every_reference_can_be_seen_in_the_source() -> None:
    assert hidden() == []


@pytest.mark.parametrize("kind", sorted(PROBLEMS))
@pytest.mark.parametrize(
    "given",
    [
        '"a" + said',
        'f"{said}-lost"',
        "said",
        "NAMES[said]",
        '"a" if said else "b"',
        "*said",
        "**said",
        "",
        "1",
    ],
)
def test_a_reference_that_nobody_can_see_is_told(given: str, kind: str) -> None:
    written = f"def _lost():\n    return {kind}({given})\n"
    assert len(named(Module("lost.py", written)).hidden) == 1


@pytest.mark.parametrize(
    "written",
    [
        "def lost(said):\n    return Missing(said, 'gone')\n",
        "def _lost(said):\n    return Missing(said, 'gone')\n\n\n_lost(f'{NAME}-lost')\n",
        "LOST = Missing(NAME, 'gone')\n",
        "LOST = problem.Missing(NAME, 'gone')\n",
        "from primer.core.problem import Missing as Gone\n",
        "Gone = Missing\n",
    ],
)
def test_no_way_round_is_missed(written: str) -> None:
    assert len(named(Module("lost.py", written)).hidden) == 1


@pytest.mark.parametrize(
    "written",
    [
        "LOST = Missing('it-is-lost', 'gone')\n",
        "LOST = Missing(message='gone', reference='it-is-lost')\n",
        "def _lost(words, said):\n    return Missing(said, words)\n\n\nGONE = _lost('gone', 'it-is-lost')\n",
        "def _a(one):\n    Missing(one)\n\n\ndef _b(two):\n    _a(two)\n\n\n_b('it-is-lost')\n",
    ],
)
def test_a_parameter_is_followed_to_where_the_reference_stands(written: str) -> None:
    found = named(Module("lost.py", written))
    assert ([text for text, _ in found.literal], found.hidden) == (["it-is-lost"], [])
