"""What a publishing step presents: an identity and nothing else.

Imports PyYAML: import this module only where there is a CI file to check.
"""

from collections.abc import Iterator, Mapping

from primer.checking.destinations import concerns_publishers, destination
from primer.checking.nodes import Node
from primer.checking.publications import Publication
from primer.checking.rules import Draft
from primer.core.finding import Edit
from primer.core.registry import Ecosystem
from primer.core.repository import Repository
from primer.core.source import Source
from primer.core.workflow import Credential, PublishingJob
from primer.reading.ci.stored import stored_tokens
from primer.registries.addresses import NPM

_TWINE = "twine upload"
_PASSWORD = "password"  # noqa: S105 - a name
_VARIABLES = ("NODE_AUTH_TOKEN", "NPM_TOKEN", "NPM_AUTH_TOKEN", "UV_PUBLISH_TOKEN")
"""What a step may hand over, and what the tool does without where the job has an identity."""


def credentials(publication: Publication, repository: Repository) -> Iterator[Draft]:
    """What keeps one job's uploads from trusted publishing, or stands beside it."""
    for upload in publication.uploads:
        if concerns_publishers(upload, repository):
            if upload.credential is Credential.NOTHING and not publication.inherits_unseen:
                yield from _without(publication, upload, repository)
            elif upload.credential is Credential.STORED and upload.identifies and upload.exchanges:
                yield _beside(publication, upload)
            if upload.ecosystem is Ecosystem.JAVASCRIPT and upload.identifies:
                yield from _placeholders(publication, upload, repository)


def _without(publication: Publication, upload: PublishingJob, repository: Repository) -> Iterator[Draft]:
    job = publication.name
    if upload.exchanges and not upload.identifies:
        edits = _allowed(publication, repository)
        yield Draft("missing-id-token", upload.source, *_lacking(upload, repository), job, edits)
    if not upload.exchanges or upload.tool == _TWINE:
        yield Draft(
            "no-credential",
            upload.source,
            f"`{upload.tool}` is handed no token and can use no identity here",
            _way_out(upload),
            job,
        )


def _allowed(publication: Publication, repository: Repository) -> tuple[Edit, ...]:
    """The edit that gives a job an identity, for all of its uploads together."""
    from primer.checking.permissions import identity_tokens, permission, token_of

    if publication.uploads[0].provider == "github":
        return permission(publication)
    lacking = [
        upload
        for upload in publication.uploads
        if upload.credential is Credential.NOTHING and concerns_publishers(upload, repository)
    ]
    wanted = [token_of(upload, destination(upload, repository).registry) for upload in lacking]
    return identity_tokens(publication.job, list(dict.fromkeys(wanted)))


def _lacking(upload: PublishingJob, repository: Repository) -> tuple[str, str]:
    title = destination(upload, repository).title
    if upload.provider == "gitlab":
        from primer.checking.permissions import token_of

        name, audience = token_of(upload, destination(upload, repository).registry)
        there = ", ".join(f"`{one}`" for one in upload.identities)
        found = f"{there}, and `{upload.tool}` looks for `{name}`" if there else "no identity token"
        return (
            f"job {upload.job} gets {found}, so {title} cannot know who is publishing",
            f"give the job `id_tokens` with `{name}`, `aud: {audience}`"
            + (f", beside {there}" if there else ""),
        )
    return (
        f"job {upload.job} may not ask for an identity, so {title} cannot know who is publishing",
        f"add `id-token: write` to the permissions of job {upload.job}",
    )


def _way_out(upload: PublishingJob) -> str:
    if upload.exchanges:
        what = "an `id_tokens` entry" if upload.provider == "gitlab" else "`id-token: write`"
        return f"give job {upload.job} {what}; from version 6.1 twine then needs no token"
    if upload.ecosystem is Ecosystem.JAVASCRIPT:
        return "publish with `npm publish`, which exchanges the job's identity"
    if upload.provider == "gitlab":
        return "publish with `uv publish` or `twine upload`, which exchange the job's identity"
    return (
        "publish with `pypa/gh-action-pypi-publish`, `uv publish` or `twine upload`, "
        "which exchange the job's identity"
    )


def _beside(publication: Publication, upload: PublishingJob) -> Draft:
    handed = _handed(publication, upload)
    names = ", ".join(upload.tokens)
    if upload.ecosystem is Ecosystem.JAVASCRIPT:
        message = f"npm falls back to {names} when the exchange fails, so a wrong publisher stays unseen"
    else:
        message = f"{names} turns trusted publishing off: with a token the identity is never used"
    source = handed[0].source if handed else upload.source
    fix = f"take the token out of job {publication.name}, and delete it from CI's secrets"
    return Draft("token-beside-oidc", source, message, fix, publication.name, removes=handed)


def _handed(publication: Publication, upload: PublishingJob) -> tuple[Node, ...]:
    """The settings of a step that hand the token over and can simply go."""
    step = publication.step_of(upload) if upload.provider == "github" else None
    if step is None:
        return ()
    password = step.get("with", _PASSWORD)
    variables = (step.get("env", name) for name in _VARIABLES)
    return tuple(node for node in (password, *variables) if node.key is not None and node.text)


def _placeholders(publication: Publication, upload: PublishingJob, repository: Repository) -> Iterator[Draft]:
    if destination(upload, repository).registry != NPM:
        return
    for step in publication.steps():
        address = step.get("with", "registry-url")
        if step.get("uses").text.lower().startswith("actions/setup-node@") and address.text:
            yield Draft(
                "placeholder-auth-token",
                address.source,
                "`registry-url` makes setup-node write a placeholder token, which hides a failed exchange",
                "leave `registry-url` out: npm's own registry is the default",
                publication.name,
                removes=(address,),
            )


def leftovers(
    texts: Mapping[str, str], publications: tuple[Publication, ...], repository: Repository
) -> Iterator[Draft]:
    """Every long-lived token in the CI files, handed over or left; private indexes may need theirs."""
    uploads = [upload for publication in publications for upload in publication.uploads]
    handed = {
        node.source: (publication, node)
        for publication in publications
        for upload in publication.uploads
        if upload.identifies and concerns_publishers(upload, repository)
        for node in _handed(publication, upload)
    }
    for token in stored_tokens(texts, uploads):
        job = _job_around(token.source, publications)
        if job is not None and not any(concerns_publishers(one, repository) for one in job.uploads):
            continue
        mended = handed.get(token.source)
        yield Draft(
            "stored-token",
            token.source,
            f"{token.name} is a long-lived token: whoever gets it can publish until somebody revokes it",
            _instead(job),
            job.name if job else "",
            removes=(mended[1],) if mended else (),
        )


def _instead(job: Publication | None) -> str:
    """Everything that takes its place: a file that only loses its token publishes nothing any more."""
    needs = ""
    if job is not None and not all(upload.identifies for upload in job.uploads):
        gitlab = job.uploads[0].provider == "gitlab"
        needs = f"give job {job.name} {'an `id_tokens` entry' if gitlab else '`id-token: write`'}, "
    return (
        f"{needs}remove it here, delete the secret, and revoke it at its registry; "
        "or have `primer workflow` write the whole file"
    )


def _job_around(source: Source, publications: tuple[Publication, ...]) -> Publication | None:
    """The publishing job on whose lines a place is."""
    within = [
        one
        for one in publications
        if one.job.file.path == source.where and one.job.line <= (source.line or 0) <= one.last_line
    ]
    return within[-1] if within else None
