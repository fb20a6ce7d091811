"""Where an upload goes, and whether trusted publishing is to be had there."""

from primer.core.registry import Registry
from primer.core.repository import Repository
from primer.core.value import frozen
from primer.core.workflow import Credential, PublishingJob, Unresolved
from primer.reading.ci.matching import goes_to
from primer.registries.addresses import NPM, PYPI, TESTPYPI

_OWN_REGISTRY = "CI_API_V4_URL"
"""GitLab's own package registry, which takes the job's own token."""


@frozen
class Destination:
    """What an upload goes to; `registry` is None where it is none that primer knows, or only a run knows.

    `trusted` is False where a stored token is the only way.
    """

    registry: Registry | None
    trusted: bool

    @property
    def title(self) -> str:
        """What people call it."""
        return self.registry.title if self.registry else "the registry"


def destination(upload: PublishingJob, repository: Repository) -> Destination:
    """Where one upload goes."""
    known = (PYPI, TESTPYPI, NPM, *repository.choices.registries)
    registry = next((one for one in known if goes_to(upload, one)), None)
    if registry is not None:
        return Destination(registry, registry.trusted is True)
    open_yet = (
        isinstance(upload.repository_url, Unresolved) and _OWN_REGISTRY not in upload.repository_url.text
    )
    return Destination(None, open_yet)


def concerns_publishers(upload: PublishingJob, repository: Repository) -> bool:
    """Whether trusted publishing could serve this upload: not a private index, not CI's own token."""
    made_by_ci = upload.credential is Credential.STORED and not upload.tokens
    return not made_by_ci and destination(upload, repository).trusted


def chosen_environment(registry: Registry | None, repository: Repository) -> str | None:
    """The environment that `[tool.primer.publisher]` names for a registry; None where it names none.

    What is chosen for every registry counts for PyPI: another index often has an environment of its own.
    """
    if registry is None:
        return None
    own = repository.choices.publishers.get(registry.name)
    values = repository.choices.publisher(registry.name) if registry == PYPI else own
    read = values.values.get("environment") if values else None
    return read.value if read else None
