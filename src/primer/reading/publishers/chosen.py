"""What is chosen of a publisher, as far as it is meant for a registry."""

from collections.abc import Mapping, Sequence

from primer.core.choices import PublisherChoice
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Repository
from primer.core.source import Read
from primer.core.workflow import PublishingJob, Unresolved
from primer.providers import circleci
from primer.reading.choices.keys import PROVIDERS
from primer.reading.ci.callers import may_be_called
from primer.reading.ci.matching import goes_to

OF_JOBS = ("workflow", "environment")
"""The attributes that jobs say, and that may differ between jobs of one repository."""
OF_CIRCLECI = frozenset({"provider", *PROVIDERS[circleci.NAME]})
"""What may not be meant for PyPI, which has no form for it."""


def chosen_for(registry: Registry, repository: Repository) -> Mapping[str, Read[str]]:
    """What is chosen of a registry's publisher.

    The workflow and environment that are chosen for every registry are those of the Python packages: where
    jobs for the other world say something else, the jobs count. A flag counts before both.
    """
    chosen = repository.choices.publisher(registry.name).values
    if registry.ecosystem is Ecosystem.PYTHON:
        return chosen
    own = repository.choices.publishers.get(registry.name, PublisherChoice()).values
    jobs = [job for job in repository.jobs if goes_to(job, registry)]
    return {
        key: read
        for key, read in chosen.items()
        if key in own or read.source.where.startswith("--") or not _contradicted(key, read.value, jobs)
    }


def choice_key(key: str, registry: Registry, repository: Repository) -> str:
    """Where the answer about an attribute is kept: for one registry where its own jobs leave it open.

    Otherwise one answer serves every registry.
    """
    if registry.ecosystem is not Ecosystem.PYTHON and key in OF_CIRCLECI:
        return f"publisher.{registry.name}.{key}"
    others = any(package.ecosystem is not registry.ecosystem for package in repository.packages)
    alone = registry.ecosystem is not Ecosystem.PYTHON and key in OF_JOBS and others
    if alone and any(goes_to(job, registry) for job in repository.jobs):
        return f"publisher.{registry.name}.{key}"
    return f"publisher.{key}"


def _contradicted(key: str, value: str, jobs: Sequence[PublishingJob]) -> bool:
    """Whether there are jobs, and none of them is as the value says."""
    if key == "workflow":
        return bool(jobs) and not any(may_be_called(job, value) for job in jobs)
    if key != "environment":
        return False
    said = [job for job in jobs if job.environment and not isinstance(job.environment.value, Unresolved)]
    return bool(said) and not any(
        compared_environment(job, value) == compared_environment(job) for job in said
    )


def compared_environment(job: PublishingJob, environment: str | None = None) -> str:
    """An environment, the job's own if none is given, as it is compared: PyPI minds no case of GitHub's."""
    text = job_environment(job) if environment is None else environment
    lowers = job.provider == "github" and job.ecosystem is Ecosystem.PYTHON
    return text.lower() if lowers else text


def job_environment(job: PublishingJob) -> str:
    """The environment that a job names, as it is written; empty for none."""
    value = job.environment.value if job.environment else ""
    return value.text if isinstance(value, Unresolved) else value
