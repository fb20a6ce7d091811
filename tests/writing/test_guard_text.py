"""The decision record: short, whole, and true for the release that it is about."""

from pathlib import Path

import pytest

from primer.core.release import Forge, Tags
from primer.core.value import replace
from primer.providers.gitlab import PIPELINE
from primer.writing.guard import GUARD, guard
from releases import python, random_release, reference, release

EXPECTED = Path(__file__).parent / "expected"


def test_the_reference_monorepo_has_exactly_this_record() -> None:
    assert guard(reference()) == (EXPECTED / "guard.md").read_text(encoding="utf-8")


def test_it_stands_where_decisions_are_kept() -> None:
    assert GUARD == "docs/decisions/publishing-without-tokens.md"


def test_on_gitlab_it_names_what_gitlab_and_the_form_call_things() -> None:
    made = replace(release(python("wire")), forge=Forge.GITLAB, file=PIPELINE, repository="acme/tools/mono")
    text = guard(made)
    assert "| Package | Registry | Namespace | Project name | Pipeline | Environment name |" in text
    assert "| `acme/tools` | `mono` | `.gitlab-ci.yml` | `pypi` |" in text


def test_it_names_the_tags_that_release() -> None:
    made = replace(release(python("wire"), python("kit")), tags=Tags.EACH)
    assert "`wire-v*` or `kit-v*`" in guard(made)


@pytest.mark.parametrize("seed", range(12))
def test_every_package_has_a_line_and_the_text_stays_short(seed: int) -> None:
    made = random_release(seed)
    lines = guard(made).splitlines()
    for package in made.packages:
        (row,) = [line for line in lines if line.startswith("|") and f"({package.web})" in line]
        assert f" {package.registry} " in row
        assert (f"`{package.environment}`" if package.environment else "(none)") in row
    assert len(lines) - len(made.packages) < 45
    # A path stays whole, since people search for it.
    assert sum(made.file in line for line in lines) >= 2
