"""A rehearsal for machines: `primer.rehearsal/1`, as rehearsal.schema.json describes it."""

from collections.abc import Iterable

from primer.core.plan import Plan
from primer.rehearsal.request_log import LoggedRequest
from primer.terminal.json_plan import plan_json

SCHEMA = "primer.rehearsal/1"


def rehearsal_json(plan: Plan, requests: Iterable[LoggedRequest]) -> dict[str, object]:
    """The plan at the end and what the registries were asked, as JSON's own types; times in UTC."""
    return {"schema": SCHEMA, "plan": plan_json(plan), "requests": [_entry(one) for one in requests]}


def _entry(request: LoggedRequest) -> dict[str, object]:
    at = request.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    entry: dict[str, object] = {
        "registry": request.registry or None,
        "method": request.method,
        "path": request.path,
        "status": request.status,
        "at": at,
    }
    return {**entry, "file": request.file} if request.file else entry
