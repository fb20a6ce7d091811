"""The next version is one that the registry does not have yet, or CI has put it there."""

from primer.core.choices import Route
from primer.core.evidence import said, seen
from primer.core.project import Absent, Project, Unlooked
from primer.core.value import frozen
from primer.core.verdict import Await, Done, Mend, Todo, Unseen, Verdict
from primer.facts.proof import Confirmed, Mismatch, Unattested, proof
from primer.facts.target import Target, TargetFact
from primer.ports.eyes import Eyes
from primer.reading.versions.numbers import is_version, same


@frozen
class VersionNew(TargetFact):
    """Looks at the index for the version that the repository would release next."""

    NAME = "version-new"
    TITLE = "version is new"

    def look(self, eyes: Eyes) -> Verdict:
        """Done when it is not there, or when it is and CI published it."""
        version = self.target.package.version
        if version is None:
            return _unversioned(self.target, eyes)
        match eyes.project(self.target.registry, self.target.name):
            case Unlooked(why):
                return Unseen(why)
            case Absent():
                return _releasable(self.target, version) or _new(self.target, version, eyes)
            case project:
                return _releasable(self.target, version) or _compared(self.target, version, project, eyes)


def _unversioned(target: Target, eyes: Eyes) -> Verdict:
    """What no file says is only known of releases: the proven one, then."""
    proven = proof(target, eyes)
    if isinstance(proven, Confirmed) or (isinstance(proven, Unattested) and proven.through):
        return Done(seen(f"{proven.version} came through CI", target.registry.title, eyes.now()))
    if isinstance(proven, Unattested) and _vouched(target, proven.version, eyes):
        return Done(said(f"{proven.version} came through CI", eyes.now()))
    if not target.versions.from_tags:
        return Unseen("its version is computed when it is built")
    if target.versions.unlooked:
        return Unseen(f"git's tags give its version: {target.versions.unlooked}")
    return Todo(Await("git's tags give its version, and HEAD has none"))


def _releasable(target: Target, version: str) -> Verdict | None:
    if "+" in version and is_version(version):
        return Todo(Mend(f"{version} has a part after +, which no index takes: bump it at {_place(target)}"))
    return None


def _new(target: Target, version: str, eyes: Eyes) -> Verdict:
    return Done(seen(f"{version} is not there yet", target.registry.title, eyes.now()))


def _compared(target: Target, version: str, project: Project, eyes: Eyes) -> Verdict:
    files = [file for file in project.files if same(file.version, version)]
    if not files:
        return _below_placeholder(target, version) or _new(target, version, eyes)
    title = target.registry.title
    if target.route is Route.PRIME and same(version, target.placeholder):
        return Todo(Mend(f"{version} is the placeholder's version: bump it at {_place(target)}"))
    match proof(target, eyes):
        case Confirmed(proven, filename) if same(proven, version):
            return Done(seen(f"{version} came through CI", f"{title}, {filename}", eyes.now()))
        case Unattested(found, through=provider) if provider and same(found, version):
            return Done(seen(f"{version} came through CI ({provider})", title, eyes.now()))
        case Unattested(found) if same(found, version) and _vouched(target, found, eyes):
            return Done(said(f"{version} came through CI", eyes.now()))
        case Mismatch(proven) if same(proven, version):
            words = "by another publisher than today's"
        case Unlooked(why):
            return Unseen(why)
        case _:
            words = "and nothing proves that CI put it there"
    return Todo(Mend(f"{version} is on {title} already, {words}: bump it at {_place(target)}"))


def _vouched(target: Target, version: str, eyes: Eyes) -> bool:
    """Whether the person said that CI published this very version."""
    declared = eyes.memory().declared(str(target.fact("first-oidc-publish")))
    return declared is not None and declared.values.get("version") == version


def _below_placeholder(target: Target, version: str) -> Verdict | None:
    """Only where the placeholder is there already: before, that it is too high is the problem of claiming."""
    if target.route is not Route.PRIME:
        return None
    from primer.registries.version_order import is_below

    if not is_below(version, target.placeholder, target.registry.ecosystem):
        return None
    return Todo(Mend(f"{version} is below placeholder {target.placeholder}: bump it at {_place(target)}"))


def _place(target: Target) -> str:
    places = target.versions.places
    if target.versions.from_tags and target.versions.tag:
        return f"tag {target.versions.tag.name}"
    return str(places[0].source if places else target.package.source)
