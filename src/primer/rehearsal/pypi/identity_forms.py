"""The publisher forms of the site: fields with their labels and rules, one table a provider."""

import re
from collections.abc import Callable, Mapping

from primer.core.publisher import ActiveState, GitHubActions, GitLabCI, Google, OnPyPI
from primer.core.value import frozen
from primer.rehearsal.pypi.refusal import Refusal


@frozen
class Entry:
    """One field of a form; `wrong` says why a value is illegal, or gives nothing."""

    label: str
    key: str
    wrong: Callable[[str], str]
    optional: bool = False


def _matching(pattern: str, words: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)
    return lambda value: "" if compiled.fullmatch(value) else words


def _workflow_name(value: str) -> str:
    if not value.endswith((".yml", ".yaml")):
        return "Workflow name must end with .yml or .yaml"
    return "Workflow filename must be a filename only, without directories" if "/" in value else ""


def _pipeline_path(value: str) -> str:
    if not value.endswith((".yml", ".yaml")):
        return "Top-level pipeline file path must end with .yml or .yaml"
    outside = value.startswith("/") or value.endswith("/")
    return "Top-level pipeline file path cannot start or end with /" if outside else ""


def _environment(value: str) -> str:
    if len(value) > 255:
        return "Environment name is too long"
    if re.search(r"[\x00-\x1f\x7f'\"`,;\\]", value):
        return "Environment name must not contain non-printable characters or ' \" ` , ; \\"
    return ""


def _gitlab_part(pattern: str) -> Callable[[str], str]:
    matching = _matching(pattern, "Invalid GitLab name")
    return lambda value: "Invalid GitLab name" if value.endswith((".git", ".atom")) else matching(value)


def _anything(_value: str) -> str:
    return ""


_OWNER = _matching(r"[a-zA-Z0-9][a-zA-Z0-9-]*", "Invalid GitHub user or organization name.")
_REPOSITORY = _matching(r"[a-zA-Z0-9-_.]+", "Invalid repository name")
_NAMESPACE = _gitlab_part(r"[a-zA-Z0-9][a-zA-Z0-9-_./+]*[a-zA-Z0-9]")
_PROJECT = _gitlab_part(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*[a-zA-Z0-9]")
_EMAIL = _matching(r"[^@\s]+@[^@\s]+", "Invalid email address")

FORMS: Mapping[str, tuple[Entry, ...]] = {
    "github": (
        Entry("Owner", "owner", _OWNER),
        Entry("Repository name", "repository", _REPOSITORY),
        Entry("Workflow name", "workflow_filename", _workflow_name),
        Entry("Environment name", "environment", _environment, optional=True),
    ),
    "gitlab": (
        Entry("Namespace", "namespace", _NAMESPACE),
        Entry("Project name", "project", _PROJECT),
        Entry("Top-level pipeline file path", "workflow_filepath", _pipeline_path),
        Entry("Environment name", "environment", _environment, optional=True),
    ),
    "google": (
        Entry("Email", "email", _EMAIL),
        Entry("Subject", "sub", _anything, optional=True),
    ),
    "activestate": (
        Entry("Organization", "organization", _anything),
        Entry("ActiveState Project name", "project", _anything),
        Entry("Actor Username", "actor", _anything),
    ),
}


def identity_of(provider: str, values: Mapping[str, str], owner_casing: str = "") -> OnPyPI:
    """The identity a filled form stands for, as PyPI stores it; Refusal 400 names the first wrong field.

    `owner_casing` is the owner as GitHub writes it: PyPI looks it up, and stores everything else as typed,
    but for GitHub's environment, which it lower-cases.
    """
    filled = _checked(provider, {key: value.strip() for key, value in values.items()})
    match provider:
        case "github":
            owner = owner_casing if owner_casing.lower() == filled["owner"].lower() else filled["owner"]
            environment = filled["environment"].lower()
            return GitHubActions(owner, filled["repository"], filled["workflow_filename"], environment)
        case "gitlab":
            path = filled["workflow_filepath"]
            return GitLabCI(filled["namespace"], filled["project"], path, filled["environment"])
        case "google":
            return Google(filled["email"], filled["sub"])
        case _:
            return ActiveState(filled["organization"], filled["project"], filled["actor"])


def _checked(provider: str, values: Mapping[str, str]) -> dict[str, str]:
    filled: dict[str, str] = {}
    for entry in FORMS.get(provider, ()):
        value = values.get(entry.key, "")
        wrong = entry.wrong(value) if value else "" if entry.optional else "This field is required."
        if wrong:
            raise Refusal(400, f"{entry.label}: {wrong}")
        filled[entry.key] = value
    if not filled:
        raise Refusal(400, f"There is no publisher form for {provider!r}.")
    return filled


def provider_of(identity: OnPyPI) -> str:
    """The form's name for a kind of identity."""
    match identity:
        case GitHubActions():
            return "github"
        case GitLabCI():
            return "gitlab"
        case Google():
            return "google"
        case ActiveState():
            return "activestate"


def described(identity: OnPyPI) -> str:
    """One line that names an identity to a person."""
    match identity:
        case GitHubActions(owner, repository, workflow, environment):
            return f"GitHub {owner}/{repository}, {workflow}, environment {environment or '(Any)'}"
        case GitLabCI(namespace, project, workflow, environment):
            return f"GitLab {namespace}/{project}, {workflow}, environment {environment or '(Any)'}"
        case Google(email, sub):
            return f"Google {email}{', ' + sub if sub else ''}"
        case ActiveState(organization, project, actor):
            return f"ActiveState {organization}/{project}, {actor}"
