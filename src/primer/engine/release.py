"""From what was read and chosen to the release that a publish workflow is to carry out."""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence

from primer.core.package import Package
from primer.core.problem import NeedsYou, Problem, Stop, YourInput
from primer.core.publisher import GitHubActions, GitLabCI, Publisher
from primer.core.regex import regex
from primer.core.registry import Ecosystem, Registry
from primer.core.release import Builder, Forge, Part, Release, ReleasedPackage, Tags
from primer.core.repository import Remote, Repository
from primer.core.tiers import Tiers, shared_tiers
from primer.core.value import frozen, replace
from primer.core.workflow import PublishingJob
from primer.providers import github, gitlab
from primer.reading.ci.matching import goes_to, nearness
from primer.reading.packages.manifest_problems import manifest_problems
from primer.reading.packages.package_managers import manager_of
from primer.reading.publishers.decided import PROPOSED, OpenValue, Undecided, provider_of, publisher_for
from primer.reading.publishers.home import chosen_home
from primer.reading.toolchain import Toolchain
from primer.registries.addresses import HOMES, TESTPYPI
from primer.registries.known import interface_of
from primer.writing.gitlab import INCLUDED

WORKFLOWS = ".github/workflows/"
DEFAULT = f"{WORKFLOWS}publish.yaml"
PYTHONS = ("3.14", "3.13", "3.12", "3.11", "3.10")
"""The versions that may build, newest first."""
_FORGES: Mapping[str, tuple[Forge, str, str]] = {
    "github": (Forge.GITHUB, github.HOST, "--owner and --repository"),
    "gitlab": (Forge.GITLAB, gitlab.HOST, "--namespace and --project"),
}
_ONE = regex(r"v?(?:\d|\*|\[)")
_AFTER_NAME = regex(r"[-_@/]v?(?:\d|\*|\[)")


@frozen
class Wishes:
    """What was asked for; None is no wish. `command` is the command line that asks for the same again."""

    tags: Tags | None = None
    builder: Builder | None = None
    parts: frozenset[Part] = frozenset()
    command: str = "primer workflow"


def release_of(
    repository: Repository,
    registry: Registry,
    wishes: Wishes,
    files: frozenset[str],
    signs: Toolchain = Toolchain(),  # noqa: B008 - a frozen value
) -> Release:
    """The release of all packages, JavaScript's among them unless it is a trial on TestPyPI.

    `files` are the repository's, by path. Raises Stop where there is no package, or no forge that primer
    writes workflows for.
    """
    packages = _taking_part(repository, registry)
    if not packages:
        raise Stop(_no_packages())
    forge, home = _forge(repository, registry)
    if forge is Forge.GITHUB:
        file = _file(repository, registry)
    else:
        file = _pipeline(repository, registry, files, signs)
    released = _released(packages, repository, registry, files)
    python = [package for package in packages if package.ecosystem is Ecosystem.PYTHON]
    builder = wishes.builder or (Builder.UV if signs.uv or "uv.lock" in files else Builder.BUILD)
    manager, lock = manager_of(files, signs.manager)
    return Release(
        forge=forge,
        repository=home.path,
        file=file,
        packages=released,
        tags=wishes.tags or _tags(packages, signs.tags),
        builder=builder,
        workspace=builder is Builder.UV
        and bool(signs.workspaces)
        and all(signs.has_member(package.path) for package in python),
        manager=manager,
        lock=lock,
        python=newest_python(package.description.requires_python for package in python),
        parts=wishes.parts,
        command=wishes.command,
        history=any(package.version is None for package in packages),
        left_out=tuple(one.name for one in repository.packages if one not in packages),
        stages=() if file == gitlab.PIPELINE else signs.stages,
    )


def manifest_obstacles(repository: Repository, registry: Registry) -> tuple[Problem, ...]:
    """What the manifests of the packages that take part say against their release; warnings among them."""
    found: list[Problem] = []
    for package in _taking_part(repository, registry):
        if package.stated is None:
            continue
        home = HOMES[package.ecosystem]
        publisher = publisher_for(package, home, repository)
        is_verified = isinstance(publisher, Undecided) or interface_of(home).provable(publisher.identity)
        found += manifest_problems(package, publisher, repository, verified=is_verified)
    return tuple(found)


def no_identities(registry: Registry) -> NeedsYou:
    """Said of a registry that exchanges no identity: what primer writes cannot publish there."""
    return NeedsYou(
        "no-trusted-publishing",
        f"{registry.title} takes no part in trusted publishing: no workflow publishes there without a token",
        hint="publish there with a token that CI keeps, in a job of your own, or ask whoever runs it",
    )


def misread(release: Release, repository: Repository, registry: Registry) -> tuple[str, ...]:
    """What reading the written workflow back gives otherwise than it was meant, a sentence a package."""
    by_name = {(package.ecosystem, package.name): package for package in repository.packages}
    found = []
    for meant in release.packages:
        package = by_name.get((meant.ecosystem, meant.name))
        if package is None:
            found.append(f"{meant.name}: the package is gone")
        elif meant.ecosystem is registry.ecosystem:
            found.append(_misread(meant, release, publisher_for(package, registry, repository)))
        elif not _is_published(meant, release, repository):
            found.append(f"{meant.name}: no job of {release.file} publishes it from {meant.environment}")
    return tuple(filter(None, found))


def _misread(meant: ReleasedPackage, release: Release, read: Publisher | Undecided) -> str:
    if isinstance(read, Undecided):
        return f"{meant.name}: {'; '.join(f'{one.key}: {one.why}' for one in read.missing)}"
    identity = read.identity
    if not isinstance(identity, GitHubActions | GitLabCI):
        return ""
    workflow = posixpath.basename(release.file)
    if release.forge is Forge.GITLAB:
        workflow = gitlab.PIPELINE if release.file == INCLUDED else release.file
    if identity.workflow != workflow:
        return f"{meant.name}: the plan reads the workflow {identity.workflow}"
    if identity.environment.lower() != meant.environment.lower():
        return f"{meant.name}: the plan reads the environment {identity.environment or 'none'}"
    return ""


def _is_published(meant: ReleasedPackage, release: Release, repository: Repository) -> bool:
    return any(
        job.file == release.file and job.ecosystem is meant.ecosystem and _same([job]) == meant.environment
        for job in repository.jobs
    )


def newest_python(ranges: Iterable[str]) -> str:
    """The newest version that all ranges (`requires-python`) allow; the newest of all where none does."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    allowed = []
    for text in ranges:
        try:
            allowed.append(SpecifierSet(text))
        except InvalidSpecifier:
            continue
    # Its first release stands for a version: `<3.14` and `!=3.13.*` both mean all of one.
    fitting = (one for one in PYTHONS if all(wanted.contains(f"{one}.0") for wanted in allowed))
    return next(fitting, PYTHONS[0])


def _taking_part(repository: Repository, registry: Registry) -> tuple[Package, ...]:
    """Without what is published from elsewhere than this workflow, as somebody chose."""
    kinds = {registry.ecosystem, *((Ecosystem.JAVASCRIPT,) if registry != TESTPYPI else ())}
    elsewhere = {
        kind for kind in kinds - {registry.ecosystem} if _provider(repository, HOMES[kind]) not in _FORGES
    }
    found = tuple(package for package in repository.packages if package.ecosystem in kinds)
    if found and all(package.ecosystem in elsewhere for package in found):
        named = ", ".join(sorted({_provider(repository, HOMES[package.ecosystem]) for package in found}))
        raise Stop(_no_forge(f"the publisher is {named}, whose builds are described elsewhere"))
    return tuple(package for package in found if package.ecosystem not in elsewhere)


def _provider(repository: Repository, registry: Registry) -> str:
    """As chosen for that registry; where nobody chose, whatever hosts the source will do."""
    chosen = repository.choices.publisher(registry.name).values.get("provider")
    return chosen.value if chosen is not None else next(iter(_FORGES))


def _forge(repository: Repository, registry: Registry) -> tuple[Forge, Remote]:
    chosen = repository.choices.publisher(registry.name)
    provider = provider_of(chosen.values, repository.remote)
    if isinstance(provider, OpenValue):
        raise Stop(_no_forge(provider.why))
    if provider not in _FORGES:
        raise Stop(_no_forge(f"the publisher is {provider}, whose builds are described elsewhere"))
    forge, host, flags = _FORGES[provider]
    home = chosen_home(chosen, repository.remote)
    if home is None or home.host != host:
        raise Stop(_no_home(provider, flags))
    return forge, home


def _released(
    packages: Sequence[Package], repository: Repository, registry: Registry, files: frozenset[str]
) -> tuple[ReleasedPackage, ...]:
    order = shared_tiers(packages)
    found = [
        replace(
            _one(package, order[package.ecosystem], repository, registry),
            imports=_imports(package, files),
            beyond=_beyond(package, order),
        )
        for package in packages
    ]
    return tuple(sorted(found, key=lambda one: (one.tier, one.ecosystem != Ecosystem.PYTHON, one.name)))


def _one(package: Package, order: Tiers, repository: Repository, registry: Registry) -> ReleasedPackage:
    tier = order.of[package.name]
    python = package.ecosystem is Ecosystem.PYTHON
    home = registry if python else HOMES[package.ecosystem]
    project = f"project/{package.name}/" if python else f"package/{package.name}"
    return ReleasedPackage(
        name=package.name,
        ecosystem=package.ecosystem,
        path=package.path,
        tier=tier,
        # Packages that need each other share a tier: none of them can wait for the other.
        requires=tuple(name for name in package.requires if order.of.get(name, tier) < tier),
        environment=_environment(package, home, repository),
        registry=home.name,
        web=f"{home.web_url}/{project}",
        index=home.index_url,
        upload_url="" if home in HOMES.values() else home.upload_url,
        bound=package.bound,
    )


def _beyond(package: Package, order: Mapping[Ecosystem, Tiers]) -> tuple[str, ...]:
    """What it needs of the other ecosystem and can wait for."""
    tier = order[package.ecosystem].of[package.name]
    others = [order[kind].of for kind in Ecosystem if kind is not package.ecosystem]
    return tuple(name for name in package.beyond if any(of.get(name, tier) < tier for of in others))


def _imports(package: Package, files: frozenset[str]) -> tuple[str, ...]:
    """As the manifest says; without a word of it, Node looks for index.js."""
    if package.imports is not None:
        return package.imports
    index = posixpath.normpath(posixpath.join(package.path, "index.js"))
    return (package.name,) if package.ecosystem is Ecosystem.JAVASCRIPT and index in files else ()


def _environment(package: Package, registry: Registry, repository: Repository) -> str:
    """As chosen; else as CI has it; a job that names none is given the proposed one."""
    chosen = repository.choices.publisher(registry.name).values.get("environment")
    if chosen is not None:
        return chosen.value
    if package.ecosystem is Ecosystem.JAVASCRIPT:
        return _same(_nearest_jobs(package, repository)) or HOMES[package.ecosystem].name
    publisher = publisher_for(package, registry, repository)
    if isinstance(publisher, Publisher) and isinstance(publisher.identity, GitHubActions | GitLabCI):
        return publisher.identity.environment or PROPOSED
    here = [job for job in repository.jobs if job.provider in _FORGES and goes_to(job, registry)]
    return _same(here) or PROPOSED


def _nearest_jobs(package: Package, repository: Repository) -> list[PublishingJob]:
    own = [job for job in repository.jobs if job.provider in _FORGES]
    jobs = [job for job in own if job.ecosystem is Ecosystem.JAVASCRIPT]
    near = {job: nearness(job, package, repository.packages) for job in jobs}
    return [job for job in jobs if near[job] == max(near.values())]


def _same(jobs: Sequence[PublishingJob]) -> str:
    """The environment that all of these jobs name in so many words, or none."""
    named = {job.environment.value if job.environment else "" for job in jobs}
    only = named.pop() if len(named) == 1 else ""
    return only if isinstance(only, str) else ""


def _pipeline(repository: Repository, registry: Registry, files: frozenset[str], signs: Toolchain) -> str:
    """The chosen one, else the project's own; where somebody else wrote that, a file for it to include."""
    chosen = repository.choices.publisher(registry.name).values.get("workflow")
    if chosen is not None:
        return chosen.value
    own = gitlab.PIPELINE not in files or gitlab.PIPELINE in signs.written
    return gitlab.PIPELINE if own else INCLUDED


def _file(repository: Repository, registry: Registry) -> str:
    """The chosen one, else the only one that publishes there already, else one of the usual name."""
    chosen = repository.choices.publisher(registry.name).values.get("workflow")
    if chosen is not None:
        return WORKFLOWS + posixpath.basename(chosen.value)
    own = [job for job in repository.jobs if job.file.startswith(WORKFLOWS)]
    there = {job.file for job in own if not job.called_only and _is_for(job, registry)}
    if len(there) == 1:
        return there.pop()
    elsewhere = {job.file for job in own} - there
    if registry != TESTPYPI and DEFAULT not in elsewhere:
        return DEFAULT
    return f"{WORKFLOWS}publish-{_plain(registry.name)}.yaml"


def _is_for(job: PublishingJob, registry: Registry) -> bool:
    if job.ecosystem is Ecosystem.JAVASCRIPT:
        return registry != TESTPYPI
    return goes_to(job, registry) is not False


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII)


def _tags(packages: Sequence[Package], seen: Sequence[str]) -> Tags:
    """What the first telling tag shows; otherwise one for all where all have the same version."""
    names = {package.name.rpartition("/")[2].lower() for package in packages}
    for tag in seen:
        if _ONE.match(tag):
            return Tags.ONE
        if any(_is_of(tag.lower(), name) for name in names):
            return Tags.EACH
    return Tags.ONE if len({package.version for package in packages}) == 1 else Tags.EACH


def _is_of(tag: str, name: str) -> bool:
    bare = tag.rpartition("/")[2] if not tag.startswith(name) else tag
    spelled = bare.replace("_", "-").replace(".", "-")
    return spelled.startswith(name) and bool(_AFTER_NAME.match(bare[len(name) :]))


def _no_packages() -> YourInput:
    return YourInput(
        "no-packages",
        "no package was found that could be published",
        hint="run primer in the repository that holds them; `primer --plan` says what was left out and why",
    )


def _no_forge(why: str) -> NeedsYou:
    return NeedsYou(
        "no-forge",
        f"primer writes workflows for GitHub Actions and GitLab CI, and this is neither: {why}",
        hint="say where it is: --owner and --repository (GitHub), or --namespace and --project (GitLab)",
    )


def _no_home(provider: str, flags: str) -> NeedsYou:
    return NeedsYou(
        "no-forge",
        f"the publisher is on {provider}, and which repository there is not known",
        hint=f"say it with {flags}",
    )
