"""The page of a written workflow: whole, at every width."""

from primer.core.registry import Ecosystem
from primer.core.release import Forge, Part, Release, ReleasedPackage
from primer.terminal.layout import as_text
from primer.terminal.lines import Block
from primer.terminal.surface import Surface
from primer.terminal.workflow_page import (
    Outcome,
    difference_blocks,
    next_blocks,
    outcome_blocks,
    release_blocks,
)

FILE = ".github/workflows/publish.yaml"


def released(name: str, tier: int = 0, environment: str = "pypi") -> ReleasedPackage:
    return ReleasedPackage(name, Ecosystem.PYTHON, name, tier, (), environment, "pypi", "", "")


def release(*packages: ReleasedPackage, forge: Forge = Forge.GITHUB, parts: tuple[Part, ...] = ()) -> Release:
    return Release(forge, "acme/mono", FILE, packages, parts=frozenset(parts))


def page(of: Release, surface: Surface, asked: tuple[str, ...] = ()) -> str:
    blocks: tuple[Block, ...] = (
        *outcome_blocks(FILE, Outcome.WRITTEN),
        *release_blocks(of),
        *next_blocks(of, (FILE, "a b.md"), {"pypi": ("gh api  --a 'b  c'", "gh api d")}, asked),
    )
    return as_text(blocks, surface)


TWO = release(released("acme-core"), released("acme-app", 1))


def test_the_page_at_full_width() -> None:
    assert (
        page(TWO, Surface(100))
        == """\
✓ .github/workflows/publish.yaml written
  2 packages, started by a tag v*; built and tried once, then published without any token, in this
  order:
    0  acme-core
    1  acme-app

  Next
    ○ commit it
        git add .github/workflows/publish.yaml 'a b.md' && git commit
    ○ the environment pypi, with you as its reviewer (run by you, never by primer)
        gh api  --a 'b  c'
        gh api d
    ○ the publishers
        primer init

  Offered beside it
    --with attest      build provenance for every file, in a job of its own
    --with audit       a pip-audit gate before anything is published
    --with guard       a decision record: why there is no token, what has to change together
    --with release-pr  a release pull request: bump, sync, branch; started by a person
"""
    )


def test_the_page_at_40_columns_keeps_commands_on_one_line() -> None:
    shown = page(TWO, Surface(40))
    assert "\n        gh api  --a 'b  c'\n" in shown
    assert "\n        git add .github/workflows/publish.yaml 'a b.md' && git commit\n" in shown
    assert "    --with guard\n      a decision record: why there is no\n" in shown
    assert all(len(line) <= 40 for line in shown.splitlines() if "git " not in line)


def test_the_page_in_ascii() -> None:
    shown = page(TWO, Surface(80, ascii=True))
    assert shown.isascii()
    assert shown.startswith("[x] .github/workflows/publish.yaml written\n")


def test_environments_stand_beside_packages_where_there_are_several() -> None:
    several = release(released("acme-core"), released("acme-web", 0, "npm"), released("acme-app", 1, ""))
    shown = as_text(release_blocks(several), Surface(100))
    assert "0  acme-core (pypi), acme-web (npm)\n" in shown
    assert "1  acme-app (no environment)\n" in shown


def test_what_was_taken_is_not_offered_again() -> None:
    shown = page(release(released("acme-core"), parts=(Part.AUDIT,)), Surface(100), ("guard",))
    assert "--with attest" in shown
    assert "--with audit" not in shown
    assert "--with guard" not in shown


def test_gitlab_is_offered_no_attestation_of_githubs() -> None:
    shown = page(release(released("acme-core"), forge=Forge.GITLAB), Surface(100))
    assert "--with attest" not in shown


def test_a_difference_keeps_its_columns() -> None:
    shown = as_text(difference_blocks(FILE, "a:\n    b: 1\nsame\n", "a:\n    b:  2\nsame\n"), Surface(40))
    assert (
        shown
        == f"""
--- {FILE}
+++ {FILE} (primer)
@@ -1,3 +1,3 @@
 a:
-    b: 1
+    b:  2
 same

"""
    )


def test_a_difference_of_the_last_line_end_alone_is_told_in_words() -> None:
    shown = as_text(difference_blocks(FILE, "a: 1", "a: 1\n"), Surface(80))
    assert "only the end of the last line differs" in shown


def test_control_characters_of_a_file_are_shown_and_do_nothing() -> None:
    shown = as_text(difference_blocks(FILE, "\x1b[2Ja\n", "b\n"), Surface(80))
    assert "\x1b" not in shown
    assert "-\\x1b[2Ja" in shown
