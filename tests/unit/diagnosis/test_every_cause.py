"""Every cause has its words, its place in the schema, and its section in the guide."""

import json
import re

import pytest

from primer.diagnosis.headlines import HEADLINES
from primer.diagnosis.remedies import CAUSES
from primer.diagnosis.symptoms import SYMPTOMS
from primer.terminal.diagnosis_page import LABELS
from primer.terminal.schemas import schema
from source_tree import ROOT

GUIDE = (ROOT / "guides" / "reference" / "diagnose.md").read_text("utf-8")


def sections() -> dict[str, str]:
    """The guide's sections by their heading."""
    parts = re.split(r"^## (.+)$", GUIDE, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def schema_causes() -> object:
    found: object = json.loads(schema("diagnosis"))
    for key in ("properties", "causes", "items", "properties", "cause", "enum"):
        assert isinstance(found, dict)
        found = found[key]
    return found


@pytest.mark.parametrize("cause", CAUSES)
def test_a_cause_has_its_section_with_meaning_and_remedy(cause: str) -> None:
    section = sections()[cause]
    assert "- Means: " in section
    assert "- Change: " in section


def test_primer_guide_finds_the_diagnosis_section_of_a_cause_before_any_other() -> None:
    before = [path for path in (ROOT / "guides").rglob("*.md") if path.stem < "diagnose"]
    headings = {line for path in before for line in path.read_text("utf-8").splitlines()}
    assert [name for name in (*CAUSES, "unknown") if f"## {name}" in headings] == []


def test_the_guide_has_no_section_of_a_cause_that_is_none() -> None:
    assert {name for name in sections() if "-" in name and " " not in name} == set(CAUSES)


def test_every_cause_has_words_and_stands_in_the_schema() -> None:
    assert set(HEADLINES) == set(CAUSES)
    assert schema_causes() == list(CAUSES)


def test_every_symptom_is_of_a_known_cause() -> None:
    assert {one.cause for one in SYMPTOMS} <= set(CAUSES)


def test_the_fields_are_labelled_as_the_forms_label_them() -> None:
    from made_up import ACME
    from primer.core.publisher import GitLabCI, Google
    from primer.registries.pypi.forms import form_lines

    for identity in (ACME, GitLabCI("a", "b", "c.yml", "d"), Google("e", "f")):
        assert {key: label for label, key, _, _ in form_lines(identity)[1]}.items() <= LABELS.items()
