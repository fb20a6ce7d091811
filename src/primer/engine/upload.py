"""Uploading one wave: file after file, every answer understood, and written down before the next."""

from collections.abc import Callable

from primer.core.call import Handover
from primer.core.memory import QuotaSeen, Uploaded
from primer.core.placeholder import Artifact, Placeholder
from primer.core.plan import Plan
from primer.core.problem import NeedsYou, Problem, Stop
from primer.core.project import Project
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.core.value import field, frozen, mutable, replace
from primer.engine.wizard import Wizard, manager_of
from primer.ports.hands import Answer, Lease
from primer.ports.voice import Progress
from primer.registries.interface import Accepted, QuotaReached, Refused, ToApprove, UploadMeaning
from primer.registries.known import interface_of
from primer.registries.naming import wizard_for


@frozen
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


Approve = Callable[[Handover], Secret | Problem]
"""Has the person approve one upload; gives what it is sent again with, or why there is nothing."""
MOST_ASKED = 3
"""How often in a row one file may be asked to be approved."""


@mutable
class _Uploading:
    """How far a wave is: `rest` begins with what goes up next, `sent` is whether anything went up yet."""

    wizard: Wizard
    wave: Wave
    lease: Lease
    rest: list[Placeholder]
    arrived: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sent: bool = False

    @property
    def files(self) -> int:
        return sum(len(placeholder.artifacts) for placeholder in self.rest)

    def stop(self, problem: Problem) -> None:
        """Nothing more goes up for now; the problem says what is done and what is left."""
        self.problems.append(_with_rest(problem, self.wave, self.arrived))
        self.rest.clear()


def upload_all(
    wizard: Wizard, wave: Wave, lease: Lease, approve: Approve | None = None
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The packages that arrived whole, and the problems; stops where no other file would fare better."""
    under = _Uploading(wizard, wave, lease, list(wave.placeholders))
    asked, approval, left = 0, None, -1
    while (handover := _until_asked(under, approval)) is not None:
        asked, left = (asked + 1 if left == len(under.rest) else 1), len(under.rest)
        given = approve(handover) if approve and asked <= MOST_ASKED else not_approved(wave.plan.registry)
        if isinstance(given, Problem):
            under.stop(given)
            break
        approval = given
    return tuple(under.arrived), tuple(under.problems)


def not_approved(registry: Registry) -> Problem:
    """The person did not approve in time, or what came of it was not taken."""
    return NeedsYou(
        "not-approved",
        f"{registry.title} asks you to approve this with your second factor, and that did not come about",
        f"run `{wizard_for(registry)}` again, and approve it on the page that it names",
    )


def _until_asked(under: _Uploading, approval: Secret | None) -> Handover | None:
    """Sends one package after another until all were, or until one has to be approved; gives where."""
    with under.wizard.voice.uploading(under.files, under.lease.ends) as progress:
        while under.rest:
            ended = _upload_one(under, under.rest[0], progress, approval)
            if isinstance(ended, ToApprove):
                return ended.handover
            approval = None
            _count(under, under.rest.pop(0), ended)
    return None


def _count(under: _Uploading, placeholder: Placeholder, ended: Refused | QuotaReached | None) -> None:
    if ended is None:
        under.arrived.append(placeholder.package)
    elif isinstance(ended, QuotaReached) or ended.stops_all:
        under.stop(ended.problem)
    else:
        under.problems.append(ended.problem)


def _with_rest(problem: Problem, wave: Wave, arrived: list[str]) -> Problem:
    """What is done and what is left, where nothing more goes up for now."""
    left = [name for name in wave.names if name not in arrived]
    rest = (f"done  {', '.join(arrived) or 'none'}", f"left  {', '.join(left)}")
    return replace(problem, context=(*problem.context, *rest))


def _upload_one(
    under: _Uploading, placeholder: Placeholder, progress: Progress, approval: Secret | None
) -> Refused | QuotaReached | ToApprove | None:
    """Sdist first, and only when it arrived the wheel; what is there already is not sent again."""
    there = _there(under.wizard, under.wave.plan, placeholder.package)
    for artifact in placeholder.artifacts:
        progress.begin(placeholder.package, artifact.filename)
        if artifact.sha256 in there:
            progress.finish(placeholder.package, artifact.filename, "was there")
            continue
        _pace(under)
        meaning = _send(under, placeholder.package, artifact, approval)
        if isinstance(meaning, ToApprove):
            return meaning
        under.sent = True
        if not isinstance(meaning, Accepted):
            progress.fail(placeholder.package, artifact.filename, "refused")
            return meaning
        words = "was there" if meaning.already else "uploaded"
        progress.finish(placeholder.package, artifact.filename, words)
    return None


def _pace(under: _Uploading) -> None:
    """Where new projects in a burst look like spam, a while lies between two of them."""
    manager = manager_of(under.wave.plan.registry)
    if manager is not None and under.sent:
        under.wizard.hands.wait(manager.clocks.pause.total_seconds())


def _there(wizard: Wizard, plan: Plan, package: str) -> frozenset[str]:
    """What an upload that was cut off has left: the hashes of its files."""
    eyes = wizard.eyes()
    project = eyes.project(plan.registry, package)
    files = project.files if isinstance(project, Project) else ()
    return frozenset(digest for file in files if isinstance(digest := eyes.sha256(file), str))


def _send(under: _Uploading, package: str, artifact: Artifact, approval: Secret | None) -> UploadMeaning:
    """No answer at all ends this wave and not the run: the token still has to be revoked."""
    wizard, plan = under.wizard, under.wave.plan
    try:
        answer = wizard.hands.upload(plan.registry, under.lease, artifact, approval)
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
