"""A release is on the registry, and the project is the person's."""

from datetime import timedelta

from primer.core.choices import Route
from primer.core.evidence import said, seen
from primer.core.problem import YourInput
from primer.core.project import Absent, Owners, Project, ReleaseFile, Unlooked
from primer.core.registry import Ecosystem
from primer.core.value import frozen
from primer.core.verdict import Await, Done, Mend, Todo, Unseen, Upload, Verdict, Visit
from primer.facts.name_allowed import NameAllowed
from primer.facts.ours import compare
from primer.facts.target import Target, TargetFact
from primer.placeholders.versions import refusal
from primer.ports.eyes import Eyes
from primer.registries.known import interface_of

GROWS = timedelta(days=14)
"""How long a release takes further files on PyPI (warehouse#19727)."""


@frozen
class Claimed(TargetFact):
    """Believes the registry's word on its owner first, then the bytes; a stranger's project is never done."""

    NAME = "claimed"
    TITLE = "claimed"
    AFTER = (NameAllowed.NAME,)

    def look(self, eyes: Eyes) -> Verdict:
        """Done when the project is there and is the person's."""
        match eyes.project(self.target.registry, self.target.name):
            case Unlooked(why):
                return Unseen(why)
            case Absent():
                return _to_claim(self.target, eyes)
            case project:
                return _whose(self.target, project, eyes)


def _to_claim(target: Target, eyes: Eyes) -> Verdict:
    if target.route is Route.ORGANIZATION:
        return _to_create(target, "an owner of the organization creates the project on its page")
    if target.obstacle is not None:
        return Todo(Mend(target.obstacle.message, target.obstacle))
    why = version_refusal(target)
    if why is not None:
        return Todo(Mend(why, version_refused(target, why)))
    if (still := unserved(target, eyes)) is not None:
        return Todo(Await(still))
    quota = eyes.memory().quota(target.registry.name)
    if quota is not None and quota.remaining <= 0 and eyes.now() < quota.resets:
        return Todo(
            Await(f"no project of this name; the quota allows the next one {quota.resets:%Y-%m-%d %H:%M} UTC")
        )
    return Todo(Upload(f"upload placeholder {target.placeholder}"))


def unserved(target: Target, eyes: Eyes) -> str | None:
    """That a file was taken and may stay unseen for a while, as a sentence; None where it should be there."""
    manager = interface_of(target.registry).manager
    uploads = eyes.memory().uploads(target.registry.name, target.name)
    if manager is None or not uploads:
        return None
    ends = uploads[-1].at + manager.clocks.served
    if eyes.now() >= ends:
        return None
    title = target.registry.title
    return f"{title} took it {uploads[-1].at:%H:%M} UTC, and may take until {ends:%H:%M} UTC to show it"


def version_refusal(target: Target) -> str | None:
    """Why the placeholder cannot stand below the package's own version; None where it can."""
    return refusal(target.placeholder, target.package.version, target.package.ecosystem)


def version_refused(target: Target, why: str) -> YourInput:
    """The same as a problem, at the place that says the version."""
    places = target.versions.places if target.versions.decided else ()
    return YourInput(
        "placeholder-version",
        f"{target.name} cannot be primed with placeholder {target.placeholder}: {why}",
        hint="raise the package's own version, or choose a lower one with --placeholder-version",
        source=places[0].source if places else target.package.source,
    )


def _whose(target: Target, project: Project, eyes: Eyes) -> Verdict:
    owners = eyes.owners(target.registry, target.name) if target.account else Absent()
    if isinstance(owners, Owners) and not owners.organization:
        return _by_owner(target, project, owners, eyes)
    if isinstance(owners, Owners) and _names(owners, target.account):
        return _by_owner(target, project, owners, eyes)
    if target.route is Route.ORGANIZATION:
        return _by_word(target, eyes)
    if isinstance(owners, Owners):
        return Unseen(f"it belongs to the organization {owners.organization}; primer cannot see who is in it")
    return _by_bytes(target, project, eyes, owners)


def _names(owners: Owners, account: str) -> bool:
    return account.lower() in {user.lower() for user in owners.users}


def _by_owner(target: Target, project: Project, owners: Owners, eyes: Eyes) -> Verdict:
    if not _names(owners, target.account):
        return Todo(Mend("a project of this name belongs to somebody else", _taken(target, owners)))
    ours = compare(target.registry, project, target.placeholder, eyes).ours
    claim = f"{_newest(project)}owned by {target.account}"
    return _unfinished(target, project, ours, eyes) or Done(seen(claim, target.registry.title, eyes.now()))


def _taken(target: Target, owners: Owners) -> YourInput:
    named = ", ".join(owners.users) or "somebody else"
    return YourInput(
        "name-taken",
        f"{target.name} on {target.registry.title} belongs to {named}, not to {target.account}",
        hint="choose another name, ask its owner to add you, or correct the account with --account",
        source=target.package.source,
    )


def _by_bytes(target: Target, project: Project, eyes: Eyes, owners: Absent | Unlooked) -> Verdict:
    compared = compare(target.registry, project, target.placeholder, eyes)
    if compared.unlooked:
        return Unseen(compared.unlooked)
    if compared.ours and not compared.foreign:
        claim = f"{compared.ours[0].version}, byte for byte our placeholder"
        done = Done(seen(claim, target.registry.title, eyes.now()))
        return _unfinished(target, project, compared.ours, eyes) or done
    if isinstance(owners, Unlooked):
        return Unseen(f"a project of this name exists; whose it is could not be looked up: {owners.why}")
    return Unseen("a project of this name exists; primer cannot tell whose" + _account_hint(target))


def _account_hint(target: Target) -> str:
    return (
        f" it is; {target.registry.title} does not say"
        if target.account
        else " it is: name yourself with --account"
    )


def _unfinished(
    target: Target, project: Project, ours: tuple[ReleaseFile, ...], eyes: Eyes
) -> Verdict | None:
    """A placeholder of which only the first file arrived is not claimed yet, as long as it can grow."""
    if len(project.files) != 1 or len(ours) != 1:
        return None
    if target.package.ecosystem is not Ecosystem.PYTHON:
        return None
    if ours[0].uploaded is not None and eyes.now() - ours[0].uploaded >= GROWS:
        return None
    version = ours[0].version
    return Todo(Upload(f"upload the rest of placeholder {version}: only {ours[0].filename} is there"))


def _by_word(target: Target, eyes: Eyes) -> Verdict:
    """What an organization created shows no owner that could be compared: the person's word counts."""
    declared = eyes.memory().declared(str(target.fact(Claimed.NAME)))
    if declared is not None:
        return Done(said("created by the organization", declared.at))
    return _to_create(target, "a project of this name exists; say so if your organization made it")


def _to_create(target: Target, words: str) -> Verdict:
    page = interface_of(target.registry).organization_page(target.registry)
    return Todo(Visit(words, page, can_be_seen=False))


def _newest(project: Project) -> str:
    return f"{project.files[-1].version}, " if project.files else ""
