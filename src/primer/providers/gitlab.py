"""GitLab CI/CD: its hosts, its pages, and the values PyPI's form for it takes.

Source of the rules: warehouse, `oidc/forms/gitlab.py`.
"""

import re

from primer.core.publisher import GitLabCI
from primer.core.regex import regex
from primer.providers.refused import Refused, unless

HOST = "gitlab.com"
HOSTS = frozenset({HOST, "www.gitlab.com", "altssh.gitlab.com"})
"""Other names of the same host; the last is for ssh over port 443."""
WEB_URL = "https://gitlab.com"
PIPELINE = ".gitlab-ci.yml"

_NAMESPACE = regex(r"[a-zA-Z0-9](?:[a-zA-Z0-9-_./+]*[a-zA-Z0-9])?", re.ASCII)
_PROJECT = regex(r"[a-zA-Z0-9](?:[a-zA-Z0-9_.-]*[a-zA-Z0-9])?", re.ASCII)
_RESERVED = (".git", ".atom")
_CONTROL = regex(r"[\x00-\x1f\x7f]")
LONGEST_ENVIRONMENT = 255


def refusal(identity: GitLabCI) -> Refused | None:
    """The first attribute that the form does not take, and why."""
    return (
        _name_refusal("namespace", identity.namespace, _NAMESPACE)
        or _name_refusal("project", identity.project, _PROJECT)
        or _workflow_refusal(identity.workflow)
        or _environment_refusal(identity.environment)
    )


def _name_refusal(attribute: str, value: str, pattern: re.Pattern[str]) -> Refused | None:
    return unless(pattern.fullmatch(value), attribute, f"is no GitLab {attribute}") or unless(
        not value.endswith(_RESERVED), attribute, "ends in .git or .atom, which GitLab reserves"
    )


def _workflow_refusal(workflow: str) -> Refused | None:
    return unless(
        not workflow.startswith("/") and not workflow.endswith("/"),
        "workflow",
        "begins or ends with a slash; it is a path from the top of the project",
    ) or unless(workflow.endswith((".yml", ".yaml")), "workflow", "does not end in .yml or .yaml")


def _environment_refusal(environment: str) -> Refused | None:
    return unless(
        len(environment) <= LONGEST_ENVIRONMENT, "environment", f"is longer than {LONGEST_ENVIRONMENT}"
    ) or unless(not _CONTROL.search(environment), "environment", "contains a control character")


def runs_page(identity: GitLabCI, web: str = WEB_URL) -> str:
    """The page that lists the project's pipelines."""
    return f"{web}/{identity.namespace}/{identity.project}/-/pipelines"
