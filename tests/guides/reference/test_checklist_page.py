"""guides/reference/checklist.md: a section for every fact and no other; each says how primer looks."""

import re

import pytest

from guides.reference.made_tables import FOLDER
from primer.core.choices import Route
from primer.facts.builds import Builds
from primer.facts.chains import every_kind, kinds
from primer.facts.closed_to_tokens import ClosedToTokens
from source_tree import SRC

PAGE = (FOLDER / "checklist.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"(?ms)^## (\S+)\n\n(.*?)\n*(?=^## |\Z)", PAGE))
ROWS = dict(re.findall(r"(?m)^\| \[([\w-]+)\]\(#\1\) \| (.+) \|$", PAGE))
ROUTES = [Route.PRIME, Route.EXISTS, Route.PENDING, Route.ORGANIZATION]


def facts() -> list[str]:
    """Every fact's name, wherever its module says it."""
    texts = (file.read_text(encoding="utf-8") for file in sorted((SRC / "facts").glob("*.py")))
    return sorted({name for text in texts for name in re.findall(r'(?m)^ *NAME = "([\w-]+)"$', text)})


def test_the_sections_are_the_facts() -> None:
    assert sorted(SECTIONS) == facts()


def test_the_table_of_routes_names_every_fact_of_a_package() -> None:
    assert list(ROWS) == [kind.NAME for kind in every_kind()]
    assert f"| fact | {' | '.join(ROUTES)} |" in PAGE


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_has_the_facts_that_the_table_gives_it(route: Route) -> None:
    cells = {name: row.split(" | ")[ROUTES.index(route)] for name, row in ROWS.items()}
    assert cells.pop(Builds.NAME) == "asked for"
    assert cells.pop(ClosedToTokens.NAME) in ("npm", "–")
    left_out = set(ROWS) - {kind.NAME for kind in kinds(route, build=True)} - {ClosedToTokens.NAME}
    assert {name for name, cell in cells.items() if cell == "–"} == left_out
    assert {cell for name, cell in cells.items() if name not in left_out} == {"yes"}


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_says_how_primer_looks_when_it_is_done_and_what_you_do(name: str) -> None:
    said = re.findall(r"(?m)^- \*\*(.+?)\*\*", SECTIONS[name])
    assert [
        words for words in ("How primer looks.", "Done", "To do", "What you do.") if words not in said
    ] == []
