"""zizmor's report as findings, and which of them repeat primer's own."""

import json

import pytest

from primer.checking.zizmor_report import reported
from primer.core.finding import Finding, Severity
from primer.core.source import Source

FILE = ".github/workflows/publish.yaml"


def entry(ident: str = "artipacked", severity: str = "Medium", row: int = 5, ignored: bool = False) -> object:
    locations = [
        location("Hidden", row - 1, "this step"),
        location("Primary", row, "does not set it"),
        location("Related", row + 3, "this job"),
    ]
    return {
        "ident": ident,
        "desc": "what it is",
        "url": f"https://docs.zizmor.sh/audits/#{ident}",
        "determinations": {"severity": severity, "confidence": "High", "persona": "Regular"},
        "locations": locations,
        "ignored": ignored,
        "fixes": [],
    }


def location(kind: str, row: int, annotation: str) -> object:
    return {
        "symbolic": {"key": {"Local": {"verbatim_path": FILE}}, "kind": kind, "annotation": annotation},
        "concrete": {"location": {"start_point": {"row": row, "column": 8}}},
    }


def own(rule: str, line: int) -> Finding:
    return Finding(rule, Source(FILE, line), Severity.WARNING, "why", "what")


def test_an_entry_is_a_finding_at_its_primary_place_counted_from_1() -> None:
    assert reported(json.dumps([entry()]), ()) == (
        Finding(
            "zizmor/artipacked",
            Source(FILE, 6),
            Severity.WARNING,
            "what it is: does not set it",
            "read https://docs.zizmor.sh/audits/#artipacked",
        ),
    )


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("High", Severity.ERROR),
        ("Medium", Severity.WARNING),
        ("Low", Severity.WARNING),
        ("Informational", Severity.WARNING),
        ("Unknown", Severity.WARNING),
    ],
)
def test_high_is_an_error_and_what_is_below_a_warning(severity: str, expected: Severity) -> None:
    found = reported(json.dumps([entry(severity=severity)]), ())
    assert found is not None
    assert found[0].severity is expected


@pytest.mark.parametrize(
    ("ident", "rule"),
    [
        ("unpinned-uses", "unpinned-action"),
        ("dangerous-triggers", "pull-request-target"),
        ("use-trusted-publishing", "stored-token"),
    ],
)
def test_what_primer_says_at_the_very_same_line_is_not_said_twice(ident: str, rule: str) -> None:
    text = json.dumps([entry(ident)])
    assert reported(text, [own(rule, 6)]) == ()
    assert reported(text, [own(rule, 7)]) == reported(text, ())
    assert reported(text, [own("skip-existing", 6)]) == reported(text, ())


def test_findings_stand_in_the_order_of_lines_each_once() -> None:
    text = json.dumps([entry(row=9), entry("excessive-permissions", row=2), entry(row=9)])
    found = reported(text, ())
    assert found is not None
    assert [(one.rule, one.source.line) for one in found] == [
        ("zizmor/excessive-permissions", 3),
        ("zizmor/artipacked", 10),
    ]


def test_what_the_file_ignores_is_ignored() -> None:
    assert reported(json.dumps([entry(ignored=True)]), ()) == ()


@pytest.mark.parametrize("text", ["", "no JSON", "{}", "null", "[" * 100_000])
def test_what_is_no_report_is_none(text: str) -> None:
    assert reported(text, ()) is None


@pytest.mark.parametrize(
    "odd",
    [
        {},
        1,
        {"ident": "x"},
        {"ident": "x", "locations": [1, {}, {"symbolic": 3}]},
        {"ident": "x", "locations": [location("Primary", -2, "")]},
        {"ident": "x", "locations": [location("Primary", True, "")]},
    ],
)
def test_an_entry_without_a_place_is_left_out(odd: object) -> None:
    assert reported(json.dumps([odd]), ()) == ()


def test_an_entry_without_words_still_says_what_it_is() -> None:
    found = reported(json.dumps([{"ident": "x", "locations": [location("Primary", 1, "")]}]), ())
    assert found is not None
    assert [one.message for one in found] == ["zizmor reports x here"]
