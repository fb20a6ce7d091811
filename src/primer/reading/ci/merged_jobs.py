"""Jobs that differ in nothing but the words that may name a package are one job."""

from collections.abc import Iterable

from primer.core.value import replace
from primer.core.workflow import PublishingJob


def merged(jobs: Iterable[PublishingJob]) -> tuple[PublishingJob, ...]:
    """The same jobs, each once, with the words of all its twins."""
    found: dict[PublishingJob, dict[str, None]] = {}
    for job in jobs:
        found.setdefault(replace(job, mentions=()), {}).update(dict.fromkeys(job.mentions))
    return tuple(replace(job, mentions=tuple(mentions)) for job, mentions in found.items())
