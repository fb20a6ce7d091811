"""Giving a job the permission to ask for its identity, and no other that it had not before.

Imports PyYAML: import this module only where there is a CI file to check.
"""

from collections.abc import Sequence

from primer.checking.insertions import Member, inserted
from primer.checking.nodes import Node
from primer.checking.publications import Publication
from primer.core.finding import Edit
from primer.core.regex import regex
from primer.core.registry import Ecosystem, Registry
from primer.core.workflow import PublishingJob
from primer.registries.addresses import TESTPYPI

_AFTER = ("environment", "runs-on", "needs", "name")
_AFTER_IN_PIPELINE = ("environment", "image", "stage", "extends")
_CHECKOUT = "actions/checkout"
_PLAIN = frozenset(
    {
        *(_CHECKOUT, "actions/setup-python", "actions/setup-node", "astral-sh/setup-uv"),
        *("actions/upload-artifact", "actions/download-artifact", "pypa/gh-action-pypi-publish"),
    }
)
"""Actions that ask the job's token for nothing but reading the repository."""
_WRITES = regex(r"GITHUB_TOKEN|github\s*\.\s*token|\bgh\s|\bgit\s+push")


def permission(publication: Publication) -> tuple[Edit, ...]:
    """The edit that lets a job on GitHub ask for its identity; none where a person has to decide.

    A job's permissions replace the workflow's, so those that it inherits are written down with it.
    """
    own = publication.job.get("permissions")
    if own.key is not None:
        return _widened(own)
    if own.there:
        return ()
    inherited = publication.root.get("permissions")
    kept = _inherited(inherited) if inherited.there else _needed(publication)
    if kept is None:
        return ()
    wanted = [*(pair for pair in kept if pair[0] != "id-token"), ("id-token", "write")]
    lines = ("permissions:", *(f"\t{name}: {access}" for name, access in wanted))
    flow = ", ".join(f"{name}: {access}" for name, access in wanted)
    return inserted(publication.job, Member(lines, f"permissions: {{{flow}}}"), _AFTER)


def _widened(own: Node) -> tuple[Edit, ...]:
    if not own.changeable or not own.value.mapping:
        return ()
    said = own.get("id-token")
    if said.key is not None and said.value.scalar is not None:
        return (Edit(said.value.start, said.value.end, "write"),) if said.changeable else ()
    if not own.value.members:
        return (Edit(own.value.start, own.value.end, "{ id-token: write }"),)
    last = own.value.members[-1][0].text
    return inserted(own, Member(("id-token: write",), "id-token: write"), (last,))


def _inherited(workflow: Node) -> list[tuple[str, str]] | None:
    """The workflow's own permissions; None where they are one word for all."""
    if not workflow.value.mapping:
        return None
    return [(name, node.text) for name, node in workflow.members()]


def _needed(publication: Publication) -> list[tuple[str, str]] | None:
    """What a job without any permissions said needs at least; None where it may use more than can be seen."""
    actions = {step.get("uses").text.partition("@")[0].lower() for step in publication.steps()} - {""}
    if actions - _PLAIN or any(_WRITES.search(value.text) for value in publication.job.value.texts()):
        return None
    return [("contents", "read")] if _CHECKOUT in actions else []


def identity_tokens(job: Node, wanted: Sequence[tuple[str, str]]) -> tuple[Edit, ...]:
    """The edit that gives a job on GitLab its identity tokens, each a name with its audience."""
    # A job's own tokens replace those that the pipeline gives to every job.
    if job.get("id_tokens").there or (job.parent and job.parent.get("default", "id_tokens").there):
        return ()
    lines = [line for name, audience in wanted for line in (f"\t{name}:", f"\t\taud: {audience}")]
    flow = ", ".join(f'{name}: {{aud: "{audience}"}}' for name, audience in wanted)
    return inserted(job, Member(("id_tokens:", *lines), f"id_tokens: {{{flow}}}"), _AFTER_IN_PIPELINE)


def token_of(upload: PublishingJob, registry: Registry | None) -> tuple[str, str]:
    """The name of the identity token that an upload needs on GitLab, and its audience."""
    if upload.ecosystem is Ecosystem.JAVASCRIPT:
        return "NPM_ID_TOKEN", "npm:registry.npmjs.org"
    return ("TESTPYPI_ID_TOKEN", "testpypi") if registry == TESTPYPI else ("PYPI_ID_TOKEN", "pypi")
