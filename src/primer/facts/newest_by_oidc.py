"""The newest release of a project that existed before came through OIDC."""

from primer.core.evidence import Evidence, said, seen
from primer.core.project import Absent, Provenance, Unlooked
from primer.core.publisher import ActiveState, GitHubActions, GitLabCI, Google
from primer.core.value import frozen, replace
from primer.core.verdict import Done, Mend, Todo, Unseen, Verdict, Waits
from primer.core.workflow import Credential
from primer.facts.claimed import Claimed
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.newest import Newest, Shown, newest_release, shown_by
from primer.facts.points_at import home_of
from primer.facts.proof import ROUNDED
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.registration import registration
from primer.facts.target import Target, TargetFact
from primer.ports.eyes import Eyes
from primer.registries.known import interface_of


@frozen
class NewestByOidc(TargetFact):
    """Believes the provenance of every file; without one, what the CI job here presents decides.

    A release without provenance is no proof of a token, since OIDC does not have to leave any.
    """

    NAME = "newest-by-oidc"
    TITLE = "newest release by OIDC"
    AFTER = (Claimed.NAME,)

    def look(self, eyes: Eyes) -> Verdict:
        """Done when every file of the newest release is proven, or the person vouched for the release."""
        project = eyes.project(self.target.registry, self.target.name)
        if isinstance(project, Unlooked):
            return Unseen(project.why)
        if isinstance(project, Absent):
            return Waits((self.target.fact(Claimed.NAME),))
        release = newest_release(project, self.target.registry.ecosystem)
        if release is None:
            return _no_release(self.target, project.status)
        shown = shown_by(release, eyes)
        if isinstance(shown, Unlooked):
            return Unseen(shown.why)
        if shown.publishers and not shown.bare:
            return Done(_proof(self.target, release, shown, eyes))
        if all(file.trusted_by for file in release.files):
            claim = f"{release.label} by a trusted publisher ({release.files[0].trusted_by})"
            return Done(seen(claim, self.target.registry.title, eyes.now()))
        return _unproven(self.target, release, _lacks(release, shown), eyes)


def _no_release(target: Target, status: str) -> Verdict:
    if status != "active":
        return Unseen(f"the project is {status}, and {target.registry.title} shows no release of it")
    return Waits((target.fact(FirstOidcPublish.NAME),))


def _proof(target: Target, release: Newest, shown: Shown, eyes: Eyes) -> Evidence:
    by = " and ".join(described(target, one) for one in shown.publishers)
    return seen(
        f"{release.label} by {by}", f"{target.registry.title}, {shown.proven[0].filename}", eyes.now()
    )


def described(target: Target, proven: Provenance) -> str:
    """A proof's publisher in words: `GitHub acme/mono, publish.yaml, environment pypi`."""
    identity = interface_of(target.registry).identity(proven)
    if isinstance(identity, GitHubActions | GitLabCI):
        environment = f"environment {identity.environment}" if identity.environment else "no environment"
        shown = f", {environment}" if _shows_environment(target, identity, proven) else ""
        return f"{proven.kind} {home_of(identity)}, {identity.workflow}{shown}"
    return f"{proven.kind} {', '.join(value for _, value in proven.claims)}"


def _shows_environment(target: Target, identity: GitHubActions | GitLabCI, proven: Provenance) -> bool:
    """A proof that shows none differs in none."""
    another = replace(identity, environment="another than any")
    return bool(interface_of(target.registry).differences(another, proven))


def _lacks(release: Newest, shown: Shown) -> str:
    if any(file.provenance and file.trusted_by == "" for file in shown.bare):
        return f"{release.label} carries no provenance of a trusted publisher"
    if not shown.proven:
        return f"{release.label} carries no provenance"
    return f"{release.label}: {', '.join(file.filename for file in shown.bare)} carries no provenance"


def _unproven(target: Target, release: Newest, lacks: str, eyes: Eyes) -> Verdict:
    if not (offers := eyes.offers_publishers(target.registry)):
        return Unseen(f"{target.registry.title} takes no part in trusted publishing")
    if isinstance(offers, Unlooked):
        return Unseen(offers.why)
    vouched = eyes.memory().declared(str(target.fact(FirstOidcPublish.NAME)))
    if vouched is not None and vouched.values.get("version") == release.version:
        return Done(said(f"{release.version} came through OIDC", vouched.at))
    return _by_token(target, lacks) or _by_identity(target, release, lacks, eyes)


def _by_token(target: Target, lacks: str) -> Todo | None:
    """What the jobs here say of how it came, where no identity can have been presented."""
    stored = [job for job in target.jobs if job.credential is Credential.STORED]
    if stored:
        tokens = ", ".join(dict.fromkeys(name for job in stored for name in job.tokens)) or "a stored token"
        return Todo(Mend(f"{lacks}: it is still uploaded with {tokens}, at {stored[0].source}"))
    identity = target.publisher.identity if target.publisher else None
    outside = isinstance(identity, Google | ActiveState)
    if outside or any(job.credential is Credential.OIDC for job in target.jobs):
        return None
    return Todo(Mend(f"{lacks}, and no job here publishes through OIDC: it came by hand, or from elsewhere"))


def _by_identity(target: Target, release: Newest, lacks: str, eyes: Eyes) -> Verdict:
    """CI could have published it through OIDC; whether it did hangs on when the publisher came."""
    identity = target.publisher.identity if target.publisher else None
    if identity is not None and not interface_of(target.registry).provable(identity):
        return Unseen(f"{lacks}: releases of this provider never do")
    register = PublisherRegistered(target)
    if isinstance(register.look(eyes), Todo):
        return Waits((register.id,))
    registered = registration(target, eyes)
    if registered and release.uploaded and release.uploaded < registered.at - ROUNDED:
        return Waits((target.fact(FirstOidcPublish.NAME),))
    return Unseen(f"{lacks}; the job here publishes through OIDC, which does not have to leave any")
