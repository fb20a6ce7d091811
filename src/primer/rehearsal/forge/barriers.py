"""Why the publishing job of a package could present no identity that its publisher accepts."""

from collections.abc import Mapping

from primer.core.package import Package
from primer.core.plan import Plan
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Repository
from primer.core.verdict import Todo
from primer.core.workflow import Credential, PublishingJob
from primer.facts.workflow_publishes import WorkflowPublishes
from primer.reading.publishers.decided import job_for

# As PyPI's publishing tools print it at each forge.
_NO_TOKEN: Mapping[str, str] = {
    "github": "GitHub: missing or insufficient OIDC token permissions, the ACTIONS_ID_TOKEN_REQUEST_TOKEN "
    "environment variable was unset",
    "gitlab": "GitLab: Environment variable PYPI_ID_TOKEN not found",
}

_NOT_LOGGED_IN = "npm error code ENEEDAUTH: This command requires you to be logged in"
"""What npm prints everywhere when it found no token and could ask for none."""


def barriers(plan: Plan, registry: Registry, repository: Repository) -> Mapping[str, str]:
    """For each package that no run can publish, the words of its run; those that can are not in it."""
    packages = {one.package.name: one.package for one in plan.packages if one.registry == registry.name}
    return {
        name: "; ".join((*_forge_words(packages[name], registry, repository), verdict.change.words))
        for name, verdict in _to_mend(plan, registry)
        if name in packages
    }


def _to_mend(plan: Plan, registry: Registry) -> tuple[tuple[str, Todo], ...]:
    """What could not be seen bars nothing: the release itself is what shows it."""
    return tuple(
        (item.id.package or "", item.verdict)
        for item in plan.items
        if (item.id.fact, item.id.registry) == (WorkflowPublishes.NAME, registry.name)
        and isinstance(item.verdict, Todo)
    )


def _forge_words(package: Package, registry: Registry, repository: Repository) -> tuple[str, ...]:
    """A job with a stored token asks its forge for none, so only one without any credential hears these."""
    job = job_for(package, registry, repository)
    if not isinstance(job, PublishingJob) or job.credential is not Credential.NOTHING:
        return ()
    if registry.ecosystem is Ecosystem.JAVASCRIPT:
        return (_NOT_LOGGED_IN,)
    return (_NO_TOKEN[job.provider],) if job.provider in _NO_TOKEN else ()
