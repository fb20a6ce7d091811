"""Publishers as npm's interface writes them: an identity as a body, a listed one as the form's values.

Source: npm's documented interface and `npm trust`, lib/trust-cmd.js.
"""

import re
import shlex
from datetime import UTC, datetime
from typing import assert_never

from primer.core.call import Json
from primer.core.publisher import (
    ActiveState,
    CircleCI,
    Form,
    FormField,
    GitHubActions,
    GitLabCI,
    Google,
    Publisher,
)
from primer.core.regex import regex
from primer.core.trusted import Trusted
from primer.registries.npm.forms import ACTIONS, PUBLISH, OnNpm, provider_of
from primer.registries.npm.json_values import Table, table

ORG = "oidc.circleci.com/org-id"
PROJECT = "oidc.circleci.com/project-id"
PIPELINE = "oidc.circleci.com/pipeline-definition-id"
ORIGIN = "oidc.circleci.com/vcs-origin"
CONTEXTS = "oidc.circleci.com/context-ids"

_ID = regex(r"[A-Za-z0-9_:-]{1,100}", re.ASCII)
_READ = {
    "github": ("repository", "workflow_ref", "environment"),
    "gitlab": ("project_path", "ci_config_ref_uri", "environment"),
    "circleci": (ORG, PROJECT, PIPELINE, ORIGIN, CONTEXTS),
}
"""The claims of each kind that the form shows."""
_NESTED = ("workflow_ref", "ci_config_ref_uri")
"""Those that hold a file, and nothing else."""
_LONGEST = 300
_DEAD = ("deleted", "disabled", "expired", "inactive", "lapsed", "removed", "revoked", "suspended")
_ALIVE = ("active", "enabled")


def body(publisher: Publisher) -> Json:
    """What adds a publisher: a list of one."""
    identity = on_npm(publisher)
    return [{"type": provider_of(identity), "claims": _claims(identity), "permissions": [ACTIONS[PUBLISH]]}]


def on_npm(publisher: Publisher) -> OnNpm:
    """The identity, of a publisher that npm has a form for."""
    if isinstance(publisher.identity, Google | ActiveState):
        raise TypeError("a publisher without a form")
    return publisher.identity


def trusted(entry: object) -> Trusted | None:
    """One listed publisher; None for what is none."""
    listed = table(entry)
    identifier, kind = listed.get("id"), listed.get("type")
    if not isinstance(identifier, str) or not isinstance(kind, str) or not _ID.fullmatch(identifier):
        return None
    claims = table(listed.get("claims"))
    if kind not in _READ:
        return Trusted(identifier, {}, f"a publisher of another kind: {_printable(kind)}")
    values = {**_values(kind, claims), "allowed_actions": _actions(listed.get("permissions"))}
    return Trusted(
        identifier, {**values, **_further(kind, claims), **_dead(listed)}, _ending(listed), _ends(listed)
    )


def equal(form: Form, listed: Trusted) -> bool:
    """Whether the list shows what the form says, no claim more, and at least the form's actions."""
    if {field.key for field in form.fields} != listed.values.keys():
        return False
    return all(_same(field, listed.values[field.key]) for field in form.fields)


def command(package: str, publisher: Publisher) -> str:
    """The `npm trust …` that does the same; empty where npm's command takes no such value."""
    identity = on_npm(publisher)
    options = _options(identity)
    if options is None:
        return ""
    words = ["npm", "trust", provider_of(identity), package, *options, "--allow-publish"]
    return shlex.join(words)


def _claims(identity: OnNpm) -> Json:
    match identity:
        case GitHubActions(owner, repository, workflow, environment):
            path = f"{owner}/{repository}"
            return {"repository": path, "workflow_ref": {"file": workflow}, **_environment(environment)}
        case GitLabCI(namespace, project, workflow, environment):
            path = f"{namespace}/{project}"
            return {
                "project_path": path,
                "ci_config_ref_uri": {"file": workflow},
                **_environment(environment),
            }
        case CircleCI(organization, project, pipeline, origin, contexts):
            ids = {ORG: organization, PROJECT: project, PIPELINE: pipeline, ORIGIN: origin}
            return {**ids, CONTEXTS: list(contexts)} if contexts else ids
        case _:
            assert_never(identity)


def _environment(name: str) -> dict[str, Json]:
    return {"environment": name} if name else {}


def _values(kind: str, claims: Table) -> dict[str, str]:
    match kind:
        case "github":
            owner, _, name = _text(claims.get("repository")).partition("/")
            file = _text(table(claims.get("workflow_ref")).get("file"))
            found = {"owner": owner, "repository": name, "workflow_filename": file}
            return {**found, "environment": _text(claims.get("environment"))}
        case "gitlab":
            namespace, _, name = _text(claims.get("project_path")).rpartition("/")
            file = _text(table(claims.get("ci_config_ref_uri")).get("file"))
            found = {"namespace": namespace, "project": name, "workflow_filepath": file}
            return {**found, "environment": _text(claims.get("environment"))}
        case "circleci":
            keys = ("organization_id", "project_id", "pipeline_definition_id", "vcs_origin")
            texts = (_text(claims.get(claim)) for claim in (ORG, PROJECT, PIPELINE, ORIGIN))
            return {**dict(zip(keys, texts, strict=True)), "context_ids": _joined(claims.get(CONTEXTS))}
        case _:
            return {}


def _actions(permissions: object) -> str:
    """As the page calls them; one that is not known as the interface does."""
    names = {sent: shown for shown, sent in ACTIONS.items()}
    found = [_text(one) for one in permissions] if isinstance(permissions, list) else []
    return ", ".join(names.get(one, one) for one in found if one)


def _further(kind: str, claims: Table) -> dict[str, str]:
    """What of the claims the form cannot show: it makes the publisher another one, whatever it says."""
    found: dict[str, object] = {}
    for key, value in claims.items():
        if key in _NESTED and key in _READ[kind] and isinstance(value, dict):
            inner = table(value)
            found |= {f"{key}.{name}": inner[name] for name in inner if name != "file"}
            found |= _unshown(f"{key}.file", inner.get("file"))
        elif key == CONTEXTS and key in _READ[kind] and isinstance(value, list):
            found |= {f"{key} (unreadable)": one for one in value if not _is_plain(one)}
        elif key in _READ[kind] and key not in _NESTED:
            found |= _unshown(key, value)
        else:
            found[key] = value
    return {_printable(key): _printable(str(value)) for key, value in found.items() if not _is_empty(value)}


def _unshown(key: str, value: object) -> dict[str, object]:
    """A value that could be taken for another one; under a key that no field of a form has."""
    return {} if _is_plain(value) else {f"{key} (unreadable)": value}


def _is_plain(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and len(value) <= _LONGEST


def _is_empty(value: object) -> bool:
    """False and 0 are values."""
    return value is None or (isinstance(value, str | list | dict) and not value)


def _dead(listed: Table) -> dict[str, str]:
    """What says that the registry takes nothing from it any more."""
    return {
        _printable(key): _printable(str(value))
        for key, value in listed.items()
        if (key.lower() in _DEAD and value)
        or (key.lower() in _ALIVE and value is False)
        or (key.lower() in ("status", "state") and str(value).lower() in _DEAD)
    }


def _ending(listed: Table) -> str:
    pairs = (f"{key}: {value}" for key, value in listed.items() if "expire" in key.lower() and value)
    return _printable(", ".join(pairs))


def _ends(listed: Table) -> datetime | None:
    """The first of its ends that can be read; one without a zone is UTC."""
    return min(
        filter(None, (_moment(listed[key]) for key in listed if "expire" in key.lower())), default=None
    )


def _moment(value: object) -> datetime | None:
    """A text as ISO 8601 has it, or milliseconds or seconds since 1970."""
    try:
        if isinstance(value, str):
            read = datetime.fromisoformat(value)
            return read if read.tzinfo else read.replace(tzinfo=UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None


def _same(field: FormField, listed: str) -> bool:
    if field.several is None:
        return field.value == listed
    found = {part.strip() for part in listed.split(",") if part.strip()}
    wanted = set(field.several)
    return wanted <= found if field.key == "allowed_actions" else wanted == found


def _options(identity: OnNpm) -> list[str] | None:
    match identity:
        case GitHubActions(owner, repository, workflow, environment):
            named = ["--env", environment] if environment else []
            return ["--repo", f"{owner}/{repository}", "--file", workflow, *named]
        case GitLabCI(namespace, project, workflow, environment):
            named = ["--env", environment] if environment else []
            options = ["--project", f"{namespace}/{project}", "--file", workflow, *named]
            # The command takes a file's name alone; the form and the interface take a path.
            return None if "/" in workflow else options
        case CircleCI(organization, project, pipeline, origin, contexts):
            ids = ["--org-id", organization, "--project-id", project, "--pipeline-definition-id", pipeline]
            further = [word for context in contexts for word in ("--context-id", context)]
            return [*ids, "--vcs-origin", origin, *further]
        case _:
            assert_never(identity)


def _text(value: object) -> str:
    return _printable(value) if isinstance(value, str) else ""


def _joined(value: object) -> str:
    return ", ".join(filter(None, map(_text, value))) if isinstance(value, list) else ""


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text[:_LONGEST])
