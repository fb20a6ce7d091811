"""PyPI's publisher forms: their labels, their fields, and the address that fills one in.

Source: warehouse/oidc/forms/*.py for the fields, the page's own labels for what people see.
"""

from functools import lru_cache
from typing import assert_never
from urllib.parse import quote, urlencode

from primer.core.package import Package
from primer.core.publisher import (
    ActiveState,
    CircleCI,
    Form,
    FormField,
    GitHubActions,
    GitLabCI,
    Google,
    OnPyPI,
    Publisher,
    Unsupported,
)
from primer.core.registry import Registry
from primer.providers.pages import refusal

_Line = tuple[str, str, str, str]
"""Label, the form's key, the identity's attribute, value."""


def publisher_form(registry: Registry, package: str, publisher: Publisher) -> Form | Unsupported:
    """The form filled in, its link prefilled; Unsupported names the value that it would not take."""
    if isinstance(publisher.identity, CircleCI):
        return Unsupported(f"{registry.title} takes no publisher on CircleCI")
    provider, lines = form_lines(publisher.identity)
    refused = refusal(publisher.identity)
    if refused is not None:
        return Unsupported(_words(refused.attribute, refused.why, lines))
    fields = tuple(
        FormField(label, key, value, _read_from(publisher, attribute))
        for label, key, attribute, value in lines
    )
    return Form(provider, fields, _prefilled(registry, package, provider, fields))


def project_field(package: Package) -> FormField:
    """The line that the form of a pending publisher begins with."""
    return FormField("PyPI Project Name", "project_name", package.name, str(package.source))


def form_lines(identity: OnPyPI) -> tuple[str, tuple[_Line, ...]]:
    """What the form calls the provider, and its lines in order."""
    match identity:
        case GitHubActions():
            return "github", _github(identity)
        case GitLabCI():
            return "gitlab", _gitlab(identity)
        case Google():
            return "google", (
                ("Email", "email", "email", identity.email),
                ("Subject", "sub", "sub", identity.sub),
            )
        case ActiveState():
            return "activestate", _activestate(identity)
        case _:
            assert_never(identity)


def _github(identity: GitHubActions) -> tuple[_Line, ...]:
    return (
        ("Owner", "owner", "owner", identity.owner),
        ("Repository name", "repository", "repository", identity.repository),
        ("Workflow name", "workflow_filename", "workflow", identity.workflow),
        ("Environment name", "environment", "environment", identity.environment),
    )


def _gitlab(identity: GitLabCI) -> tuple[_Line, ...]:
    return (
        ("Namespace", "namespace", "namespace", identity.namespace),
        ("Project name", "project", "project", identity.project),
        ("Top-level pipeline file path", "workflow_filepath", "workflow", identity.workflow),
        ("Environment name", "environment", "environment", identity.environment),
    )


def _activestate(identity: ActiveState) -> tuple[_Line, ...]:
    return (
        ("Organization", "organization", "organization", identity.organization),
        ("ActiveState Project name", "project", "project", identity.project),
        ("Actor Username", "actor", "actor", identity.actor),
    )


def _words(attribute: str, why: str, lines: tuple[_Line, ...]) -> str:
    label, value = next(((line[0], line[3]) for line in lines if line[2] == attribute), (attribute, ""))
    shown = "".join(character if character.isprintable() else "?" for character in value[:60])
    return f"{label} {shown}: {why}" if shown else f"{label}: {why}"


def _read_from(publisher: Publisher, attribute: str) -> str:
    source = publisher.read_from.get(attribute)
    return "" if source is None else str(source)


def _prefilled(registry: Registry, package: str, provider: str, fields: tuple[FormField, ...]) -> str:
    query = _query((("provider", provider), *((field.key, field.value) for field in fields if field.value)))
    return f"{registry.web_url}/manage/project/{quote(package, safe='')}/settings/publishing/?{query}"


@lru_cache(maxsize=64)
def _query(values: tuple[tuple[str, str], ...]) -> str:
    """Nearly every package of a repository has the same."""
    return urlencode(values, quote_via=quote)
