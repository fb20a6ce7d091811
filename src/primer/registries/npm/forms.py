"""npm's form for a trusted publisher: labels as on the package's page, keys, and values.

Source: npm's documentation of trusted publishers. Every value is compared with regard to case, and none is
checked when it is saved. The page cannot be filled in by its address.
"""

from typing import assert_never

from primer.core.publisher import (
    ActiveState,
    CircleCI,
    Form,
    FormField,
    GitHubActions,
    GitLabCI,
    Google,
    Publisher,
    Unsupported,
)
from primer.core.registry import Registry
from primer.providers.pages import refusal
from primer.registries.npm.pages import package_page

OnNpm = GitHubActions | GitLabCI | CircleCI
"""Those that npm has a form for."""
PUBLISH = "npm publish"
STAGE = "npm stage publish"
ACTIONS = {PUBLISH: "createPackage", STAGE: "createStagedPackage"}
"""What may be allowed, as the page calls it, and as the interface does."""
_ALLOWED = FormField("Allowed actions", "allowed_actions", PUBLISH, several=(PUBLISH,))

_Line = tuple[str, str, str, str]
"""Label, the form's key, the identity's attribute, value."""


def publisher_form(registry: Registry, package: str, publisher: Publisher) -> Form | Unsupported:
    """The form filled in; Unsupported names the provider, or the value that it would not take."""
    identity = publisher.identity
    if isinstance(identity, Google | ActiveState):
        provider = "Google Cloud" if isinstance(identity, Google) else "ActiveState"
        return Unsupported(f"{registry.title} takes no publisher on {provider}")
    lines, refused = _lines(identity), refusal(identity)
    if refused is not None:
        return Unsupported(_words(refused.attribute, refused.why, lines))
    fields = [
        FormField(label, key, value, _read_from(publisher, attribute))
        for label, key, attribute, value in lines
    ]
    if isinstance(identity, CircleCI):
        fields.append(_contexts(publisher, identity))
    page = package_page(registry, package)
    return Form(provider_of(identity), (*fields, _ALLOWED), page, prefilled=False)


def provider_of(identity: OnNpm) -> str:
    """The provider as npm's interface calls it."""
    match identity:
        case GitHubActions():
            return "github"
        case GitLabCI():
            return "gitlab"
        case CircleCI():
            return "circleci"
        case _:
            assert_never(identity)


def _lines(identity: OnNpm) -> tuple[_Line, ...]:
    match identity:
        case GitHubActions():
            return (
                ("Organization or user", "owner", "owner", identity.owner),
                ("Repository", "repository", "repository", identity.repository),
                ("Workflow filename", "workflow_filename", "workflow", identity.workflow),
                ("Environment name", "environment", "environment", identity.environment),
            )
        case GitLabCI():
            return (
                ("Namespace", "namespace", "namespace", identity.namespace),
                ("Project name", "project", "project", identity.project),
                ("Top-level CI file path", "workflow_filepath", "workflow", identity.workflow),
                ("Environment name", "environment", "environment", identity.environment),
            )
        case CircleCI():
            return (
                ("Organization ID", "organization_id", "organization-id", identity.organization_id),
                ("Project ID", "project_id", "project-id", identity.project_id),
                ("Pipeline definition ID", "pipeline_definition_id", "pipeline-id", identity.pipeline_id),
                ("VCS origin", "vcs_origin", "origin", identity.origin),
            )
        case _:
            assert_never(identity)


def _contexts(publisher: Publisher, identity: CircleCI) -> FormField:
    joined = ", ".join(identity.contexts)
    return FormField(
        "Context IDs", "context_ids", joined, _read_from(publisher, "contexts"), several=identity.contexts
    )


def _read_from(publisher: Publisher, attribute: str) -> str:
    source = publisher.read_from.get(attribute)
    return "" if source is None else str(source)


def _words(attribute: str, why: str, lines: tuple[_Line, ...]) -> str:
    found = next(((line[0], line[3]) for line in lines if line[2] == attribute), None)
    label, value = found or (attribute.capitalize(), "")
    shown = "".join(character if character.isprintable() else "?" for character in value[:60])
    return f"{label} {shown}: {why}" if shown else f"{label}: {why}"
