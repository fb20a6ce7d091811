"""Whether an attestation's publisher is the identity that was emitted, compared as PyPI compares it."""

from collections.abc import Callable
from typing import assert_never

from primer.core.project import Difference, Provenance
from primer.core.publisher import ActiveState, CircleCI, GitHubActions, GitLabCI, Google, Identity


def exact(value: str) -> str:
    """Compared as written."""
    return value


def folded(value: str) -> str:
    """Compared without regard to case."""
    return value.lower()


_Line = tuple[str, str, str, Callable[[str], str]]
"""Label, emitted, proven, how both are compared."""


def differences(identity: Identity, proven: Provenance) -> tuple[Difference, ...]:
    """The fields in which the proof differs; another kind of publisher is one difference."""
    kind, lines = _lines(identity, dict(proven.claims))
    if proven.kind != kind:
        return (Difference("Publisher", kind, proven.kind),)
    return tuple(
        Difference(label, emitted, shown)
        for label, emitted, shown, seen_as in lines
        if seen_as(emitted) != seen_as(shown)
    )


def identity_of(proven: Provenance) -> Identity | None:
    """The identity that a proof names, as far as a proof shows it; None for a kind that is not known."""
    claims = dict(proven.claims)
    environment = claims.get("environment", "")
    match proven.kind, claims:
        case "GitHub", {"repository": repository, "workflow": workflow}:
            owner, _, name = repository.partition("/")
            return GitHubActions(owner, name, workflow, environment)
        case "GitLab", {"repository": repository, "workflow_filepath": workflow}:
            namespace, _, name = repository.rpartition("/")
            return GitLabCI(namespace, name, workflow, environment)
        case "Google", {"email": email}:
            return Google(email)
        case _:
            return None


def provable(identity: Identity) -> bool:
    """Whether PyPI takes attestations of this identity; not of ActiveState's or CircleCI's."""
    return not isinstance(identity, ActiveState | CircleCI)


def _lines(identity: Identity, claims: dict[str, str]) -> tuple[str, tuple[_Line, ...]]:
    match identity:
        case GitHubActions():
            return "GitHub", _github(identity, claims)
        case GitLabCI():
            return "GitLab", _gitlab(identity, claims)
        case Google():
            # A proof of Google's never shows the subject.
            return "Google", (("Email", identity.email, claims.get("email", ""), exact),)
        case ActiveState():
            return "ActiveState", ()
        case CircleCI():
            return "CircleCI", ()
        case _:
            assert_never(identity)


def _github(identity: GitHubActions, claims: dict[str, str]) -> tuple[_Line, ...]:
    owner, _, repository = claims.get("repository", "").partition("/")
    return (
        # PyPI stores the owner as GitHub writes it, and the environment in lower case.
        ("Owner", identity.owner, owner, folded),
        ("Repository name", identity.repository, repository, exact),
        ("Workflow name", identity.workflow, claims.get("workflow", ""), exact),
        ("Environment name", identity.environment, claims.get("environment", ""), folded),
    )


def _gitlab(identity: GitLabCI, claims: dict[str, str]) -> tuple[_Line, ...]:
    namespace, _, project = claims.get("repository", "").rpartition("/")
    return (
        ("Namespace", identity.namespace, namespace, exact),
        ("Project name", identity.project, project, exact),
        ("Top-level pipeline file path", identity.workflow, claims.get("workflow_filepath", ""), exact),
        ("Environment name", identity.environment, claims.get("environment", ""), exact),
    )
