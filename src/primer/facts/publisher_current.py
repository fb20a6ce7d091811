"""The publisher of a project that existed before points at what exists: repository, file, environment."""

from primer.core.evidence import Evidence, Grade
from primer.core.problem import YourInput
from primer.core.project import Project, Unlooked
from primer.core.publisher import Form, Google, Identity
from primer.core.value import frozen
from primer.core.verdict import Done, Mend, Todo, Unseen, Verdict, Visit, Waits
from primer.facts.claimed import Claimed
from primer.facts.newest import ordered_releases, shown_by
from primer.facts.points_at import Gone, Unknown, home_of, looked_up
from primer.facts.proof import ROUNDED
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.registration import registration
from primer.facts.target import Target, TargetFact
from primer.ports.eyes import Eyes
from primer.registries.known import interface_of


@frozen
class Subject:
    """The publisher that is judged, and why it is taken for the one in force: a proof, or a word."""

    identity: Identity
    source: str
    grade: Grade


@frozen
class PublisherCurrent(TargetFact):
    """Holds what the newest proof names against the repository; a publisher registered since counts more."""

    NAME = "publisher-current"
    TITLE = "publisher is current"
    AFTER = (Claimed.NAME,)

    def look(self, eyes: Eyes) -> Verdict:
        """Done when everything that the publisher names is there, under that very name."""
        match _subject(self.target, eyes):
            case Subject() as subject:
                return _judged(self.target, subject, eyes)
            case verdict:
                return verdict


def gone_since(target: Target, eyes: Eyes) -> Gone | None:
    """What the newest proof of any project names and the repository has no more; None where all is there."""
    project = eyes.project(target.registry, target.name)
    proven = _proven(target, project, eyes) if isinstance(project, Project) else None
    if not isinstance(proven, Subject):
        return None
    found = looked_up(proven.identity, target.ci, eyes)
    return found if isinstance(found, Gone) else None


def _subject(target: Target, eyes: Eyes) -> Subject | Verdict:
    project = eyes.project(target.registry, target.name)
    if isinstance(project, Unlooked):
        return Unseen(project.why)
    proven = _proven(target, project, eyes) if isinstance(project, Project) else None
    if proven is not None:
        return proven
    if registration(target, eyes) is not None and target.publisher is not None:
        return Subject(target.publisher.identity, "registered", Grade.DECLARED)
    register = PublisherRegistered(target)
    verdict = register.look(eyes)
    return verdict if isinstance(verdict, Unseen) else Waits((register.id,))


def _proven(target: Target, project: Project, eyes: Eyes) -> Subject | Verdict | None:
    """What the newest release with a proof shows, unless another publisher was registered since."""
    registered = registration(target, eyes)
    for release in ordered_releases(project, target.registry.ecosystem):
        shown = shown_by(release, eyes)
        if isinstance(shown, Unlooked):
            return Unseen(shown.why)
        if not shown.publishers:
            continue
        if registered and release.uploaded and release.uploaded < registered.at - ROUNDED:
            return None
        found = [interface_of(target.registry).identity(one) for one in shown.publishers]
        known = [identity for identity in found if identity is not None]
        if len(known) < len(found):
            return Unseen(f"{release.version} proves a kind of publisher that primer does not know")
        return Subject(_stalest(target, known, eyes), shown.proven[0].filename, Grade.OBSERVED)
    return None


def _stalest(target: Target, identities: list[Identity], eyes: Eyes) -> Identity:
    """Of several publishers of one release, the one that something is wrong with; otherwise the first."""
    wrong = (one for one in identities if isinstance(looked_up(one, target.ci, eyes), Gone))
    return next(wrong, identities[0])


def _judged(target: Target, subject: Subject, eyes: Eyes) -> Verdict:
    if isinstance(subject.identity, Google):
        return _done(f"{subject.identity.email} names no file", subject, eyes)
    match looked_up(subject.identity, target.ci, eyes):
        case Gone() as gone:
            return _gone(target, gone)
        case Unknown(why, asks_person=True):
            return _by_word(target, subject, why, eyes)
        case Unknown(why):
            return Unseen(why)
        case claim:
            return _done(claim, subject, eyes)


def _done(claim: str, subject: Subject, eyes: Eyes) -> Done:
    return Done(Evidence(claim, subject.source, eyes.now(), subject.grade))


def _by_word(target: Target, subject: Subject, why: str, eyes: Eyes) -> Verdict:
    """A repository that strangers cannot see can have kept its name all the same; the person knows."""
    path = home_of(subject.identity)
    about = (("repository", path),)
    declared = eyes.memory().declared(str(target.fact(PublisherCurrent.NAME)))
    if declared is not None and dict(declared.values) == dict(about):
        return Done(Evidence(f"{path} still has that name", "you", declared.at, Grade.DECLARED))
    page = target.ci.home.web if target.ci.home else ""
    words = f"{why}; say so if {path} still has that name"
    return Unseen(why, Visit(words, page, can_be_seen=False, about=about))


def _gone(target: Target, gone: Gone) -> Todo:
    return Todo(Mend(gone.words, _outdated(target, gone)))


def _outdated(target: Target, gone: Gone) -> YourInput:
    page = f" at {target.form.link}" if isinstance(target.form, Form) else ""
    return YourInput(
        "publisher-outdated",
        f"{target.name}: its publisher on {target.registry.title} names what is not there any more",
        hint=f"add the publisher of today{page}, and remove the old one",
        context=(gone.words, *((f"{gone.label}: {gone.old} → {gone.new}",) if gone.new else ())),
        warning=True,
    )
