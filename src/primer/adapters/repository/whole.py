"""The repository as a whole: files, packages, CI, remote and choices read together."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from primer.adapters.files.home import home_folder
from primer.adapters.files.homefiles import home_tokens
from primer.adapters.files.texts import Texts
from primer.adapters.programs.git import asking
from primer.adapters.repository.checkout import Checkout, open_checkout
from primer.adapters.repository.ci_files import ci_texts, token_texts, untracked_ci
from primer.adapters.repository.remote import REMOTES, read_remote
from primer.adapters.repository.versions import versions_here
from primer.core.choices import Choices
from primer.core.finding import Finding
from primer.core.problem import Problem, Stop
from primer.core.registry import Registry
from primer.core.repository import Remote, Repository
from primer.core.value import replace
from primer.core.workflow import PublishingJob, StoredToken
from primer.reading.choices.chosen import PRIMER, PYPROJECT, read_choices, with_flags
from primer.reading.ci.jobs import read_jobs
from primer.reading.ci.stored import stored_tokens
from primer.reading.packages.found import Found, find_packages
from primer.reading.packages.manifests import is_manifest
from primer.reading.publishers.illegal import illegal_publishers
from primer.reading.versions.said import with_versions


def read_repository(root: Path | None, flags: Mapping[str, str]) -> Repository:
    """The repository at a folder, or around the working folder; `flags` are laid over its choices.

    Raises Stop when there is no such folder, or when a flag is unknown or illegal.
    """
    return read_checkout(open_checkout(root), flags)


def read_checkout(
    checkout: Checkout, flags: Mapping[str, str], home: Path | None = None, stand_ins: Iterable[Registry] = ()
) -> Repository:
    """The repository of a checkout; `home` is the person's folder when it is not the usual one.

    `stand_ins` are registries inside this machine that count as those they stand for.
    """
    with asking(checkout.root, *REMOTES) as remotes:
        choices, choice_problems = choices_of(checkout, flags)
        found, package_problems = packages_of(checkout, choices)
        versions = versions_here(checkout, found, choices)
        defining = ci_texts(checkout)
        jobs, tokens, ci_problems = _ci(checkout, defining, (*choices.registries, *stand_ins))
        remote, remote_problems, remote_notes = read_remote(remotes(), checkout.root)
    illegal = _illegal(choices, remote)
    problems = (
        *checkout.problems,
        *choice_problems,
        *illegal,
        *package_problems,
        *ci_problems,
        *remote_problems,
    )
    repository = Repository(
        name=remote.name if remote else checkout.root.name,
        remote=remote,
        packages=with_versions(found.packages, versions),
        skipped=found.skipped,
        jobs=jobs,
        stored_tokens=(*tokens, *_home_tokens(home)),
        choices=choices,
        problems=tuple(dict.fromkeys(problems)),
        notes=(*checkout.notes, *_uncommitted(checkout)),
        remote_notes=remote_notes,
        ci_files=tuple(defining),
        versions=versions,
        within=_within(checkout),
    )
    return replace(repository, findings=_findings(defining.readable(), repository))


def _within(checkout: Checkout) -> str:
    if checkout.top is None:
        return ""
    root, top = checkout.root.resolve(), checkout.top.resolve()
    return root.relative_to(top).as_posix() if root != top and root.is_relative_to(top) else ""


def _findings(texts: Mapping[str, str], repository: Repository) -> tuple[Finding, ...]:
    if not texts:
        return ()
    from primer.checking.check import check

    return check(texts, repository)


def _uncommitted(checkout: Checkout) -> tuple[str, ...]:
    """In a work tree alone: where there is no git, nobody can have added a file to it."""
    if checkout.top is None:
        return ()
    return tuple(
        f"{path} is not in git yet: CI knows it once it is pushed" for path in untracked_ci(checkout)
    )


def choices_of(checkout: Checkout, flags: Mapping[str, str]) -> tuple[Choices, tuple[Problem, ...]]:
    """A checkout's choices under flags; the wizard's own primer.toml counts before anybody adds it to git."""
    present = (name for name in (PYPROJECT, PRIMER) if os.path.lexists(checkout.root / name))
    texts = Texts(checkout, present)
    choices, problems = read_choices(texts)
    return with_flags(choices, flags), (*texts.failed.values(), *problems)


def _illegal(choices: Choices, remote: Remote | None) -> tuple[Problem, ...]:
    """What the files choose and no form takes; an illegal flag stops, as any other one does."""
    found = illegal_publishers(choices, remote)
    for problem in found:
        if problem.source is not None and problem.source.where.startswith("--"):
            raise Stop(problem)
    return found


def packages_of(checkout: Checkout, choices: Choices) -> tuple[Found, tuple[Problem, ...]]:
    """A checkout's packages, and what kept some from being read."""
    texts = Texts(checkout, checkout.find(is_manifest))
    found = find_packages(texts, choices)
    return found, (*_unread(texts, found), *found.problems)


def _unread(texts: Texts, found: Found) -> Iterator[Problem]:
    return (texts.failed[path] for path in found.unread)


def _ci(
    checkout: Checkout, defining: Texts, indexes: Collection[Registry]
) -> tuple[tuple[PublishingJob, ...], tuple[StoredToken, ...], tuple[Problem, ...]]:
    keeping = token_texts(checkout)
    readable = defining.readable()
    jobs, problems = read_jobs(readable, indexes)
    tokens = stored_tokens({**readable, **keeping.readable()}, jobs)
    return jobs, tokens, (*defining.failed.values(), *keeping.failed.values(), *problems)


def _home_tokens(home: Path | None) -> tuple[StoredToken, ...]:
    folder = home or home_folder()
    return home_tokens(folder) if folder else ()
