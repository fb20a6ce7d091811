"""CI publishes the package, through OIDC and from the environment that the publisher names."""

from primer.core.evidence import Evidence, Grade, seen
from primer.core.finding import Severity
from primer.core.publisher import (
    ActiveState,
    CircleCI,
    GitHubActions,
    GitLabCI,
    Google,
    Publisher,
    Unsupported,
)
from primer.core.value import frozen
from primer.core.verdict import Done, Mend, Todo, Unseen, Verdict
from primer.core.workflow import Credential, PublishingJob, Unresolved
from primer.facts.proof import Confirmed, proof
from primer.facts.target import Target, TargetFact
from primer.ports.eyes import Eyes
from primer.providers import circleci
from primer.reading.ci.callers import may_be_called, starts_elsewhere
from primer.reading.ci.matching import goes_to
from primer.reading.publishers.chosen import compared_environment
from primer.registries.known import interface_of
from primer.registries.naming import registry_flag

REFUSED = "pull_request_target"
"""The trigger whose runs PyPI's exchange turns away (warehouse, `oidc/models/github.py`)."""
CALLED = "publish-in-called-workflow"
"""The rule that keeps the called and the calling file apart; settled where the publisher names the latter."""
NOT_INCLUDED = "pipeline-not-included"
"""The rule that a pipeline which primer wrote is taken in by the project's own."""


@frozen
class WorkflowPublishes(TargetFact):
    """Looks at the repository's own CI files, as long as the publisher runs from there."""

    NAME = "workflow-publishes"
    TITLE = "workflow publishes it"

    def look(self, eyes: Eyes) -> Verdict:
        """Done when exactly one job publishes it as the publisher says."""
        publisher, obstacle = self.target.publisher, self.target.obstacle
        if obstacle is not None:
            return Todo(Mend(obstacle.message, obstacle))
        if publisher is not None and isinstance(publisher.identity, Google | ActiveState):
            return _outside(self.target, eyes)
        if eyes.offers_publishers(self.target.registry) is False:
            return _takes_no_part(self.target)
        match self.target.jobs:
            case ():
                return Todo(Mend(_nothing(self.target)))
            case (job,):
                return _unready(job, self.target) or Done(_evidence(job, publisher, eyes))
            case several:
                places = ", ".join(str(job.source) for job in several)
                return Todo(
                    Mend(f"more than one job publishes it: {places}; --workflow or --environment says which")
                )


def _takes_no_part(target: Target) -> Unseen:
    """No change of a workflow would help there; what CI does with a token of that index is its own affair."""
    stored = [job for job in target.jobs if job.credential is Credential.STORED]
    words = f"{stored[0].source} publishes with a stored token" if stored else "only a token could publish"
    return Unseen(f"{words}: {target.registry.title} takes no part in trusted publishing")


def _nothing(target: Target) -> str:
    """Where no job comes here, values of a CI file were read off a job for another index."""
    if isinstance(target.publisher and target.publisher.identity, CircleCI):
        return _nothing_on_circleci(target)
    other = [job for job in target.ci.jobs if job.provider == circleci.NAME]
    if any(goes_to(job, target.registry) for job in other) and _is_managed(target):
        return f"{other[0].file} publishes; `--provider {target.registry.name}={circleci.NAME}` if that is it"
    if left := next((one for one in target.ci.findings if one.rule == NOT_INCLUDED), None):
        return f"{left.source.where}: {left.message} ({left.rule}; `primer workflow --check`)"
    sources = target.publisher.read_from.values() if target.publisher else ()
    files = [source.where for source in sources if source.where.endswith((".yml", ".yaml"))]
    title = target.registry.title
    writes = f"`primer workflow{registry_flag([target.registry])}` writes one"
    if not files:
        return f"no workflow publishes it to {title}; {writes}"
    return f"{files[0]} publishes elsewhere, nothing publishes to {title}: add `repository-url`; or {writes}"


def _nothing_on_circleci(target: Target) -> str:
    if isinstance(target.form, Unsupported) and not _is_managed(target):
        return target.form.why
    return f"no job that CircleCI's workflows call publishes it to {target.registry.title}"


def _unready(job: PublishingJob, target: Target) -> Verdict | None:
    if job.credential is Credential.STORED:
        return Todo(Mend(f"{job.source} publishes with a stored token; trusted publishing needs none"))
    if job.credential is Credential.NOTHING:
        return Todo(Mend(f"{job.source} can use no identity: {_lacks(job, target)}"))
    if REFUSED in job.triggers and not _is_managed(target):
        return Todo(Mend(f"PyPI refuses runs that {REFUSED} started: take that trigger out of {job.file}"))
    return (
        _file_differs(job, target.publisher)
        or _environment_differs(job, target.publisher)
        or _breaks_rules(job, target)
    )


def _lacks(job: PublishingJob, target: Target) -> str:
    from primer.reading.ci.tools import TOOLS

    able = [tool.name for tool in TOOLS if tool.identity]
    if not job.exchanges and job.tool in able:
        return f"`{job.tool}` is told to exchange none; leave `--trusted-publishing` to its default"
    if not job.exchanges:
        return f"`{job.tool}` exchanges none; `{'`, `'.join(able)}` do"
    if job.provider == circleci.NAME:
        return f"job {job.job} sets no {circleci.IDENTITY}; `circleci run oidc get` gives it"
    if job.provider == "gitlab" and _is_managed(target):
        return f"job {job.job} needs `id_tokens` for {target.registry.title}"
    if job.provider == "gitlab":
        audience = target.registry.name if target.registry.trusted else "pypi"
        return f"job {job.job} needs `id_tokens` with `aud: {audience}`"
    return f"job {job.job} needs `id-token: write`"


def _is_managed(target: Target) -> bool:
    """Whether its registry is managed with requests; what PyPI is known to refuse is not known of it."""
    return interface_of(target.registry).manager is not None


def _outside(target: Target, eyes: Eyes) -> Verdict:
    """Where a job cannot be read, only a release can show that it publishes."""
    proven = proof(target, eyes)
    if isinstance(proven, Confirmed):
        return Done(seen(f"proven by {proven.filename}", target.registry.title, eyes.now()))
    return Unseen("this publisher runs outside the repository, where primer cannot read")


def _file_differs(job: PublishingJob, publisher: Publisher | None) -> Verdict | None:
    identity = publisher.identity if publisher else None
    if not isinstance(identity, GitHubActions) or may_be_called(job, identity.workflow):
        return None
    return Todo(Mend(f"job {job.job} is in {job.source}; the publisher names {identity.workflow}"))


def _environment_differs(job: PublishingJob, publisher: Publisher | None) -> Verdict | None:
    environment = job.environment.value if job.environment else ""
    wanted = _environment(publisher)
    if isinstance(environment, Unresolved):
        open_to_all = f"its environment is `{environment.text}`, which only a run knows"
        return Unseen(open_to_all) if wanted is None else None
    if wanted is None or wanted == environment:
        return None
    if isinstance(publisher and publisher.identity, GitHubActions) and _is_alike(job, wanted):
        return None
    has = f"environment {environment}" if environment else "no environment"
    return Todo(Mend(f"job {job.job} at {job.source} has {has}; the publisher names {wanted or 'none'}"))


def _is_alike(job: PublishingJob, environment: str) -> bool:
    return compared_environment(job, environment) == compared_environment(job)


def _environment(publisher: Publisher | None) -> str | None:
    identity = publisher.identity if publisher else None
    return identity.environment if isinstance(identity, GitHubActions | GitLabCI) else None


def _breaks_rules(job: PublishingJob, target: Target) -> Verdict | None:
    """The errors that the check of the CI files found about this job, or about the whole of its file."""
    errors = [
        finding
        for finding in target.ci.findings
        if finding.severity is Severity.ERROR
        and finding.source.where == job.file
        and finding.job in ("", job.job)
        and not (finding.rule == CALLED and starts_elsewhere(job))
    ]
    if not errors:
        return None
    first, more = errors[0], len(errors) - 1
    beside = f", and {more} more" if more else ""
    words = f"{first.source}: {first.message}{beside} ({first.rule}; `primer workflow --check`)"
    return Todo(Mend(words))


def _evidence(job: PublishingJob, publisher: Publisher | None, eyes: Eyes) -> Evidence:
    """What only a run knows is no more than the person's word, though the rest was seen."""
    environment = job.environment.value if job.environment else ""
    if job.provider == circleci.NAME:
        contexts = f"context {', '.join(job.contexts)}" if job.contexts else "no context"
        return seen(f"{job.file}, job {job.job}, {contexts}", str(job.source), eyes.now())
    if not isinstance(environment, Unresolved):
        return seen(f"{job.file}, {_named(environment)}", str(job.source), eyes.now())
    named = _named(_environment(publisher) or "")
    claim = f"{job.file}, {named}: you named it, the job's is `{environment.text}`"
    return Evidence(claim, str(job.source), eyes.now(), Grade.DECLARED)


def _named(environment: str) -> str:
    return f"environment {environment}" if environment else "no environment"
