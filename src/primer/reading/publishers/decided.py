"""Deciding who publishes a package: what was chosen over what the remote and the CI jobs say."""

from collections.abc import Mapping, Sequence

from primer.core.package import Package
from primer.core.publisher import ActiveState, CircleCI, GitHubActions, GitLabCI, Google, Identity, Publisher
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Remote, Repository
from primer.core.source import Read, Source
from primer.core.value import field, frozen, mutable
from primer.core.workflow import Credential, PublishingJob, Unresolved
from primer.providers import circleci, github, gitlab
from primer.providers.pages import refusal
from primer.reading.ci.callers import compared_workflows, may_be_called
from primer.reading.ci.matching import Nearness, goes_to, nearness
from primer.reading.publishers.chosen import chosen_for, compared_environment, job_environment

PROVIDERS: Mapping[str, tuple[str, ...]] = {
    "github": ("owner", "repository", "workflow", "environment"),
    "gitlab": ("namespace", "project", "workflow", "environment"),
    "google": ("email", "sub"),
    "activestate": ("organization", "project", "actor"),
    "circleci": ("organization-id", "project-id", "pipeline-id", "origin", "contexts"),
}
"""The attributes of every provider, by the names `[tool.primer.publisher]` has for them."""
TELLING: Mapping[str, str] = {
    "owner": "github",
    "repository": "github",
    "namespace": "gitlab",
    "email": "google",
    "actor": "activestate",
    **dict.fromkeys(("organization-id", "project-id", "pipeline-id", "origin", "contexts"), "circleci"),
}
"""Attributes that only one provider has: whoever chooses one has chosen the provider."""
TAKEN: Mapping[Ecosystem, tuple[str, ...]] = {
    Ecosystem.PYTHON: ("github", "gitlab", "google", "activestate"),
    Ecosystem.JAVASCRIPT: ("github", "gitlab", "circleci"),
}
"""The providers that the ecosystem's own registry has a form for."""
OPTIONAL = frozenset({"environment", "sub", "contexts"})
PROPOSED = "pypi"
"""The environment that primer proposes where nothing names one."""


@frozen
class OpenValue:
    """An attribute that is not known: its name in `[tool.primer.publisher]`, why, and what it may be."""

    key: str
    why: str
    candidates: tuple[tuple[str, Source], ...] = ()


@frozen
class Undecided:
    """The publisher cannot be named before these are."""

    missing: tuple[OpenValue, ...]


@mutable
class _Found:
    """Attributes found so far, and those that are open."""

    values: dict[str, Read[str]] = field(default_factory=dict)
    missing: dict[str, OpenValue] = field(default_factory=dict)


def job_for(
    package: Package, registry: Registry, repository: Repository
) -> PublishingJob | tuple[PublishingJob, ...]:
    """The job that publishes a package there; no job, or several that cannot be told apart, as a tuple.

    A job that only may be the one is none until `[tool.primer.publisher]` names its workflow.
    """
    jobs = _jobs(package, registry, repository, Nearness.ANY) or _only_job(package, registry, repository)
    if not jobs and "workflow" in chosen_for(registry, repository):
        jobs = possible_jobs(package, registry, repository)
    sure = _preferred(jobs, package, registry, repository)
    return sure[0] if len(sure) == 1 else sure


def _only_job(package: Package, registry: Registry, repository: Repository) -> tuple[PublishingJob, ...]:
    """One job for all: what else it may say, nothing else publishes anything."""
    jobs = _jobs(package, registry, repository, Nearness.LONE)
    return jobs if len({(job.file, job.job) for job in jobs}) == 1 else ()


def possible_jobs(package: Package, registry: Registry, repository: Repository) -> tuple[PublishingJob, ...]:
    """Every job that may publish a package there, those included that do not say so clearly."""
    return _jobs(package, registry, repository, Nearness.DOUBTFUL)


def _job_elsewhere(
    package: Package, registry: Registry, repository: Repository
) -> PublishingJob | tuple[PublishingJob, ...]:
    """The job that publishes it to another index, where none goes to this one yet and all are alike.

    Its file and environment are what the job for one's own index will have, once it is told the address.
    """
    if registry.trusted is not None or any(goes_to(job, registry) is not False for job in repository.jobs):
        return ()
    jobs = [
        job
        for job in _of_provider(registry, repository)
        if nearness(job, package, repository.packages) > Nearness.DOUBTFUL
    ]
    alike = {(job.provider, job.file, compared_environment(job)) for job in jobs}
    return jobs[0] if len(alike) == 1 else ()


def publisher_for(package: Package, registry: Registry, repository: Repository) -> Publisher | Undecided:
    """The publisher of a package at a registry, each attribute with its source; or what is still open."""
    chosen = chosen_for(registry, repository)
    provider = provider_of(chosen, repository.remote, registry.ecosystem)
    if isinstance(provider, str):
        provider = _beside(provider, chosen, registry, repository) or provider
    if isinstance(provider, OpenValue):
        return Undecided((provider,))
    if provider == circleci.NAME and provider not in TAKEN[registry.ecosystem]:
        return _without_a_form(chosen)
    found = _Found()
    for key in PROVIDERS[provider]:
        if key in chosen:
            found.values[key] = chosen[key]
    _read_remote(found, provider, repository.remote)
    if provider in ("github", "gitlab"):
        _read_job(found, provider, package, registry, repository)
    for key in PROVIDERS[provider]:
        if key not in found.values and key not in OPTIONAL:
            found.missing.setdefault(key, OpenValue(key, _why_unknown(key)))
    return _decided(found, provider)


def _beside(
    provider: str, chosen: Mapping[str, Read[str]], registry: Registry, repository: Repository
) -> OpenValue | None:
    """The provider, open again where nobody chose it and every job that comes here runs on CircleCI."""
    jobs = [job for job in repository.jobs if goes_to(job, registry)]
    said = "provider" in chosen or any(key in TELLING for key in chosen)
    if (
        said
        or circleci.NAME not in TAKEN[registry.ecosystem]
        or {job.provider for job in jobs} != {circleci.NAME}
    ):
        return None
    source = jobs[0].source
    candidates = ((circleci.NAME, source), (provider, Source("where the source lies")))
    return OpenValue("provider", f"{source} publishes there, and nothing else does", candidates)


def _without_a_form(chosen: Mapping[str, Read[str]]) -> Publisher:
    """What was chosen, as it is: nobody is asked for values that no form of the registry's takes."""
    own = {key: read for key, read in chosen.items() if key in PROVIDERS[circleci.NAME]}
    identity = identity_of(circleci.NAME, {key: read.value for key, read in own.items()})
    return Publisher(identity, {key: read.source for key, read in own.items()})


def _why_unknown(key: str) -> str:
    page = circleci.PAGES.get(key)
    return f"CircleCI shows it under {page}" if page else f"no {key} is chosen, and none could be read"


def provider_of(
    chosen: Mapping[str, Read[str]], remote: Remote | None, ecosystem: Ecosystem = Ecosystem.PYTHON
) -> str | OpenValue:
    """The provider that was chosen, that a chosen value implies, or that hosts the remote."""
    if "provider" in chosen:
        provider = chosen["provider"].value
        why = f"{provider} ({chosen['provider'].source}) is no provider that primer knows"
        return provider if provider in PROVIDERS else _open_provider(why, ecosystem)
    implied = next((name for key, name in TELLING.items() if key in chosen), None)
    if implied is not None:
        return implied
    if remote is None:
        return _open_provider("the repository has no remote that primer could read", ecosystem)
    hosts = {github.HOST: "github", gitlab.HOST: "gitlab"}
    why = f"{remote.source} is at {remote.host}, which no trusted publisher is for"
    return hosts.get(remote.host) or _open_provider(why, ecosystem)


def _open_provider(why: str, ecosystem: Ecosystem) -> OpenValue:
    source = Source(f"supported by {'PyPI' if ecosystem is Ecosystem.PYTHON else 'npm'}")
    return OpenValue("provider", why, tuple((name, source) for name in TAKEN[ecosystem]))


def _read_remote(found: _Found, provider: str, remote: Remote | None) -> None:
    if provider == circleci.NAME and remote is not None and remote.host in circleci.HOSTS:
        origin = f"{remote.host}/{remote.owner}/{remote.name}"
        found.values.setdefault("origin", Read(origin, remote.source))
    hosts = {"github": github.HOST, "gitlab": gitlab.HOST}
    if remote is None or hosts.get(provider) != remote.host:
        return
    owner, name = PROVIDERS[provider][:2]
    source = Source(f"{remote.source}, as GitHub writes it") if remote.canonical else remote.source
    for key, value in ((owner, remote.owner), (name, remote.name)):
        chosen = found.values.get(key)
        if chosen is None and value:
            found.values[key] = Read(value, source)
        elif chosen is not None and remote.canonical and chosen.value.lower() == value.lower():
            found.values[key] = _as_written(chosen, value)


def _as_written(chosen: Read[str], value: str) -> Read[str]:
    """The chosen value in the casing of its host: registries compare it letter by letter."""
    if chosen.value == value:
        return chosen
    return Read(value, Source(f"{chosen.source}, as GitHub writes it"))


def _read_job(
    found: _Found, provider: str, package: Package, registry: Registry, repository: Repository
) -> None:
    job = job_for(package, registry, repository) or _job_elsewhere(package, registry, repository)
    if isinstance(job, PublishingJob):
        _ask_workflow(found, provider, (job,), certain=True)
        _read_environment(found, job)
        return
    candidates = job or possible_jobs(package, registry, repository)
    _ask_workflow(found, provider, candidates, certain=bool(job))
    if not candidates:
        _propose_environment(found, registry)
    elif len({job_environment(one) for one in candidates}) > 1:
        _ask_environment(found, candidates)


def _read_environment(found: _Found, job: PublishingJob) -> None:
    if "environment" in found.values:
        return
    if job.environment is None:
        found.values["environment"] = Read("", job.source)
    elif isinstance(job.environment.value, Unresolved):
        why = f"{job.environment.source} has `{job.environment.value.text}`, which only a run knows"
        found.missing["environment"] = OpenValue("environment", why)
    else:
        found.values["environment"] = Read(job.environment.value, job.environment.source)


def _ask_workflow(found: _Found, provider: str, jobs: Sequence[PublishingJob], *, certain: bool) -> None:
    files = {name: place for job in reversed(jobs) for name, place in compared_workflows(job).items()}
    if certain and len(files) == 1:
        file, source = next(iter(files.items()))
        found.values.setdefault("workflow", Read(file, source))
    if "workflow" in found.values:
        return
    why = "no job was found that publishes this package"
    if jobs:
        why = "more than one job may publish it" if len(jobs) > 1 else _why_open(jobs[0], len(files))
    elif provider == "gitlab":
        files = {gitlab.PIPELINE: Source("GitLab's default")}
    found.missing["workflow"] = OpenValue("workflow", why, tuple(reversed(files.items())))


def _why_open(job: PublishingJob, files: int) -> str:
    if files > 1:
        return f"runs of {job.file} begin in more than one file"
    return "one job may publish it" if files else f"only another repository's workflow starts {job.file}"


def _propose_environment(found: _Found, registry: Registry) -> None:
    if "environment" not in found.values:
        why = "no job says which; a publisher without one accepts any job of the file"
        proposed = PROPOSED if registry.ecosystem is Ecosystem.PYTHON else registry.name
        found.missing["environment"] = OpenValue("environment", why, ((proposed, Source("proposed")),))


def _ask_environment(found: _Found, jobs: Sequence[PublishingJob]) -> None:
    if "environment" in found.values:
        return
    candidates = {
        job_environment(job): job.environment.source if job.environment else job.source
        for job in reversed(jobs)
        if not (job.environment and isinstance(job.environment.value, Unresolved))
    }
    why = "the jobs that may publish it have different environments"
    found.missing["environment"] = OpenValue("environment", why, tuple(reversed(candidates.items())))


def _decided(found: _Found, provider: str) -> Publisher | Undecided:
    if found.missing:
        order = PROVIDERS[provider]
        missing = sorted(found.missing.values(), key=lambda value: order.index(value.key))
        return Undecided(tuple(missing))
    identity = identity_of(provider, {key: read.value.strip() for key, read in found.values.items()})
    refused = refusal(identity)
    if refused is not None:
        read = found.values.get(refused.attribute, Read("", Source("nowhere")))
        why = f"{read.value!r} ({read.source}) {refused.why}"
        return Undecided((OpenValue(refused.attribute, why),))
    return Publisher(identity, {key: read.source for key, read in found.values.items()})


def identity_of(provider: str, values: Mapping[str, str]) -> Identity:
    """The identity of these values, by the names `PROVIDERS` has for them."""
    workflow, environment = values.get("workflow", ""), values.get("environment", "")
    match provider:
        case "github":
            return GitHubActions(values["owner"], values["repository"], workflow, environment)
        case "gitlab":
            return GitLabCI(values["namespace"], values["project"], workflow, environment)
        case "google":
            return Google(values["email"], values.get("sub", ""))
        case "circleci":
            return _on_circleci(values)
        case _:
            return ActiveState(values["organization"], values["project"], values["actor"])


def _on_circleci(values: Mapping[str, str]) -> CircleCI:
    contexts = tuple(part.strip() for part in values.get("contexts", "").split(",") if part.strip())
    organization, project, pipeline, origin = (values.get(key, "") for key in PROVIDERS[circleci.NAME][:4])
    return CircleCI(organization, project, pipeline, origin, contexts)


def _jobs(
    package: Package, registry: Registry, repository: Repository, least: Nearness
) -> tuple[PublishingJob, ...]:
    doubtful = least is Nearness.DOUBTFUL
    return tuple(
        job
        for job in _of_provider(registry, repository)
        if (goes_to(job, registry) or (doubtful and goes_to(job, registry) is None))
        and nearness(job, package, repository.packages) >= least
    )


def _of_provider(registry: Registry, repository: Repository) -> tuple[PublishingJob, ...]:
    """The jobs for the registry's kind of package, of its publisher's provider and chosen workflow."""
    chosen = chosen_for(registry, repository)
    provider = provider_of(chosen, repository.remote)
    names_file = isinstance(provider, OpenValue) or "workflow" in PROVIDERS[provider]
    workflow = chosen["workflow"].value if "workflow" in chosen and names_file else None
    return tuple(
        job
        for job in repository.jobs
        if job.ecosystem is registry.ecosystem
        and (isinstance(provider, OpenValue) or job.provider == provider)
        and (workflow is None or may_be_called(job, workflow))
    )


def _preferred(
    jobs: Sequence[PublishingJob], package: Package, registry: Registry, repository: Repository
) -> tuple[PublishingJob, ...]:
    """Those with an identity over those without, the nearest over others; equal publishers count once."""
    if len(jobs) < 2:
        return tuple(jobs)
    jobs = [job for job in jobs if job.credential is Credential.OIDC] or jobs
    near = {job: nearness(job, package, repository.packages) for job in jobs}
    jobs = [job for job in jobs if near[job] == max(near.values())]
    chosen = chosen_for(registry, repository).get("environment")
    if chosen is not None:
        jobs = [
            job for job in jobs if compared_environment(job, chosen.value) == compared_environment(job)
        ] or jobs
    once = {(job.provider, job.file, compared_environment(job)): job for job in reversed(jobs)}
    return tuple(reversed(once.values()))
