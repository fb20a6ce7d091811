"""What starts a publishing workflow: never another repository's pull request, never another workflow.

Imports PyYAML: import this module only where there is a CI file to check.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping

from primer.checking.nodes import Node
from primer.checking.publications import Publication, roots
from primer.checking.rules import Draft
from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.reading.ci.composite_actions import own_path

REFUSED = "pull_request_target"
CALLED = "workflow_call"
_WORKFLOW = regex(r"(?:\.\./)*\.github/workflows/[^/]+\.ya?ml")
_PUBLISHES = regex(r"pypi|npm|python.*(?:publish|release)|(?:publish|release).*python", re.IGNORECASE)
"""Names of workflows that publish packages; what others hold cannot be read from here."""


def triggers(publication: Publication) -> Iterator[Draft]:
    """What is wrong with how a publishing job's file is started: ask once for each file."""
    started = publication.uploads[0].triggers
    if REFUSED not in started:
        return
    node = _trigger(publication.root.get("on"), REFUSED)
    yield Draft(
        "pull-request-target",
        (node or publication.root.get("on")).source,
        "`pull_request_target` lends this repository's rights to anybody's pull request; PyPI refuses it",
        "start the workflow by a version tag, and take this trigger out",
        "",
        removes=(node,) if node is not None and started - {REFUSED} else (),
    )


def _trigger(on: Node, name: str) -> Node | None:
    member = on.get(name)
    if member.key is not None:
        return member
    return next((element for element in on.elements() if element.text == name), None)


def called(publication: Publication, texts: Mapping[str, str]) -> Iterator[Draft]:
    """A publishing job in a file that other workflows can call; PyPI and npm compare different files."""
    upload = publication.uploads[0]
    if CALLED not in upload.triggers:
        return
    name = posixpath.basename(publication.file)
    callers = ", ".join(_callers(publication.file, texts)) or "the one that calls it"
    ecosystems = {one.ecosystem for one in publication.uploads}
    compared = {
        Ecosystem.PYTHON: f"PyPI compares {name}, the called file, and refuses calls from other repositories",
        Ecosystem.JAVASCRIPT: f"npm compares the calling file, {callers}, and not {name}",
    }
    said = "; ".join(words for ecosystem, words in compared.items() if ecosystem in ecosystems)
    yield Draft(
        "publish-in-called-workflow",
        upload.source,
        f"{name} can be called by other workflows: {said}",
        f"move job {publication.name} into the file that starts the run, and name that file in the publisher",
        publication.name,
    )


def _callers(path: str, texts: Mapping[str, str]) -> Iterator[str]:
    for job in _jobs_of_workflows(texts):
        uses = job.get("uses").text
        if own_path(uses) is not None and posixpath.basename(uses) == posixpath.basename(path):
            yield posixpath.basename(job.file.path)


def remote_calls(texts: Mapping[str, str]) -> Iterator[Draft]:
    """Jobs that lend their identity to another repository's workflow which, by its name, publishes."""
    for job in _jobs_of_workflows(texts):
        uses = job.get("uses")
        path = uses.text.partition("@")[0]
        if (
            own_path(path) is not None
            or not _PUBLISHES.search(posixpath.basename(path))
            or not _identifies(job)
        ):
            continue
        npm = "npm" in posixpath.basename(path).lower()
        own = posixpath.basename(job.file.path)
        why = f"npm compares {own}, not the called file" if npm else "PyPI refuses an identity from there"
        yield Draft(
            "publish-in-called-workflow",
            uses.source,
            f"{path} publishes in another repository's workflow: {why}",
            f"publish in a job of {own} itself",
            job.key.text if job.key else "",
        )


def _identifies(job: Node) -> bool:
    own = job.get("permissions")
    top = job.parent.parent.get("permissions") if job.parent and job.parent.parent else own
    permissions = own if own.there else top
    return permissions.text == "write-all" or permissions.get("id-token").text == "write"


def _jobs_of_workflows(texts: Mapping[str, str]) -> Iterator[Node]:
    for path in sorted(texts):
        if _WORKFLOW.fullmatch(path) and "uses:" in texts[path]:
            for root in roots(path, texts):
                yield from (job for _, job in root.get("jobs").members())
