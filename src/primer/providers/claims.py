"""What a run presents about itself beside what a publisher expects, field by field, as registries compare.

Source: warehouse, `oidc/models/*.py`; the claims are those of the providers' identity tokens.
"""

from collections.abc import Callable, Mapping
from typing import assert_never

from primer.core.publisher import ActiveState, CircleCI, GitHubActions, GitLabCI, Google, Identity
from primer.core.regex import regex
from primer.core.value import frozen

_WORKFLOW_REF = regex(r"(?P<repository>[^/]+/[^/]+)/\.github/workflows/(?P<file>[^@]+)(?:@.*)?")
_PIPELINE_REF = regex(r"[^/]+/(?P<project>.+?)//(?P<file>[^@]+)(?:@.*)?")


@frozen
class Compared:
    """One field by the identity's attribute: what a run presented and what the publisher expects.

    `presented` is None where the run's claims do not say.
    """

    attribute: str
    presented: str | None
    expected: str
    equal: bool


def compare(identity: Identity, claims: Mapping[str, str]) -> tuple[Compared, ...]:
    """Every field of a publisher beside a run's claims; a claim that was not printed is no difference."""
    return tuple(
        Compared(attribute, said, expected, equal(said, expected))
        for attribute, said, expected, equal in _rows(identity, claims)
    )


def differing(identity: Identity, claims: Mapping[str, str]) -> tuple[Compared, ...]:
    """The fields that a run's claims do not meet."""
    return tuple(row for row in compare(identity, claims) if not row.equal)


_Row = tuple[str, str | None, str, Callable[[str | None, str], bool]]


def _rows(identity: Identity, claims: Mapping[str, str]) -> tuple[_Row, ...]:
    match identity:
        case GitHubActions():
            return _github(identity, claims)
        case GitLabCI():
            return _gitlab(identity, claims)
        case Google(email, sub):
            return (("email", claims.get("email"), email, _same), ("sub", claims.get("sub"), sub, _wanted))
        case ActiveState(organization, project, actor):
            return (
                ("organization", claims.get("organization"), organization, _same),
                ("project", claims.get("project"), project, _same),
                ("actor", claims.get("actor"), actor, _same),
            )
        case CircleCI():
            return _circleci(identity, claims)
        case _:
            assert_never(identity)


def _circleci(identity: CircleCI, claims: Mapping[str, str]) -> tuple[_Row, ...]:
    return (
        ("organization-id", claims.get("oidc.circleci.com/org-id"), identity.organization_id, _same),
        ("project-id", claims.get("oidc.circleci.com/project-id"), identity.project_id, _same),
        (
            "pipeline-id",
            claims.get("oidc.circleci.com/pipeline-definition-id"),
            identity.pipeline_id,
            _same,
        ),
        ("origin", claims.get("oidc.circleci.com/vcs-origin"), identity.origin, _same),
    )


def _github(identity: GitHubActions, claims: Mapping[str, str]) -> tuple[_Row, ...]:
    repository = claims.get("repository")
    owner = claims.get("repository_owner") or (repository.partition("/")[0] if repository else None)
    name = repository.partition("/")[2] if repository else None
    return (
        ("owner", owner, identity.owner, _same),
        ("repository", name, identity.repository, _same),
        ("workflow", _github_file(claims), identity.workflow, _same),
        ("environment", _environment(claims), identity.environment, _wanted_whatever_case),
    )


def _github_file(claims: Mapping[str, str]) -> str | None:
    """The file that contains the publishing job; with its repository where that is another one."""
    reference = claims.get("job_workflow_ref") or claims.get("workflow_ref")
    found = _WORKFLOW_REF.fullmatch(reference or "")
    if found is None:
        return reference
    elsewhere = found["repository"].lower() != claims.get("repository", found["repository"]).lower()
    return f"{found['repository']}/{found['file']}" if elsewhere else found["file"]


def _gitlab(identity: GitLabCI, claims: Mapping[str, str]) -> tuple[_Row, ...]:
    path = claims.get("project_path")
    namespace = claims.get("namespace_path") or (path.rpartition("/")[0] if path else None)
    return (
        ("namespace", namespace, identity.namespace, _same),
        ("project", path.rpartition("/")[2] if path else None, identity.project, _same),
        ("workflow", _gitlab_file(claims), identity.workflow, _same),
        ("environment", _environment(claims), identity.environment, _wanted),
    )


def _gitlab_file(claims: Mapping[str, str]) -> str | None:
    """The pipeline's file; with its project where that is another one."""
    found = _PIPELINE_REF.fullmatch(claims.get("ci_config_ref_uri", ""))
    if found is None:
        return None
    elsewhere = found["project"] != claims.get("project_path", found["project"])
    return f"{found['project']}//{found['file']}" if elsewhere else found["file"]


def _environment(claims: Mapping[str, str]) -> str | None:
    """An absent environment is a run without one, as long as any claims were printed at all."""
    return claims.get("environment", "" if claims else None)


def _same(presented: str | None, expected: str) -> bool:
    return presented is None or presented == expected


def _wanted(presented: str | None, expected: str) -> bool:
    """A publisher that names none takes any."""
    return not expected or _same(presented, expected)


def _wanted_whatever_case(presented: str | None, expected: str) -> bool:
    return _wanted(presented.lower() if presented is not None else None, expected.lower())
