"""Identity tokens of CI runs: what they say of a run, by the names that are known."""

import base64
import json
from collections.abc import Mapping

from primer.core.secret import Secret

KNOWN = (
    "iss",
    "aud",
    "sub",
    "repository",
    "repository_owner",
    "repository_owner_id",
    "workflow_ref",
    "job_workflow_ref",
    "ref",
    "environment",
    "event_name",
    "namespace_path",
    "project_path",
    "ci_config_ref_uri",
    "ref_path",
    "pipeline_source",
)
"""The claims that are shown: those that publishers are compared with, and what tells one run from another."""
LONGEST = 300


def claims_of(token: Secret) -> Mapping[str, str]:
    """The known claims of a token (a JWT), unverified; empty where it is none."""
    payload = token.reveal().split(".")[1:2]
    try:
        found: object = json.loads(base64.urlsafe_b64decode("".join(payload) + "=="))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    said = ((name, found.get(name)) for name in KNOWN)
    return {name: value[:LONGEST] for name, value in said if isinstance(value, str)}


def provider_of(claims: Mapping[str, str]) -> str:
    """Whose run it is, as the registries' forms call the provider; empty where the claims do not say."""
    if "repository" in claims:
        return "github"
    return "gitlab" if "project_path" in claims else ""
