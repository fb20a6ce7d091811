"""What the newest releases prove of the publisher: confirmed, mismatch, no attestation, not yet."""

from datetime import datetime, timedelta

from primer.core.choices import Route
from primer.core.project import Absent, Difference, Project, Provenance, ReleaseFile, Unlooked
from primer.core.publisher import Form, Identity
from primer.core.value import frozen
from primer.facts.ours import placeholder_files
from primer.facts.registration import registration
from primer.facts.target import Target
from primer.ports.eyes import Eyes
from primer.registries.known import interface_of

Release = tuple[ReleaseFile, ...]

ROUNDED = timedelta(seconds=1)
"""Registries round the time of an upload to the second."""


@frozen
class Confirmed:
    """A release carries a proof that equals the emitted values."""

    version: str
    filename: str


@frozen
class Mismatch:
    """A release carries a proof, of another publisher."""

    version: str
    differences: tuple[Difference, ...]


@frozen
class Unattested:
    """There is a release, and it proves nothing either way.

    `through` is the provider whose trusted publisher published it, as the registry says; one that is
    `attested` was published by none, as far as the registry says, and only built where it was attested.
    """

    version: str
    uploaded: datetime | None
    through: str = ""
    attested: bool = False


@frozen
class NotYet:
    """No release could prove anything; `newest` is the newest of those that are there, or empty."""

    newest: str = ""


Proof = Confirmed | Mismatch | Unattested | NotYet | Unlooked


def proof(target: Target, eyes: Eyes) -> Proof:
    """What the releases after the placeholder prove, newest first; a proof counts more than its absence."""
    project = eyes.project(target.registry, target.name)
    if isinstance(project, Unlooked):
        return project
    if isinstance(project, Absent) or target.publisher is None:
        return NotYet()
    releases = real_releases(target, project, eyes)
    attested = next((files for files in releases if _attested(files)), ())
    judged = _judge(target, target.publisher.identity, attested, eyes)
    if not isinstance(judged, NotYet) and not _is_history(judged, attested, target, eyes):
        return judged
    return _without_proof(target, project, releases, eyes)


def real_releases(target: Target, project: Project, eyes: Eyes) -> list[Release]:
    """The releases newer than the placeholder (all of them where there was none), newest first."""
    from primer.registries.version_order import newest_first

    primed = target.route is Route.PRIME
    placeholders = placeholder_files(target.registry, project, target.placeholder, eyes) if primed else ()
    floors = (target.placeholder, *(file.version for file in placeholders)) if primed else ()
    versions = dict.fromkeys(file.version for file in project.files)
    ordered = newest_first(versions, target.registry.ecosystem, above=floors)
    return [project.of_version(version) for version in ordered]


def _attested(files: Release) -> Release:
    return tuple(file for file in files if file.provenance)


def _judge(target: Target, identity: Identity, release: Release, eyes: Eyes) -> Proof:
    """Every proof of the release has to agree: one file from elsewhere is a mismatch."""
    files = _attested(release)
    for file in files:
        if file.trusted_by == "":
            return Unattested(file.version, file.uploaded, attested=True)
        match eyes.provenance(file):
            case Unlooked() as unlooked:
                return unlooked
            case Absent() | ():
                return Unattested(file.version, file.uploaded)
            case found:
                differences = _nearest(target, identity, found)
        if differences:
            return Mismatch(file.version, differences)
    return Confirmed(files[0].version, files[0].filename) if files else NotYet()


def _nearest(target: Target, identity: Identity, found: tuple[Provenance, ...]) -> tuple[Difference, ...]:
    interface = interface_of(target.registry)
    return min((interface.differences(identity, one) for one in found), key=len)


def _is_history(judged: Proof, release: Release, target: Target, eyes: Eyes) -> bool:
    """What was published before the publisher was registered anew says nothing against it."""
    match judged:
        case Mismatch():
            return all(_is_superseded(file, target, eyes) for file in release)
        case Unattested():
            return all(_is_old(file, target, eyes) for file in release)
        case _:
            return False


def _is_superseded(file: ReleaseFile, target: Target, eyes: Eyes) -> bool:
    registered = registration(target, eyes)
    if registered is None or file.uploaded is None:
        return False
    return file.uploaded < registered.at - ROUNDED


def _is_old(file: ReleaseFile, target: Target, eyes: Eyes) -> bool:
    """An existing project's releases are old unless they are seen to be newer than the registration."""
    unknown = file.uploaded is None or registration(target, eyes) is None
    return _is_superseded(file, target, eyes) or (unknown and target.route is Route.EXISTS)


def _without_proof(target: Target, project: Project, releases: list[Release], eyes: Eyes) -> Proof:
    """An existing project's old releases are no sign of the publisher that is being added."""
    fresh = [files for files in releases if not all(_is_old(file, target, eyes) for file in files)]
    if fresh:
        return _unattested(target, fresh[0][0])
    if releases:
        return NotYet(releases[0][0].version)
    return NotYet(project.files[-1].version if project.files else "")


def _unattested(target: Target, file: ReleaseFile) -> Unattested | Mismatch:
    """Even without an attestation a registry may say which provider's publisher it was."""
    wanted = target.form.provider if isinstance(target.form, Form) else ""
    if file.trusted_by and wanted and file.trusted_by != wanted:
        return Mismatch(file.version, (Difference("Publisher", wanted, file.trusted_by),))
    return Unattested(file.version, file.uploaded, file.trusted_by or "")
