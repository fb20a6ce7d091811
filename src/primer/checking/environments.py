"""The environment of a publishing job: there, and the one that the publisher names.

Imports PyYAML: import this module only where there is a CI file to check.
"""

import posixpath
from collections.abc import Iterator

from primer.checking.destinations import chosen_environment, concerns_publishers, destination
from primer.checking.publications import Publication
from primer.checking.rules import Draft
from primer.core.regex import regex
from primer.core.registry import Registry
from primer.core.repository import Repository
from primer.core.source import Read
from primer.core.workflow import PublishingJob, Unresolved

_PLAIN = regex(r"[A-Za-z](?:[\w./-]| (?=[\w./-]))*")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_AFTER = ("runs-on", "needs", "name", "image", "stage", "extends")


def environments(publication: Publication, repository: Repository) -> Iterator[Draft]:
    """What is wrong with the environment of one job; said once, however many uploads it makes."""
    seen: set[tuple[str, str]] = set()
    for upload in publication.uploads:
        if not concerns_publishers(upload, repository):
            continue
        registry = destination(upload, repository).registry
        wanted = chosen_environment(registry, repository)
        draft = (
            _missing(publication, upload, wanted, registry)
            if upload.environment is None
            else _differs(publication, upload.environment, upload, wanted)
        )
        if draft is not None and (draft.rule, draft.message) not in seen:
            seen.add((draft.rule, draft.message))
            yield draft


def _missing(
    publication: Publication, upload: PublishingJob, wanted: str | None, registry: Registry | None
) -> Draft | None:
    """None where no environment is wanted on purpose, or an unseen template may name one."""
    from primer.checking.insertions import Member, inserted

    if wanted == "" or publication.inherits_unseen:
        return None
    name = wanted or ("npm" if registry and registry.name == "npm" else "pypi")
    file = posixpath.basename(publication.file)
    named = f"environment: {_scalar(wanted or '')}"
    member = Member((named,), named)
    free = wanted and not publication.job.get("environment").there
    return Draft(
        "missing-environment",
        publication.job.source,
        f"job {upload.job} names no environment, so a publisher for it has to trust every job of {file}",
        f"add `environment: {name}` to job {upload.job}, and the same name to the publisher",
        publication.name,
        inserted(publication.job, member, _AFTER) if free else (),
    )


def _scalar(text: str) -> str:
    """The text as YAML reads it back: quoted where it might mean something else."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    import json

    return json.dumps(text)


def _differs(
    publication: Publication,
    environment: Read[str | Unresolved],
    upload: PublishingJob,
    wanted: str | None,
) -> Draft | None:
    """GitHub ignores case where PyPI compares; what only a run knows cannot be compared."""
    named = environment.value
    if not wanted or isinstance(named, Unresolved) or named == wanted:
        return None
    if upload.provider == "github" and named.lower() == wanted.lower():
        return None
    return Draft(
        "environment-differs",
        environment.source,
        f"job {upload.job} runs in environment {named}, and [tool.primer.publisher] names {wanted}",
        f"name {wanted} here, or {named} in [tool.primer.publisher] and in the publisher",
        publication.name,
    )
