"""The plan for machines: `primer.plan/1`, as plan.schema.json describes it."""

import json
import unicodedata

from primer.core.memory import TokenUsed
from primer.core.plan import Item, Plan, PlannedPackage, PlannedPublisher
from primer.core.problem import Problem
from primer.core.publisher import FormField
from primer.core.registry import Registry
from primer.core.repository import Remote
from primer.core.source import Source
from primer.core.verdict import Done, Todo, Unseen, Verdict, Waits
from primer.facts.token_revoked import called
from primer.terminal.foreign import INVISIBLE
from primer.terminal.times import iso
from primer.terminal.words import detail

SCHEMA = "primer.plan/1"


def plan_json(plan: Plan) -> dict[str, object]:
    """The whole plan as JSON's own types; times in UTC, values exactly as they were read."""
    return {
        "schema": SCHEMA,
        "repository": _repository(plan.repository),
        "packages": [_package(one) for one in plan.packages],
        "skipped": [{"path": one.path, "name": one.name or None, "why": one.why} for one in plan.skipped],
        "publishers": [_publisher(one) for one in plan.publishers],
        "facts": [_fact(item) for item in plan.items],
        "tokens": [_token(one, used) for one in plan.registries for used in plan.of(one).tokens],
        "problems": [problem_json(problem) for problem in plan.problems],
        "notes": list(plan.notes),
        "complete": plan.complete,
    }


def json_text(value: object, encoding: str = "utf-8") -> str:
    """JSON for a stream of this encoding: readable, with nothing in it that a terminal would act on."""
    text = json.dumps(value, ensure_ascii="utf" not in encoding.lower(), indent=2)
    return "".join(map(_escaped, text))


def _escaped(char: str) -> str:
    if char == "\n" or (char.isascii() and char.isprintable()) or unicodedata.category(char) not in INVISIBLE:
        return char
    return json.dumps(char)[1:-1] if char != "\x7f" else "\\u007f"


def _repository(remote: Remote | None) -> dict[str, object] | None:
    return {"host": remote.host, "owner": remote.owner, "name": remote.name} if remote else None


def _package(one: PlannedPackage) -> dict[str, object]:
    package = one.package
    return {
        "name": package.name,
        "ecosystem": package.ecosystem.value,
        "registry": one.registry,
        "path": package.path,
        "version": package.version,
        "tier": one.tier,
        "requires": list(one.requires),
        "route": one.route.value if one.route else None,
        "wave": one.wave,
    }


def _publisher(one: PlannedPublisher) -> dict[str, object]:
    fields = {field.key: _value(field) for field in one.form.fields}
    return {
        "package": one.package,
        "registry": one.registry,
        "provider": one.form.provider,
        "fields": fields,
        "link": one.form.link or None,
        "read_from": {
            _form_key(attribute, tuple(fields)): str(source)
            for attribute, source in one.publisher.read_from.items()
        },
    }


def _value(field: FormField) -> str | list[str] | None:
    return list(field.several) if field.several is not None else field.value or None


def _form_key(attribute: str, keys: tuple[str, ...]) -> str:
    """The form's name of an identity's attribute: `workflow` is `workflow_filename` on GitHub's form."""
    name = attribute.replace("-", "_")
    if name in keys:
        return name
    words = {word.removesuffix("s") for word in name.split("_")}
    return next((key for key in keys if words <= set(key.split("_"))), attribute)


def _fact(item: Item) -> dict[str, object]:
    return {
        "id": str(item.id),
        "fact": item.id.fact,
        "package": item.id.package,
        "registry": item.id.registry,
        "title": item.title,
        "verdict": _verdict(item.verdict),
        "detail": detail(item, iso),
        "evidence": _evidence(item.verdict),
        "guide": item.guide,
    }


def _token(registry: Registry, used: TokenUsed) -> dict[str, object]:
    return {
        "registry": registry.name,
        "called": called(registry, used),
        "id": used.tombstone.token_id,
        "known": iso(used.known) if used.known else None,
    }


def _verdict(verdict: Verdict) -> str:
    match verdict:
        case Done():
            return "done"
        case Todo():
            return "todo"
        case Waits():
            return "waits"
        case Unseen():
            return "unseen"


def _evidence(verdict: Verdict) -> dict[str, object] | None:
    if not isinstance(verdict, Done):
        return None
    evidence = verdict.evidence
    return {
        "grade": evidence.grade.value,
        "claim": evidence.claim,
        "source": evidence.source,
        "at": iso(evidence.at),
    }


def problem_json(problem: Problem) -> dict[str, object]:
    """A problem, the same in every product."""
    source = problem.source
    return {
        "reference": problem.reference,
        "message": problem.message,
        "file": source.where if source and _is_file(source) else None,
        "line": source.line if source else None,
        "hint": problem.hint,
        "link": problem.link,
        "severity": "warning" if problem.warning else "error",
        "context": list(problem.context),
    }


def _is_file(source: Source) -> bool:
    """Sources that are words, `git remote origin` or `--owner`, name no file."""
    return source.line is not None or not source.where.startswith(("git ", "--"))
