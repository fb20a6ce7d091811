"""CircleCI's cloud: the values npm's form for it takes; PyPI has none.

Source of the rules: npm's documentation of trusted publishers.
"""

import re

from primer.core.publisher import CircleCI
from primer.core.regex import regex
from primer.providers.refused import Refused, unless

NAME = "circleci"
IDENTITY = "NPM_ID_TOKEN"
"""Where npm looks for the identity that `circleci run oidc get` gives."""
HOSTS = frozenset({"github.com", "gitlab.com", "bitbucket.org"})
"""Where its projects' repositories may lie."""
PAGES = {
    "organization-id": "Organization Settings, Overview",
    "project-id": "Project Settings, Overview",
    "pipeline-id": "Project Settings, Project Setup",
}
"""Where its pages show the ids that no file of a repository holds."""
_UUID = regex(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ORIGIN = regex(r"[\w.-]+(?:/[\w.-]+){2,}", re.ASCII)


def refusal(identity: CircleCI) -> Refused | None:
    """The first attribute that the form does not take, and why."""
    named = (
        ("organization-id", identity.organization_id),
        ("project-id", identity.project_id),
        ("pipeline-id", identity.pipeline_id),
        *(("contexts", context) for context in identity.contexts),
    )
    wrong = (unless(_UUID.fullmatch(value), key, "is no UUID") for key, value in named)
    return next(filter(None, wrong), None) or unless(
        _ORIGIN.fullmatch(identity.origin), "origin", "is not written as github.com/owner/name"
    )
