"""guides/reference/problems.md: each section says what happened, what to do, and what is safe."""

import re

import pytest

from guides.reference.made_tables import FOLDER

PAGE = (FOLDER / "problems.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"(?ms)^## (\S+)\n\n(.*?)\n*(?=^## |\Z)", PAGE))


def test_the_sections_stand_in_the_order_of_the_alphabet() -> None:
    assert list(SECTIONS) == sorted(SECTIONS)


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_says_cause_remedy_and_what_is_safe(name: str) -> None:
    said = re.findall(r"(?ms)^- (\w+): (.+?)(?=\n- |\Z)", SECTIONS[name])
    assert [word for word, _ in said] == ["Cause", "Remedy", "Safe"]
    assert [words for _, words in said if not words.rstrip().endswith(".")] == []
