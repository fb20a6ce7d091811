"""Which publisher a run belongs to, and the publishers that wait for their project."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from primer.core.publisher import ActiveState, GitHubActions, GitLabCI, Google, OnPyPI
from primer.core.value import field, frozen
from primer.rehearsal.forge.identities import ACTIVESTATE, GITHUB, GITLAB, GOOGLE, Claims
from primer.rehearsal.pypi.names import normalised
from primer.rehearsal.pypi.refusal import Refusal

PENDING_SLOTS = 3
PENDING_DAYS = 30
REFUSED_EVENT = "pull_request_target"


@frozen
class Registered:
    """A registered identity; `owner_id` is the account's number at the provider, where it has one."""

    identity: OnPyPI
    owner_id: str = ""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))


@frozen
class Pending:
    """A publisher registered before its project exists; it does not reserve the name."""

    project: str
    registered: Registered
    made: datetime

    @property
    def id(self) -> str:
        """What names it on the site."""
        return self.registered.id


class PendingPublishers:
    """The person's pending publishers: three at once, gone after 30 days, no two of the same values."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._waiting: dict[str, Pending] = {}

    def all(self) -> tuple[Pending, ...]:
        """Those that have not run out."""
        since = self._clock() - timedelta(days=PENDING_DAYS)
        self._waiting = {p.id: p for p in self._waiting.values() if p.made > since}
        return tuple(self._waiting.values())

    def add(self, project: str, registered: Registered) -> Pending:
        """Registers one; Refusal when no slot is left or the same values are registered already."""
        waiting = self.all()
        if len(waiting) >= PENDING_SLOTS:
            raise Refusal(429, "You can't register more than 3 pending trusted publishers at once.")
        if any(pending.registered.identity == registered.identity for pending in waiting):
            raise Refusal(400, "This trusted publisher has already been registered.")
        pending = Pending(project, registered, self._clock())
        self._waiting[pending.id] = pending
        return pending

    def remove(self, identifier: str) -> bool:
        """Takes one away; False when it was not there."""
        return self._waiting.pop(identifier, None) is not None

    def remove_for(self, project: str) -> None:
        """Takes away all that wait for a project of this name."""
        for pending in self.all():
            if normalised(pending.project) == normalised(project):
                self.remove(pending.id)


def matching(claims: Claims, candidates: Iterable[Registered]) -> Registered | None:
    """The one a run's claims belong to: one that names the environment before one that takes any."""
    fitting = [registered for registered in candidates if fits(registered, claims)]
    named = (registered for registered in fitting if _names_environment(registered.identity))
    return next(named, fitting[0] if fitting else None)


def fits(registered: Registered, claims: Claims) -> bool:
    """Whether the claims are exactly what this identity promises, compared as PyPI compares them."""
    match registered.identity:
        case GitHubActions() as identity:
            same_account = _are(claims, {"repository_owner_id": registered.owner_id})
            return same_account and _fits_github(identity, claims)
        case GitLabCI() as identity:
            return _fits_gitlab(identity, claims)
        case Google(email, sub):
            return _are(claims, {"iss": GOOGLE, "email": email, **({"sub": sub} if sub else {})})
        case ActiveState(organization, project, actor):
            wanted = {"organization": organization, "project": project, "actor": actor}
            return _are(claims, {"iss": ACTIVESTATE, **wanted})


def misfit(claims: Claims, candidates: Iterable[Registered]) -> str:
    """Why no candidate fits: the first check that the nearest one does not pass, in PyPI's words."""
    near = [found for one in candidates if (found := _looked_up(one, claims))]
    if not near:
        return "Publisher with matching claims was not found"
    if claims.get("event_name") == REFUSED_EVENT:
        return f"Publishing from a workflow invoked via '{REFUSED_EVENT}' is not supported."
    expected = sorted(_workflow_refs(near[0], claims))
    got = _text(claims, "job_workflow_ref")
    return f"The job_workflow_ref claim does not match, expecting one of {expected!r}, got {got!r}"


def _looked_up(registered: Registered, claims: Claims) -> GitHubActions | None:
    """The identity, where PyPI finds it before it checks: by repository, account, file name, environment."""
    identity = registered.identity
    if not isinstance(identity, GitHubActions):
        return None
    file = _text(claims, "job_workflow_ref").partition("@")[0].rpartition("/")[2]
    found = (
        _are(claims, _repository(identity) | {"repository_owner_id": registered.owner_id})
        and file == identity.workflow
        and _in_environment(identity, claims)
    )
    return identity if found else None


def _repository(identity: GitHubActions) -> dict[str, str]:
    path = f"{identity.owner}/{identity.repository}"
    return {"iss": GITHUB, "repository": path, "repository_owner": identity.owner}


def _workflow_refs(identity: GitHubActions, claims: Claims) -> set[str]:
    file = f"{identity.owner}/{identity.repository}/.github/workflows/{identity.workflow}"
    return {f"{file}@{at}" for at in (_text(claims, "ref"), _text(claims, "sha")) if at}


def _in_environment(identity: GitHubActions, claims: Claims) -> bool:
    return not identity.environment or _text(claims, "environment").lower() == identity.environment.lower()


def _names_environment(identity: OnPyPI) -> bool:
    return isinstance(identity, GitHubActions | GitLabCI) and bool(identity.environment)


def _fits_github(identity: GitHubActions, claims: Claims) -> bool:
    return (
        _are(claims, _repository(identity))
        and _text(claims, "job_workflow_ref") in _workflow_refs(identity, claims)
        and claims.get("event_name") != REFUSED_EVENT
        and _in_environment(identity, claims)
    )


def _fits_gitlab(identity: GitLabCI, claims: Claims) -> bool:
    path = f"{identity.namespace}/{identity.project}"
    reference = str(claims.get("ci_config_ref_uri", ""))
    return (
        _are(claims, {"iss": GITLAB, "project_path": path})
        and reference.startswith(f"gitlab.com/{path}//{identity.workflow}@")
        and identity.environment in {"", _text(claims, "environment")}
    )


def _are(claims: Claims, wanted: Mapping[str, str]) -> bool:
    return all(claims.get(key) == value for key, value in wanted.items())


def _text(claims: Claims, key: str) -> str:
    value = claims.get(key)
    return value if isinstance(value, str) else ""
