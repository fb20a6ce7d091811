"""Uploading one wave: file after file, every answer understood, and written down before the next."""

from dataclasses import dataclass, replace

from primer.core.memory import QuotaSeen, Uploaded
from primer.core.placeholder import Artifact, Placeholder
from primer.core.plan import Plan
from primer.core.problem import Problem, Stop
from primer.core.project import Project
from primer.engine.wizard import Wizard
from primer.ports.hands import Answer, Lease
from primer.ports.voice import Progress
from primer.registries.interface import Accepted, QuotaReached, Refused, ToApprove, UploadMeaning
from primer.registries.known import interface_of


@dataclass(frozen=True, slots=True)
class Wave:
    """What one lease is for: the placeholders in upload order, and the registry's plan."""

    plan: Plan
    placeholders: tuple[Placeholder, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The projects of this wave."""
        return tuple(placeholder.package for placeholder in self.placeholders)

    @property
    def files(self) -> int:
        """How many files go up."""
        return sum(len(placeholder.artifacts) for placeholder in self.placeholders)


def upload_all(wizard: Wizard, wave: Wave, lease: Lease) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The packages that arrived whole, and the problems; stops where no other file would fare better."""
    arrived: list[str] = []
    problems: list[Problem] = []
    with wizard.voice.uploading(wave.files, lease.ends) as progress:
        for placeholder in wave.placeholders:
            refused = _upload_one(wizard, wave.plan, placeholder, lease, progress)
            if refused is None:
                arrived.append(placeholder.package)
                continue
            stops = isinstance(refused, QuotaReached) or refused.stops_all
            problems.append(_with_rest(refused.problem, wave, arrived) if stops else refused.problem)
            if stops:
                break
    return tuple(arrived), tuple(problems)


def _with_rest(problem: Problem, wave: Wave, arrived: list[str]) -> Problem:
    """What is done and what is left, where nothing more goes up for now."""
    left = [name for name in wave.names if name not in arrived]
    rest = (f"done  {', '.join(arrived) or 'none'}", f"left  {', '.join(left)}")
    return replace(problem, context=(*problem.context, *rest))


def _upload_one(
    wizard: Wizard, plan: Plan, placeholder: Placeholder, lease: Lease, progress: Progress
) -> Refused | QuotaReached | None:
    """Sdist first, and only when it arrived the wheel; what is there already is not sent again."""
    there = _there(wizard, plan, placeholder.package)
    for artifact in placeholder.artifacts:
        progress.begin(placeholder.package, artifact.filename)
        if (artifact.filename, artifact.sha256) in there:
            progress.finish(placeholder.package, artifact.filename, "was there")
            continue
        meaning = _send(wizard, plan, placeholder.package, artifact, lease)
        if isinstance(meaning, ToApprove):
            raise NotImplementedError  # ENGINE
        if not isinstance(meaning, Accepted):
            progress.fail(placeholder.package, artifact.filename, "refused")
            return meaning
        words = "was there" if meaning.already else "uploaded"
        progress.finish(placeholder.package, artifact.filename, words)
    return None


def _there(wizard: Wizard, plan: Plan, package: str) -> frozenset[tuple[str, str]]:
    """What an upload that was cut off has left: file names with their hashes."""
    eyes = wizard.eyes()
    project = eyes.project(plan.registry, package)
    files = project.files if isinstance(project, Project) else ()
    digests = ((file.filename, eyes.sha256(file)) for file in files)
    return frozenset((name, digest) for name, digest in digests if isinstance(digest, str))


def _send(wizard: Wizard, plan: Plan, package: str, artifact: Artifact, lease: Lease) -> UploadMeaning:
    """No answer at all ends this wave and not the run: the token still has to be revoked."""
    try:
        answer = wizard.hands.upload(plan.registry, lease, artifact)
    except Stop as stop:
        return Refused(stop.problem, stops_all=True)
    now = wizard.eyes().now()
    meaning = interface_of(plan.registry).meaning(plan.registry, package, answer, now)
    _remember_quota(wizard, plan, answer, meaning)
    if isinstance(meaning, Accepted):
        uploaded = Uploaded(plan.registry.name, package, artifact.filename, artifact.sha256, now)
        wizard.hands.record(uploaded)
    return meaning


def _remember_quota(wizard: Wizard, plan: Plan, answer: Answer, meaning: UploadMeaning) -> None:
    """A refusal is remembered even where no header tells the quota: trying again too early costs quota."""
    now = wizard.eyes().now()
    seen = interface_of(plan.registry).quota(plan.registry, answer, now)
    if isinstance(meaning, QuotaReached):
        known = plan.registry.quota.projects if plan.registry.quota else 0
        limit = seen.limit if seen else known
        wizard.hands.record(QuotaSeen(plan.registry.name, limit, 0, meaning.resets, now))
    elif seen is not None:
        wizard.hands.record(seen)
