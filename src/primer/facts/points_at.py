"""Whether the repository has what a publisher names: its own name, the workflow file, the environment."""

import posixpath
from typing import assert_never

from primer.core.project import Unlooked
from primer.core.publisher import ActiveState, CircleCI, GitHubActions, GitLabCI, Google, Identity
from primer.core.value import frozen
from primer.core.workflow import PublishingJob, Unresolved
from primer.facts.target import RepositoryCI
from primer.ports.eyes import Eyes
from primer.providers import github, gitlab

WORKFLOWS = ".github/workflows"


@frozen
class Gone:
    """One field names what is not there any more; `new` is what is there instead, empty where unclear."""

    label: str
    old: str
    new: str
    words: str


@frozen
class Unknown:
    """It cannot be told, because; `asks_person` where the person knows and nobody else can say."""

    why: str
    asks_person: bool = False


Finding = Gone | Unknown | str
"""A text is the claim that everything is there."""


def home_of(identity: Identity) -> str:
    """The repository's path that an identity names, or empty."""
    match identity:
        case GitHubActions(owner, repository, _, _):
            return f"{owner}/{repository}"
        case GitLabCI(namespace, project, _, _):
            return f"{namespace}/{project}"
        case _:
            return ""


def looked_up(identity: Identity, ci: RepositoryCI, eyes: Eyes) -> Finding:
    """The first of an identity's fields that is wrong, or why that cannot be told."""
    match identity:
        case GitHubActions():
            return _github(identity, ci, eyes)
        case GitLabCI():
            return _gitlab(identity, ci)
        case Google() | ActiveState() | CircleCI():
            return Unknown("this publisher names nothing in the repository")
        case _:
            assert_never(identity)


def _github(identity: GitHubActions, ci: RepositoryCI, eyes: Eyes) -> Finding:
    named = home_of(identity)
    current = _current_name(named, ci, eyes)
    if isinstance(current, str) and not _same(named, current):
        return _renamed(named, current)
    if not _is_here(named, ci):
        why = "" if isinstance(current, str) else f": {current.why}"
        return Unknown(f"it is published from {named}, whose files are not here{why}")
    found = _file(identity, ci) or _environment(
        identity.environment.lower(), identity.workflow, _jobs(ci, identity.workflow), folded=True
    )
    if found is not None:
        return found
    if isinstance(current, Unlooked):
        return Unknown(f"whether {named} was renamed could not be looked up: {current.why}", asks_person=True)
    return _claim(named, identity.workflow, identity.environment)


def _current_name(named: str, ci: RepositoryCI, eyes: Eyes) -> str | Unlooked:
    """What was read of the remote says it, where it is this very repository; otherwise GitHub is asked."""
    if ci.home and ci.home.host == github.HOST and ci.home.canonical and _same(named, ci.home.path):
        return ci.home.path
    return eyes.repository_name(github.HOST, named)


def _same(named: str, current: str) -> bool:
    """PyPI folds the owner's case, and compares the repository's name letter by letter."""
    owner, _, name = named.partition("/")
    current_owner, _, current_name = current.partition("/")
    return (owner.lower(), name) == (current_owner.lower(), current_name)


def _is_here(named: str, ci: RepositoryCI) -> bool:
    return ci.home is not None and ci.home.host == github.HOST and ci.home.path.lower() == named.lower()


def _renamed(named: str, current: str) -> Gone:
    owner, _, name = named.partition("/")
    new_owner, _, new_name = current.partition("/")
    words = f"GitHub calls {named} {current} now"
    if owner.lower() == new_owner.lower():
        return Gone("Repository name", name, new_name, words)
    if name == new_name:
        return Gone("Owner", owner, new_owner, words)
    return Gone("Owner and repository name", named, current, words)


def _jobs(ci: RepositoryCI, workflow: str) -> tuple[PublishingJob, ...]:
    return tuple(
        job for job in ci.jobs if job.provider == "github" and posixpath.basename(job.file) == workflow
    )


def _file(identity: GitHubActions, ci: RepositoryCI) -> Gone | None:
    files = {posixpath.basename(path) for path in ci.files if posixpath.dirname(path).endswith(WORKFLOWS)}
    if identity.workflow in files:
        return None
    publishing = sorted({posixpath.basename(job.file) for job in ci.jobs if job.provider == "github"})
    new = publishing[0] if len(publishing) == 1 else ""
    instead = f"; {', '.join(publishing)} publishes now" if publishing else ""
    words = f"there is no {WORKFLOWS}/{identity.workflow} any more{instead}"
    return Gone("Workflow name", identity.workflow, new, words)


def _environment(
    wanted: str, file: str, jobs: tuple[PublishingJob, ...], *, folded: bool
) -> Gone | Unknown | None:
    """A publisher that names no environment takes a job with any."""
    if not jobs:
        return Unknown(f"{file} is there; no step of it is one that primer knows to publish")
    if not wanted:
        return None
    values = [job.environment.value if job.environment else "" for job in jobs]
    texts = [value for value in values if not isinstance(value, Unresolved)]
    if wanted in [text.lower() if folded else text for text in texts]:
        return None
    for value in values:
        if isinstance(value, Unresolved):
            return Unknown(f"the environment in {file} is `{value.text}`, which only a run knows")
    has = sorted({text for text in texts if text})
    instead = f"it has {', '.join(has)}" if has else "it names none"
    new = has[0] if len(has) == 1 else ""
    words = f"no job of {file} publishes from environment {wanted}: {instead}"
    return Gone("Environment name", wanted, new, words)


def _gitlab(identity: GitLabCI, ci: RepositoryCI) -> Finding:
    """GitLab itself is not asked: as far as the files tell."""
    named = home_of(identity)
    if ci.home is None or ci.home.host != gitlab.HOST or ci.home.path != named:
        return Unknown(f"it is published from {named}, whose files are not here")
    tops = {path.removeprefix("../") for path in ci.files}
    if identity.workflow not in tops:
        words = f"there is no {identity.workflow} any more"
        new = gitlab.PIPELINE if gitlab.PIPELINE in tops else ""
        return Gone("Top-level pipeline file path", identity.workflow, new, words)
    jobs = tuple(job for job in ci.jobs if job.provider == "gitlab")
    found = _environment(identity.environment, identity.workflow, jobs, folded=False)
    return found or _claim(named, identity.workflow, identity.environment)


def _claim(named: str, workflow: str, environment: str) -> str:
    if not environment:
        return f"{named} and {workflow} are there"
    return f"{named}, {workflow} and environment {environment} are there"
