"""What is worth a warning about the jobs that publish, though nothing stops because of it."""

from primer.core.problem import NeedsYou, Problem
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Repository
from primer.core.workflow import PublishingJob
from primer.providers import circleci
from primer.reading.publishers.decided import PROPOSED, job_for


def notices(repository: Repository, registry: Registry) -> tuple[Problem, ...]:
    """One warning for each job that publishes a package to this registry from no environment."""
    found = (
        job_for(package, registry, repository)
        for package in repository.packages
        if package.ecosystem is registry.ecosystem
    )
    jobs = [job for job in found if isinstance(job, PublishingJob) and job.provider != circleci.NAME]
    bare = {job.source: job for job in jobs if job.environment is None}
    proposed = PROPOSED if registry.ecosystem is Ecosystem.PYTHON else registry.name
    return tuple(_without_environment(job, proposed) for job in bare.values())


def _without_environment(job: PublishingJob, proposed: str) -> NeedsYou:
    return NeedsYou(
        "job-without-environment",
        f"job {job.job} publishes from no environment",
        hint=f"add `environment: {proposed}` to the job before its publisher is registered",
        context=(
            f"A publisher without an environment trusts every job of {job.file}, whatever starts it.",
            "With one, the repository's settings can ask for a review and allow release tags only.",
        ),
        source=job.source,
        warning=True,
    )
