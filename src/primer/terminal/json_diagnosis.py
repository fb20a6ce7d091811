"""The causes for machines: `primer.diagnosis/1`, as diagnosis.schema.json describes it."""

from collections.abc import Sequence

from primer.core.diagnosis import Cause, Difference

SCHEMA = "primer.diagnosis/1"


def diagnosis_json(causes: Sequence[Cause]) -> dict[str, object]:
    """The causes as JSON's own types, ranked; none where the log names none that is known."""
    return {"schema": SCHEMA, "causes": [_cause(cause) for cause in causes]}


def _cause(cause: Cause) -> dict[str, object]:
    return {
        "cause": cause.cause,
        "differs": None if cause.differs is None else _difference(cause.differs),
        "evidence": {"line": cause.evidence.line, "text": cause.evidence.text},
        "remedy": cause.remedy,
        "link": cause.link or None,
    }


def _difference(differs: Difference) -> dict[str, object]:
    return {"field": differs.field, "presented": differs.presented, "registered": differs.registered}
