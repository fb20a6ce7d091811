"""The workflow files that a run begins with: PyPI compares the file of the job, npm the one that calls it.

Source: npm's documentation of trusted publishers, warehouse's `oidc/models/github.py`.
"""

import posixpath
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from primer.core.registry import Ecosystem
from primer.core.source import Source
from primer.core.value import replace
from primer.core.workflow import PublishingJob
from primer.providers import gitlab

if TYPE_CHECKING:
    from primer.reading.ci.github_workflows import Workflow

_CALL = frozenset({"workflow_call", ""})


def with_starts(jobs: Sequence[PublishingJob], workflows: "Sequence[Workflow]") -> list[PublishingJob]:
    """The jobs, those of called files with the places at which a run of them begins."""
    by_name = {posixpath.basename(workflow.path): workflow for workflow in workflows}
    calls = {name: _calls(name, workflows) for name in by_name}
    return [_with_starts(job, by_name, calls) for job in jobs]


def compared_workflows(job: PublishingJob) -> Mapping[str, Source]:
    """The names that a publisher for this job may give its workflow, each with where that is to be seen.

    None where another repository's workflow starts it, which cannot be read from here.
    """
    if job.provider == "gitlab":
        return {gitlab.PIPELINE: job.source}
    if job.ecosystem is Ecosystem.PYTHON or not (job.starts or job.called_only):
        return {posixpath.basename(job.file): job.source}
    return {posixpath.basename(start.where): start for start in job.starts}


def may_be_called(job: PublishingJob, workflow: str) -> bool:
    """Whether a publisher for this job may name this workflow; GitLab's may always, it starts elsewhere.

    So may any that another repository's workflow starts.
    """
    return job.provider == "gitlab" or workflow in (compared_workflows(job) or (workflow,))


def starts_elsewhere(job: PublishingJob) -> bool:
    """Whether one other file alone is compared for it: the one that calls."""
    return len(compared_workflows(job)) == 1 and posixpath.basename(job.file) not in compared_workflows(job)


def _calls(name: str, workflows: "Sequence[Workflow]") -> tuple[Source, ...]:
    """The calls of a file, by its name: all workflows lie in one folder."""
    return tuple(
        Source(workflow.path, line)
        for workflow in workflows
        for path, line in workflow.calls().items()
        if posixpath.basename(path) == name
    )


def _with_starts(
    job: PublishingJob, by_name: "Mapping[str, Workflow]", calls: Mapping[str, tuple[Source, ...]]
) -> PublishingJob:
    own = posixpath.basename(job.file)
    if not calls.get(own):
        return job
    starts = [job.source] if by_name[own].triggers - _CALL else []
    waiting, seen = list(calls[own]), {own}
    while waiting:
        call = waiting.pop(0)
        name = posixpath.basename(call.where)
        if name not in seen:
            seen.add(name)
            starts += [call] if by_name[name].triggers - _CALL else []
            waiting += calls[name]
    return replace(job, starts=tuple(starts))
