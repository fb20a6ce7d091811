"""Findings for machines: the words of the schema, and nothing else."""

import json

import jsonschema

from primer.core.finding import Edit, Finding, Severity
from primer.core.source import Source
from primer.terminal.json_findings import findings_json
from primer.terminal.schemas import schema

FILE = ".github/workflows/publish.yaml"


def test_a_finding_with_everything() -> None:
    finding = Finding(
        "old-action", Source(FILE, 9), Severity.WARNING, "why", "what", (Edit(1, 2, ""),), "job"
    )
    assert findings_json([finding]) == {
        "schema": "primer.findings/1",
        "findings": [
            {
                "rule": "old-action",
                "file": FILE,
                "line": 9,
                "severity": "warning",
                "message": "why",
                "fix": "what",
                "fixable": True,
            }
        ],
    }


def test_every_finding_keeps_the_schema_that_ships() -> None:
    findings = [
        Finding("no-credential", Source(FILE, 1), Severity.ERROR, "why", "what"),
        Finding("zizmor/artipacked", Source(FILE, 6), Severity.WARNING, "why", "what"),
        Finding("secret-stored", Source("the secrets of acme/mono"), Severity.ERROR, "why", "what"),
    ]
    jsonschema.validate(findings_json(findings), json.loads(schema("findings")))
    jsonschema.validate(findings_json([]), json.loads(schema("findings")))
