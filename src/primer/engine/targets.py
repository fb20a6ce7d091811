"""From the repository to targets: package, registry, route, publisher; and the choices still open."""

from collections.abc import Mapping, Sequence

from primer.core.choices import Way
from primer.core.package import Package
from primer.core.plan import OpenQuestion
from primer.core.problem import Problem
from primer.core.publisher import Form, Identity, Publisher, Unsupported
from primer.core.question import Choice, Question
from primer.core.registry import Registry
from primer.core.repository import Repository
from primer.core.value import frozen
from primer.core.versions import PackageVersions
from primer.core.workflow import PublishingJob
from primer.facts.target import RepositoryCI, Target
from primer.placeholders.versions import written
from primer.providers.pages import runs_page
from primer.reading.publishers.chosen import choice_key
from primer.reading.publishers.decided import OpenValue, Undecided, job_for, publisher_for
from primer.registries.known import interface_of

OTHER = "/other"
"""The answer that asks for a text; no value of a publisher begins with a slash."""
NONE = "/none"
"""The answer that wants no value."""
NO_VALUE = {"environment": "none: any job of the file may then publish"}


@frozen
class Webs:
    """Where the providers' pages are, by host; a rehearsal has its own."""

    of: Mapping[str, str]


def target_of(package: Package, registry: Registry, repository: Repository, way: Way, webs: Webs) -> Target:
    """One package at one registry, with all that was read or chosen for it."""
    publisher = publisher_for(package, registry, repository)
    decided = publisher if isinstance(publisher, Publisher) else None
    return Target(
        package,
        registry,
        way,
        written(repository.choices.placeholder_version, package.ecosystem),
        _jobs(package, registry, repository),
        decided,
        _form(package, registry, way, publisher),
        repository.choices.accounts.get(registry.name, ""),
        runs_page(decided.identity, webs.of) if decided else "",
        RepositoryCI(repository.remote, frozenset(repository.ci_files), repository.jobs, repository.findings),
        repository.versions.of.get((package.ecosystem, package.name), PackageVersions()),
        _of_manifest(package, registry, repository, publisher),
    )


def _of_manifest(
    package: Package, registry: Registry, repository: Repository, publisher: Publisher | Undecided
) -> tuple[Problem, ...]:
    """What a manifest states for readers, as a package.json does, against the releases."""
    if package.stated is None:
        return ()
    from primer.reading.packages.manifest_problems import manifest_problems

    is_verified = isinstance(publisher, Undecided) or interface_of(registry).provable(publisher.identity)
    return manifest_problems(package, publisher, repository, verified=is_verified)


def _jobs(package: Package, registry: Registry, repository: Repository) -> tuple[PublishingJob, ...]:
    found = job_for(package, registry, repository)
    return (found,) if isinstance(found, PublishingJob) else found


def _form(
    package: Package, registry: Registry, way: Way, publisher: Publisher | Undecided
) -> Form | Unsupported:
    if isinstance(publisher, Undecided):
        keys = ", ".join(value.key for value in publisher.missing)
        return Unsupported(f"still open: {keys}")
    interface = interface_of(registry)
    form = interface.form(registry, package.name, publisher)
    if isinstance(form, Form) and way.is_pending:
        return Form(form.provider, form.fields, interface.pending_page(registry), prefilled=False)
    return form


def open_questions(
    packages: Sequence[Package], registry: Registry, repository: Repository
) -> tuple[OpenQuestion, ...]:
    """What the person has to say before a form can be filled, each asked once for all packages."""
    asked: dict[str, OpenQuestion] = {}
    for package in packages:
        publisher = publisher_for(package, registry, repository)
        for value in publisher.missing if isinstance(publisher, Undecided) else ():
            key = choice_key(value.key, registry, repository)
            alone = registry if key != f"publisher.{value.key}" else None
            asked.setdefault(value.key, OpenQuestion(key, _question(value, alone)))
    return tuple(asked.values())


def _question(value: OpenValue, alone: Registry | None) -> Question:
    """A choice among what was found, and always a way to say something else; `alone` is whom it is for."""
    found = tuple(Choice(text, f"{text}   {source}") for text, source in value.candidates)
    none = (Choice(NONE, NO_VALUE[value.key]),) if value.key in NO_VALUE else ()
    other = (Choice(OTHER, "another"),) if (found or none) and value.key != "provider" else ()
    choices = (*found, *other, *none)
    default = choices[0].key if choices else ""
    where, to = (f" on {alone.title}", f" {alone.name}=VALUE") if alone else ("", "")
    text = f"{value.key.capitalize()} of the publisher{where}?"
    return Question(text, f"--{value.key}{to}", default, choices, note=value.why)


def identities(targets: Sequence[Target]) -> dict[Identity, list[str]]:
    """The packages by the identity that is to publish them."""
    found: dict[Identity, list[str]] = {}
    for target in targets:
        if target.publisher is not None:
            found.setdefault(target.publisher.identity, []).append(target.name)
    return found
