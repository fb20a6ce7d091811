"""Findings for machines: `primer.findings/1`, as findings.schema.json describes it."""

from collections.abc import Iterable

from primer.core.finding import Finding

SCHEMA = "primer.findings/1"


def findings_json(findings: Iterable[Finding]) -> dict[str, object]:
    """Findings as JSON's own types, in their order; `line` is null where it is about no line of a file."""
    return {"schema": SCHEMA, "findings": [_finding(finding) for finding in findings]}


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "file": finding.source.where,
        "line": finding.source.line,
        "severity": finding.severity.value,
        "message": finding.message,
        "fix": finding.fix,
        "fixable": finding.fixable,
    }
