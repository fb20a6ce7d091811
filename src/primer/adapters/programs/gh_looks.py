"""What `gh` can see of a repository on GitHub: environments, names of stored secrets, tags behind pins."""

import shlex
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from primer.adapters.programs.gh import Gh
from primer.adapters.programs.looked import Looked
from primer.core.finding import Finding, Severity
from primer.core.project import Absent, Unlooked
from primer.core.regex import regex
from primer.core.repository import Repository
from primer.core.source import Source
from primer.core.value import frozen
from primer.core.workflow import PublishingJob, StoredToken
from primer.providers import github
from primer.reading.ci.credentials import is_publishing

AT_ONCE = 8
_PIN = regex(
    r"\buses:\s*['\"]?(?P<action>[\w.-]+/[\w.-]+)(?:/[^@\s]*)?@(?P<commit>[0-9a-f]{40})['\"]?"
    r"\s+#\s*(?:tag=)?(?P<version>v?\d[\w.+-]*)"
)
_DEEPEST = 5
"""A tag may name a tag; nobody needs more of them than this."""

Look = Callable[[], "tuple[Finding | Unlooked, ...]"]


def unlooked_for(why: str) -> Looked:
    """Nothing of it could be looked at."""
    return Looked(unlooked=(Unlooked(f"environments, secrets and tags on GitHub not looked at: {why}"),))


def stored_secrets(gh: Gh, path: str) -> tuple[StoredToken, ...] | Unlooked:
    """The publishing secrets stored in a repository (`owner/name`) and in its environments: names only.

    One that was seen is given, whatever else could not be looked at; none is only said where all was seen.
    """
    answers = list(_secret_lists(gh, path))
    listed = (token for answer in answers if not isinstance(answer, Unlooked) for token in answer)
    found = tuple(token for token in listed if is_publishing(token.name))
    unseen = next((answer for answer in answers if isinstance(answer, Unlooked)), None)
    return found if found or unseen is None else unseen


def _secret_lists(gh: Gh, path: str) -> Iterator[list[StoredToken] | Unlooked]:
    yield _tokens(_names(gh, f"repos/{path}/actions/secrets", "secrets"), f"the secrets of {path}")
    places = _names(gh, f"repos/{path}/environments", "environments")
    if isinstance(places, Unlooked):
        yield places
        return
    for place in places:
        names = _names(gh, f"repos/{path}/environments/{quote(place, safe='')}/secrets", "secrets")
        yield _tokens(names, f"the secrets of environment {place}")


def _tokens(names: tuple[str, ...] | Unlooked, where: str) -> list[StoredToken] | Unlooked:
    if isinstance(names, Unlooked):
        return names
    return [StoredToken(name, Source(where)) for name in names]


def look_at_repository(gh: Gh, repository: Repository, texts: Mapping[str, str]) -> Looked:
    """Everything that gh can see of it, side by side; `texts` are its CI files by path."""
    path = github.hosted(repository.remote)
    if not path:
        return Looked()
    if gh.unready is not None:
        return unlooked_for(gh.unready.why)
    jobs = [job for job in repository.jobs if job.provider == "github"]
    looks: list[Look] = [lambda: _secrets(gh, path)]
    looks += [_environment_look(gh, path, job) for job in _with_environments(jobs)]
    files = {job.file for job in jobs}
    looks += [_pin_look(gh, pin) for pin in _pins({file: texts[file] for file in files & set(texts)})]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = [one for answers in pool.map(lambda look: look(), looks) for one in answers]
    findings = {one for one in found if isinstance(one, Finding)}
    unlooked = dict.fromkeys(one for one in found if isinstance(one, Unlooked))
    return Looked(tuple(sorted(findings, key=_place)), tuple(unlooked))


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return finding.source.where, finding.source.line or 0, finding.rule, finding.message


def _names(gh: Gh, page: str, key: str) -> tuple[str, ...] | Unlooked:
    """The names in a list of GitHub's, all pages of it."""
    answer = gh.api(f"{page}?per_page=100")
    if isinstance(answer, Unlooked):
        return answer
    if isinstance(answer, Absent):
        return Unlooked(f"GitHub shows your login no {page.removeprefix('repos/')}")
    pages = answer if isinstance(answer, tuple) else ()
    return tuple(name for one in pages for name in _named(one, key))


def _named(page: object, key: str) -> Iterator[str]:
    listed = page.get(key) if isinstance(page, dict) else None
    for one in listed if isinstance(listed, list) else ():
        name = one.get("name") if isinstance(one, dict) else None
        if isinstance(name, str):
            yield name


def _secrets(gh: Gh, path: str) -> tuple[Finding | Unlooked, ...]:
    found = stored_secrets(gh, path)
    if isinstance(found, Unlooked):
        return (Unlooked(f"stored secrets: {found.why}"),)
    return tuple(_stored(token, path) for token in found)


def _stored(token: StoredToken, path: str) -> Finding:
    _, _, environment = token.source.where.partition("environment ")
    where = f" --env {shlex.quote(environment)}" if environment else ""
    return Finding(
        "secret-stored",
        token.source,
        Severity.ERROR,
        f"{token.name} is stored in {token.source}: whoever can change a workflow can publish with it",
        f"remove the token on its registry, then `gh secret delete {token.name} --repo {path}{where}`",
    )


def _with_environments(jobs: list[PublishingJob]) -> list[PublishingJob]:
    """One job for each environment that is named in so many words; GitHub ignores their case."""
    once: dict[str, PublishingJob] = {}
    for job in jobs:
        if job.environment and isinstance(job.environment.value, str) and job.environment.value:
            once.setdefault(job.environment.value.lower(), job)
    return list(once.values())


def _environment_look(gh: Gh, path: str, job: PublishingJob) -> Look:
    return lambda: tuple(_environment(gh, path, job))


def _environment(gh: Gh, path: str, job: PublishingJob) -> Iterator[Finding | Unlooked]:
    name = str(job.environment.value) if job.environment else ""
    source = job.environment.source if job.environment else job.source
    answer = gh.api(f"repos/{path}/environments/{quote(name, safe='')}")
    if isinstance(answer, Absent):
        there = gh.api(f"repos/{path}")
        if isinstance(there, Absent | Unlooked):
            why = there.why if isinstance(there, Unlooked) else f"GitHub shows your login no {path}"
            yield Unlooked(f"environment {name}: {why}")
            return
        yield Finding(
            "environment-missing",
            source,
            Severity.ERROR,
            f"environment {name} does not exist in {path}; the first run would make it, open to all",
            "create it with reviewers before the first release: `primer workflow` shows the commands",
            job=job.job,
        )
    elif isinstance(answer, Unlooked):
        yield Unlooked(f"environment {name}: {answer.why}")
    elif not _has_reviewers(answer):
        yield Finding(
            "environment-unprotected",
            source,
            Severity.WARNING,
            f"environment {name} asks nobody before it publishes",
            "require a reviewer for it: `primer workflow` shows the commands",
            job=job.job,
        )


def _has_reviewers(environment: object) -> bool:
    rules = environment.get("protection_rules") if isinstance(environment, dict) else None
    return any(
        isinstance(rule, dict) and rule.get("type") == "required_reviewers" and bool(rule.get("reviewers"))
        for rule in (rules if isinstance(rules, list) else ())
    )


@frozen
class _Pin:
    """One action pinned to a commit, with the version that its comment says it is."""

    source: Source
    action: str
    commit: str
    version: str


def _pins(texts: Mapping[str, str]) -> list[_Pin]:
    return [
        _Pin(Source(path, number), match["action"], match["commit"], match["version"])
        for path in sorted(texts)
        for number, line in enumerate(texts[path].splitlines(), 1)
        if (match := _PIN.search(line)) and not line.lstrip().startswith("#")
    ]


def _pin_look(gh: Gh, pin: _Pin) -> Look:
    return lambda: tuple(_drift(gh, pin))


def _drift(gh: Gh, pin: _Pin) -> Iterator[Finding | Unlooked]:
    named = f"{pin.action} {pin.version}"
    objects = _tagged(gh, pin)
    if isinstance(objects, Unlooked):
        yield Unlooked(f"{named}: {objects.why}")
    elif pin.commit != objects[-1]:
        message = f"{named} is commit {objects[-1][:12]} on GitHub, and this pins {pin.commit[:12]}"
        fix = f"if you trust it, pin {objects[-1]}; if the tag moved, find out why first"
        if pin.commit in objects:
            message = f"this pins the tag object of {named}, which is no commit"
            fix = f"pin its commit: {objects[-1]}"
        yield Finding("pin-drifted", pin.source, Severity.ERROR, message, fix)


def _tagged(gh: Gh, pin: _Pin) -> tuple[str, ...] | Unlooked:
    """The objects from a tag to its commit; the commit is the last."""
    found: list[str] = []
    page = f"repos/{pin.action}/git/ref/tags/{quote(pin.version, safe='')}"
    while len(found) < _DEEPEST:
        answer = gh.api(page)
        if isinstance(answer, Unlooked):
            return answer
        kind, sha = _object(answer)
        if not sha:
            return Unlooked("GitHub shows no such tag")
        found.append(sha)
        if kind != "tag":
            return tuple(found)
        page = f"repos/{pin.action}/git/tags/{sha}"
    return Unlooked("its tag names no commit")


def _object(answer: object) -> tuple[str, str]:
    held = answer.get("object") if isinstance(answer, dict) else None
    kind, sha = (held.get("type"), held.get("sha")) if isinstance(held, dict) else (None, None)
    return (kind, sha) if isinstance(kind, str) and isinstance(sha, str) else ("", "")
