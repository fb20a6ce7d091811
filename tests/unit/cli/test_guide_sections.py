"""What `primer guide NAME` finds: pages, sections under a heading, rows of tables."""

import pytest

from primer.cli.guide_command import said_of
from primer.cli.sections import named, rows, sections, shown
from primer.core.problem import Stop

DIAGNOSE = """\
# Diagnosis

What a log says.

## creation-quota

- Says: 429

```yaml
## creation-quota
```

### By hand

Wait.

## not-live

- Says: nothing
"""
PROBLEMS = "# Problems\n\n## creation-quota\n\n- Cause: too many.\n"
OPTIONS = """\
# Options

| flag | commands | meaning |
|---|---|---|
| `--registry NAME` | all | which one |
| `-v`, `--verbose` | | says more |

| key | type |
|---|---|
| `registry` | text |
| `choices \\| more` | list |
"""
PAGES = {
    "diagnose": DIAGNOSE,
    "problems": PROBLEMS,
    "options": OPTIONS,
    "0003-tombstone-probe": "# 0003: A shadow\n",
}


def test_a_page_is_shown_whole() -> None:
    assert said_of(PAGES, "diagnose") == DIAGNOSE


def test_a_section_ends_where_the_next_of_its_kind_begins_and_examples_are_no_headings() -> None:
    (section,) = sections(DIAGNOSE, "creation-quota")
    assert section.startswith("## creation-quota\n\n- Says: 429\n\n```yaml\n## creation-quota\n```\n")
    assert section.endswith("### By hand\n\nWait.\n")
    assert sections(DIAGNOSE, "not-live") == ("## not-live\n\n- Says: nothing\n",)
    assert sections(DIAGNOSE, "By hand") == ("### By hand\n\nWait.\n",)


def test_a_name_of_several_pages_is_shown_from_each() -> None:
    text = said_of(PAGES, "creation-quota")
    assert (
        text.index("- Says: 429") < text.index("(from the guide diagnose)") < text.index("- Cause: too many.")
    )
    assert text.endswith("(from the guide problems)\n")
    assert "(from" not in said_of(PAGES, "not-live")


def test_a_heading_in_code_has_the_name_in_it() -> None:
    assert sections("# A\n\n## `--check`\n\nLooks.\n", "--check") == ("## `--check`\n\nLooks.\n",)


@pytest.mark.parametrize("name", ["--registry NAME", "--registry"])
def test_a_flag_is_found_in_its_table(name: str) -> None:
    assert rows(OPTIONS, name) == ("## `--registry NAME`\n\n- commands: all\n- meaning: which one\n",)


def test_a_flag_may_be_named_without_dashes_and_an_empty_cell_is_left_out() -> None:
    assert rows(OPTIONS, "verbose") == ("## `-v`, `--verbose`\n\n- meaning: says more\n",)
    assert len(rows(OPTIONS, "registry")) == 2


@pytest.mark.parametrize("name", ["-h", "--help", "h", "help"])
def test_every_form_of_a_flag_is_a_name_of_it(name: str) -> None:
    table = "| flag | meaning |\n|---|---|\n| `-h, --help` | this page |\n"
    assert rows(table, name) == ("## `-h, --help`\n\n- meaning: this page\n",)


def test_a_cell_that_is_a_sentence_names_nothing() -> None:
    assert rows("| what | why |\n|---|---|\n| a run with `--check` ends | x |\n", "--check") == ()


def test_a_table_without_a_head_gives_its_cells_alone() -> None:
    assert rows("| | |\n|---|---|\n| `canary` | a trial |\n", "canary") == ("## `canary`\n\n- a trial\n",)


def test_sections_come_before_rows_of_the_same_name() -> None:
    pages = {"options": OPTIONS, "problems": "# P\n\n## verbose\n\nToo much.\n"}
    text = said_of(pages, "verbose")
    assert text.index("Too much.") < text.index("says more")


def test_what_several_tables_say_in_the_same_words_is_said_once() -> None:
    table = "| flag | meaning |\n|---|---|\n| `--plain` | words alone |\n\n"
    assert said_of({"options": table + table}, "plain") == "## `--plain`\n\n- meaning: words alone\n"


def test_a_pipe_inside_a_cell_ends_none() -> None:
    assert rows(OPTIONS, r"choices \| more") == ("## `choices \\| more`\n\n- type: list\n",)


def test_everything_that_can_be_asked_for_has_a_name() -> None:
    assert named(DIAGNOSE) == {"creation-quota", "By hand", "not-live"}
    assert {"--registry", "registry", "-v", "--verbose"} <= named(OPTIONS)


def test_remarks_for_machines_are_not_shown() -> None:
    assert shown("# A\n\n<!-- screen: plan -->\n```text\nx\n```\n") == "# A\n\n```text\nx\n```\n"
    assert shown("1. Plan.\n\n   <!-- screen: plan -->\n   ```\n") == "1. Plan.\n\n   ```\n"


def test_the_beginning_of_one_pages_name_is_enough() -> None:
    assert said_of(PAGES, "0003") == "# 0003: A shadow\n"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("creation-qouta", "did you mean creation-quota? `primer guide` lists them"),
        ("verbos", "did you mean verbose? `primer guide` lists them"),
        ("xyzzy", "`primer guide` lists them"),
        ("by hand", "`primer guide` lists them"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(Stop) as stop:
        said_of(PAGES, name)
    assert (stop.value.problem.reference, stop.value.problem.hint) == ("unknown-guide", hint)
