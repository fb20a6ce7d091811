"""A line of a log, without what runners and terminals put around it."""

import pytest

from primer.diagnosis.log_line import LogLine, Mark, cleaned

STAMP = "2026-11-21T14:05:02.1234567Z"
TEXT = "error: Failed to publish"


def texts(raw: str) -> list[str]:
    return [line.text for line in cleaned(1, raw)]


@pytest.mark.parametrize(
    "raw",
    [
        TEXT,
        f"{STAMP} {TEXT}",
        f"\ufeff{STAMP} {TEXT}",
        f"publish\tRun uv publish\t{STAMP} {TEXT}",
        f"publish\tUNKNOWN STEP\t\ufeff{STAMP} {TEXT}",
        f"2026-11-21T14:05:02.123456Z 01E {TEXT}",
        f"2026-11-21T14:05:02Z 00O+{TEXT}",
        f"[2026-11-21T14:05:02.123Z] {TEXT}",
        f"[publish/pypi]   | {TEXT}",
        f"\x1b[31;1m{TEXT}\x1b[0m",
        f"[31m{TEXT}[0m",
        f"\x1b[?25h\x1b]8;;https://example.com\x07{TEXT}\x1b]8;;\x07",
        f"\x1b_bk;t=1763733902123\x07{TEXT}",
        f"2026-11-21 14:05:02 UTC {TEXT}",
        f"25h{TEXT}",
        f"{TEXT}\0\0   ",
        f"{TEXT}\r",
    ],
)
def test_prefixes_colours_and_marks_go(raw: str) -> None:
    assert [text for text in texts(raw) if text] == [TEXT]


def test_the_indentation_that_a_tool_made_stays() -> None:
    assert texts(f"{STAMP}          File already exists") == ["         File already exists"]


def test_a_progress_bar_drawn_over_itself_is_a_line_for_each_state() -> None:
    assert texts("  0%\r 50%\r100%\r") == ["  0%", " 50%", "100%", ""]


@pytest.mark.parametrize(
    ("raw", "mark"),
    [
        ("##[error]no", Mark.ERROR),
        ("::error::no", Mark.ERROR),
        ("::error file=a.yaml,line=3::no", Mark.ERROR),
        ("##[group]no", Mark.GROUP),
        ("##[endgroup]", Mark.END),
        ("##[warning]no", Mark.OTHER),
        ("::debug::no", Mark.OTHER),
        ("no ::error::", Mark.NONE),
    ],
)
def test_a_runners_mark_is_told_from_the_words(raw: str, mark: Mark) -> None:
    assert [line.mark for line in cleaned(1, f"{STAMP} {raw}")] == [mark]


def test_an_encoded_message_is_as_many_lines_as_it_was_all_with_one_number() -> None:
    found = list(cleaned(7, "::error::first%0A%0Athird: 100%25"))
    assert [(line.number, line.text) for line in found] == [(7, "first"), (7, ""), (7, "third: 100%")]


def test_the_job_is_told_where_the_log_names_it() -> None:
    assert list(cleaned(3, f"publish\tUpload\t{STAMP} done")) == [LogLine(3, "done", "publish")]


def test_columns_without_a_time_are_a_tools_own() -> None:
    assert texts("waiting\tv0.2.0\tpublish") == ["waiting\tv0.2.0\tpublish"]
