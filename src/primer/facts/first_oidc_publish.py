"""CI published a real release, and its provenance equals the emitted values."""

from datetime import datetime

from primer.core.choices import Route
from primer.core.evidence import said, seen
from primer.core.problem import DidNotTake
from primer.core.project import Project, Unlooked
from primer.core.publisher import Form
from primer.core.value import frozen
from primer.core.verdict import Await, Done, Mend, Todo, Unseen, Verdict, Visit, Waits
from primer.facts.claimed import Claimed
from primer.facts.proof import Confirmed, Mismatch, NotYet, Unattested, proof
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.registration import lapses, registration
from primer.facts.target import Target, TargetFact
from primer.ports.eyes import Eyes
from primer.reading.versions.numbers import same
from primer.registries.known import interface_of


@frozen
class FirstOidcPublish(TargetFact):
    """Compares the newest proof field by field; the absence of a proof is no disproof."""

    NAME = "first-oidc-publish"
    TITLE = "first OIDC publish"
    AFTER = (Claimed.NAME,)

    def look(self, eyes: Eyes) -> Verdict:
        """Done when confirmed, or when the person said so of this very version."""
        match proof(self.target, eyes):
            case Confirmed(version, filename):
                claim = f"{version}, provenance equals the publisher"
                return Done(seen(claim, f"{self.target.registry.title}, {filename}", eyes.now()))
            case Mismatch() as mismatch:
                return _mismatched(self.target, mismatch, eyes)
            case Unattested() as unattested:
                return _unattested(self.target, unattested, eyes)
            case Unlooked(why):
                return Unseen(why)
            case NotYet(newest):
                return _not_yet(self.target, newest, eyes)


def _mismatched(target: Target, mismatch: Mismatch, eyes: Eyes) -> Verdict:
    """Before today's publisher is registered, an existing project's releases come from the one before."""
    if target.route is Route.EXISTS and registration(target, eyes) is None:
        return Waits((target.fact(PublisherRegistered.NAME),))
    return Todo(Mend("published by another publisher than registered here", _differs(target, mismatch, eyes)))


def _not_yet(target: Target, newest: str, eyes: Eyes) -> Verdict:
    registered = PublisherRegistered(target)
    match registered.look(eyes):
        case Todo():
            return Waits((registered.id,))
        case Unseen(why):
            return Unseen(why)
    placeholder = target.placeholder if target.route is Route.PRIME else ""
    newest = newest or placeholder
    words = f"nothing newer than {newest}" if newest else "no release yet"
    words += _clock(target, eyes)
    return Todo(Await(words, (_release(target, eyes),), target.runs_page))


def _clock(target: Target, eyes: Eyes) -> str:
    """Until when it has to come, where the registry drops a publisher that is not used."""
    registered = registration(target, eyes)
    ends = lapses(target, registered) if registered else None
    if ends is None:
        return ""
    return (
        f"; {target.registry.title} drops the publisher {ends:%Y-%m-%d %H:%M} UTC unless CI publishes first"
    )


def release_tag(target: Target, version: str) -> str:
    """The tag that starts the release of this version, as the workflow that publishes it listens to tags."""
    from primer.reading.versions.next_tag import next_tag

    patterns = tuple(pattern for job in target.jobs for pattern in job.tags)
    return next_tag(target.name, version, patterns)


def _release(target: Target, eyes: Eyes) -> str:
    """The command that starts it; a tag that is there already only has to be pushed."""
    version, there = _next_version(target, eyes), target.versions.tag
    if there is not None and same(there.version, version):
        return f"git push origin {there.name}"
    from shlex import quote

    tag = quote(release_tag(target, version))
    return f"git tag {tag} && git push origin {tag}"


def _next_version(target: Target, eyes: Eyes) -> str:
    """The package's own version, unless it is computed, or was published before."""
    project = eyes.project(target.registry, target.name)
    used = {file.version for file in project.files} if isinstance(project, Project) else set()
    version = target.package.version
    return "VERSION" if version is None or version in used else version


def _unattested(target: Target, release: Unattested, eyes: Eyes) -> Verdict:
    """Of a provider that attests nothing, the registry's word for its publisher is all there can be."""
    version, identity = release.version, target.publisher.identity if target.publisher else None
    silent = identity is not None and not interface_of(target.registry).provable(identity)
    if silent and release.through:
        claim = f"{version}, by a trusted publisher of this provider"
        return Done(seen(claim, target.registry.title, eyes.now()))
    declared = eyes.memory().declared(str(target.fact(FirstOidcPublish.NAME)))
    if declared is not None and declared.values.get("version") == version:
        return Done(said(f"{version} came from CI", declared.at))
    why = f"{version} {_lacks(target, release, eyes, silent=silent)}"
    words = f"{why}; say so if CI published it"
    return Unseen(why, Visit(words, target.runs_page, can_be_seen=False, about=(("version", version),)))


def _lacks(target: Target, release: Unattested, eyes: Eyes, *, silent: bool) -> str:
    title = target.registry.title
    if silent:
        return "is there; releases of this provider carry no attestation"
    if release.attested:
        return f"carries an attestation, and {title} names no trusted publisher that published it"
    if release.through:
        return f"came by a trusted publisher, as {title} says, and no attestation shows of which workflow"
    return f"was published without attestation{_after_death(target, release.uploaded, eyes)}"


def _after_death(target: Target, uploaded: datetime | None, eyes: Eyes) -> str:
    deaths = [
        dead.at
        for token in eyes.memory().tokens(target.registry.name)
        if (dead := eyes.memory().seen_dead(target.registry.name, token.tombstone.token_id))
    ]
    if uploaded is None or not deaths or uploaded < max(deaths):
        return ""
    return ", after the token was seen dead"


def _differs(target: Target, mismatch: Mismatch, eyes: Eyes) -> DidNotTake:
    from primer.facts.publisher_current import gone_since

    rows = tuple(
        f"{one.label}: emitted {one.emitted or 'nothing'}, proven {one.proven or 'nothing'}"
        for one in mismatch.differences
    )
    gone = None if registration(target, eyes) else gone_since(target, eyes)
    return DidNotTake(
        "publisher-mismatch",
        f"{target.name} {mismatch.version} was published by another publisher than the one emitted here: "
        + "; ".join(rows),
        hint=_remedy(target, renamed=gone is not None),
        context=(*rows, gone.words) if gone else rows,
    )


def _remedy(target: Target, *, renamed: bool) -> str:
    where = f" at {target.form.link}" if isinstance(target.form, Form) else ""
    if renamed:
        return (
            f"if you renamed it, add the publisher of today{where}, and the next release proves it; "
            "if nobody did, find out who published"
        )
    return f"correct the differing field{where}, or the choices of this repository"
