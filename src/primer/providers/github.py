"""GitHub Actions: its hosts, its addresses, and the values PyPI's form for it takes.

Source of the rules: warehouse, `oidc/forms/github.py` and `oidc/forms/_core.py`.
"""

import re

from primer.core.publisher import GitHubActions
from primer.core.regex import regex
from primer.core.repository import Remote
from primer.core.value import replace
from primer.providers.refused import Refused, unless

HOST = "github.com"
HOSTS = frozenset({HOST, "www.github.com", "ssh.github.com"})
"""Other names of the same host; the second is for ssh over port 443."""
API_URL = "https://api.github.com"
WEB_URL = "https://github.com"

_OWNER = regex(r"[a-zA-Z0-9][a-zA-Z0-9-]*", re.ASCII)
_REPOSITORY = regex(r"[a-zA-Z0-9-_.]+", re.ASCII)
_FORBIDDEN = regex("[\\x00-\\x1f\\x7f'\"`,;\\\\]")
LONGEST_ENVIRONMENT = 255


def hosted(remote: Remote | None) -> str:
    """`owner/name` of a repository on github.com; empty for any other."""
    return remote.path if remote is not None and remote.host == HOST else ""


def unlooked(remote: Remote, why: str) -> Remote:
    """The remote as it was, with the reason why GitHub was not asked or did not say."""
    return replace(remote, note=f"casing not looked up: {why}")


def refusal(identity: GitHubActions) -> Refused | None:
    """The first attribute that the form does not take, and why."""
    return (
        unless(_OWNER.fullmatch(identity.owner), "owner", "is no GitHub user or organization name")
        or unless(_REPOSITORY.fullmatch(identity.repository), "repository", "is no GitHub repository name")
        or _workflow_refusal(identity.workflow)
        or environment_refusal(identity.environment)
    )


def _workflow_refusal(workflow: str) -> Refused | None:
    return unless(
        "/" not in workflow, "workflow", "is a path; the form takes the file's name alone"
    ) or unless(workflow.endswith((".yml", ".yaml")), "workflow", "does not end in .yml or .yaml")


def environment_refusal(environment: str) -> Refused | None:
    """Why an environment's name is not taken; empty stands for none and is."""
    return unless(
        len(environment) <= LONGEST_ENVIRONMENT, "environment", f"is longer than {LONGEST_ENVIRONMENT}"
    ) or unless(
        not _FORBIDDEN.search(environment),
        "environment",
        "contains a quote, comma, semicolon, backslash or control character",
    )


def runs_page(identity: GitHubActions, web: str = WEB_URL) -> str:
    """The page that lists the runs of the workflow."""
    return f"{web}/{identity.owner}/{identity.repository}/actions/workflows/{identity.workflow}"


def secrets_page(repository: str) -> str:
    """The page of the secrets that Actions may use, those of the environments among them."""
    return f"{WEB_URL}/{repository}/settings/secrets/actions"
