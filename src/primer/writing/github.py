"""The publish workflow for GitHub: from a release to the whole text of its file."""

import textwrap
from collections.abc import Mapping

from primer.core.registry import Ecosystem
from primer.core.release import Release, Tags
from primer.writing.github_jobs import jobs
from primer.writing.tag_names import tag_name, tag_patterns
from primer.writing.trial import is_trial, trial_words
from primer.writing.yaml_text import Node, commented, yaml_text

LONGEST = 110
"""Characters of a line in the head."""


def workflow(release: Release) -> str:
    """The workflow file; the same release always gives the same text."""
    events: dict[str, Node] = {"push": {"tags": list(tag_patterns(release.tags, release.packages))}}
    if release.of(Ecosystem.PYTHON):
        events["workflow_dispatch"] = {}
    group = "publish-testpypi" if is_trial(release) else "publish"
    document: Mapping[str, Node] = {
        "name": workflow_name(release),
        "on": events,
        "permissions": {},
        "concurrency": {"group": f"{group}-${{{{ github.ref }}}}", "cancel-in-progress": False},
        "defaults": {"run": {"shell": "bash"}},
        "jobs": jobs(release),
    }
    return f"{_head(release)}\n\n{yaml_text(document, apart=frozenset({'jobs'}))}"


def workflow_name(release: Release) -> str:
    """What it is called under Actions; a trial has its own name, so that nobody takes it for the release."""
    return "publish to TestPyPI" if is_trial(release) else "publish"


def _what(release: Release) -> str:
    return f"{_which(release)} to TestPyPI, as a trial," if is_trial(release) else _which(release)


def _which(release: Release) -> str:
    if len(release.packages) == 1:
        return release.packages[0].name
    if release.tags is Tags.EACH:
        return f"one package of {release.repository}"
    kind = "Python package" if release.left_out else "package"
    return f"every {kind} of {release.repository}, foundation first,"


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, LONGEST, break_long_words=False, break_on_hyphens=False)


def _head(release: Release) -> str:
    first = release.packages[0]
    tag = "v1.2.3" if release.tags is Tags.ONE else f"{tag_name(first)}-v1.2.3"
    lines = [
        *_wrapped(f"Publishes {_what(release)} from a tag such as {tag}."),
        "No token is stored anywhere: each registry trusts this file's name and the environment of the job,",
        "as they were registered there. Whoever renames either registers the new name first.",
        *trial_words(release),
    ]
    if release.of(Ecosystem.PYTHON):
        lines.append("Started by hand it publishes nothing: it only tries whether the registries know it.")
    command = " ".join(release.command.split())
    return commented("\n".join([*lines, f"Written by primer; `{command}` writes it again."]))
