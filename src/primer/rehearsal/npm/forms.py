"""The publisher forms of npm's access page: fields with labels, and the publisher that one stands for."""

from collections.abc import Mapping

from primer.core.publisher import CircleCI, GitHubActions, GitLabCI
from primer.rehearsal.markup import Field, Form
from primer.rehearsal.npm.claims import TITLES, OnNpm
from primer.rehearsal.npm.packages import PUBLISH, STAGE

ACTIONS = {"npm publish": (PUBLISH,), "npm stage publish": (STAGE,), "both": (PUBLISH, STAGE)}
"""What may be allowed, as the page words it, and what the interface calls it."""

FORMS: Mapping[str, Mapping[str, str]] = {
    "github": {
        "owner": "Organization or user",
        "repository": "Repository",
        "workflow_filename": "Workflow filename",
        "environment": "Environment name",
    },
    "gitlab": {
        "namespace": "Namespace",
        "project": "Project name",
        "workflow_filepath": "Top-level CI file path",
        "environment": "Environment name",
    },
    "circleci": {
        "organization_id": "Organization ID",
        "project_id": "Project ID",
        "pipeline_definition_id": "Pipeline definition ID",
        "vcs_origin": "VCS origin",
        "context_ids": "Context IDs",
    },
}


def publisher_form(action: str, kind: str) -> Form:
    """A provider's form, empty: npm's page fills nothing in beforehand."""
    fields = [Field(label, key) for key, label in FORMS[kind].items()]
    actions = Field("Allowed actions", "allowed_actions", "npm publish", {name: name for name in ACTIONS})
    return Form(action, "Set up connection", [*fields, actions], {"type": kind}, kind, TITLES[kind])


def identity_of(kind: str, values: Mapping[str, str]) -> OnNpm:
    """The identity that a filled form stands for, as typed: the page checks nothing of it."""
    typed = {key: values.get(key, "").strip() for key in FORMS[kind]}
    match kind:
        case "github":
            return GitHubActions(
                typed["owner"], typed["repository"], typed["workflow_filename"], typed["environment"]
            )
        case "gitlab":
            return GitLabCI(
                typed["namespace"], typed["project"], typed["workflow_filepath"], typed["environment"]
            )
        case _:
            contexts = tuple(typed["context_ids"].replace(",", " ").split())
            return CircleCI(
                typed["organization_id"],
                typed["project_id"],
                typed["pipeline_definition_id"],
                typed["vcs_origin"],
                contexts,
            )
