"""Every cause there is, by the name it has everywhere, with what says what to change."""

from collections.abc import Callable, Mapping

from primer.diagnosis import npm_remedies as npm
from primer.diagnosis import python_remedies as python
from primer.diagnosis.case import Case, Remedy
from primer.diagnosis.mismatch import invalid_publisher

_Says = Callable[[Case], Remedy]


def _by_registry(of_an_index: _Says, of_npm: _Says) -> _Says:
    return lambda case: of_npm(case) if case.of_npm else of_an_index(case)


REMEDIES: Mapping[str, _Says] = {
    "invalid-publisher": invalid_publisher,
    "stale-pending-publisher": python.stale_pending_publisher,
    "project-not-created": python.project_not_created,
    "creation-quota": python.creation_quota,
    "file-exists": python.file_exists,
    "not-allowed": _by_registry(python.not_allowed, npm.npm_not_authorised),
    "dead-token": _by_registry(python.dead_token, npm.npm_token),
    "reused-identity-token": python.reused_identity_token,
    "missing-id-token": python.missing_id_token,
    "tag-object-pin": python.tag_object_pin,
    "old-tool": python.old_tool,
    "name-refused": python.name_refused,
    "old-release": python.old_release,
    "waiting-for-review": python.waiting_for_review,
    "npm-too-old": npm.npm_too_old,
    "npm-not-authorised": npm.npm_not_authorised,
    "npm-repository-mismatch": npm.npm_repository_mismatch,
    "npm-otp": npm.npm_otp,
    "npm-action-not-allowed": npm.npm_action_not_allowed,
    "npm-not-public": npm.npm_not_public,
    "not-live": python.not_live,
}
CAUSES = tuple(REMEDIES)
"""What is looked for, by name."""


def remedy_for(case: Case) -> Remedy:
    """The one thing to change."""
    return REMEDIES[case.sighting.cause](case)
