"""The actions that a publishing file uses: pinned to a commit, the right one, and not too old.

Imports PyYAML: import this module only where there is a CI file to check.
"""

import re
from collections.abc import Iterator

from primer.checking.nodes import Node
from primer.checking.publications import Publication
from primer.checking.rules import Draft
from primer.core.finding import Edit
from primer.core.regex import regex
from primer.providers.pins import COMMITS, PINS, PYPI_PUBLISH, TAG_OBJECTS, Pin

OLDEST = (1, 14, 2)
"""The first version of gh-action-pypi-publish that takes metadata 2.5."""
SAFE = (1, 13, 0)
"""The first one without GHSA-vxmw-7h4f-hqxh."""
_COMMIT = regex(r"[0-9a-f]{40}", re.IGNORECASE)
_DIGEST = regex(r"docker://.*@sha256:[0-9a-f]{64}", re.IGNORECASE)
_VERSION = regex(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?")
_REST = regex(r"(?P<gap>[ \t]*)(?P<comment>#[^\r\n]*)?(?=[\r\n]|\Z)")
_VERSION_COMMENT = regex(r"#\s*(?:tag\s*=\s*)?(?:v?\d[\w.+-]*|release/v\d+)\s*")
_BY_TAG_ONLY = "slsa-framework/slsa-github-generator/"
"""Its workflows verify the tag that they are called by, and refuse a commit."""


def actions(publication: Publication) -> Iterator[Draft]:
    """What is wrong with the actions of a publishing job's whole file: ask once for each file."""
    for job, uses in _uses(publication):
        action, _, reference = uses.text.partition("@")
        if _is_publishing(action):
            yield from _of_publishing(uses, reference, job)
        if not _is_pinned(uses.text):
            yield _unpinned(uses, action, reference, job)


def _uses(publication: Publication) -> Iterator[tuple[str, Node]]:
    """Every `uses` of the file and of the composite actions that it uses, with the job."""
    if publication.uploads[0].provider != "github":
        return
    for name, job in publication.root.get("jobs").members():
        whole = Publication(name, publication.root, job, publication.uploads, publication.texts)
        for node in (job.get("uses"), *(step.get("uses") for step in whole.steps())):
            if node.text:
                yield name, node


def _is_publishing(action: str) -> bool:
    return action.lower() == PYPI_PUBLISH.action


def _is_pinned(uses: str) -> bool:
    action, _, reference = uses.partition("@")
    if action.startswith(("./", "$/", _BY_TAG_ONLY)) or "${{" in uses:
        return True
    if action.startswith("docker://"):
        return bool(_DIGEST.fullmatch(uses))
    return bool(_COMMIT.fullmatch(reference))


def _of_publishing(uses: Node, reference: str, job: str) -> Iterator[Draft]:
    meant = TAG_OBJECTS.get(reference.lower())
    if meant is not None:
        yield Draft(
            "tag-object-pin",
            uses.source,
            f"{reference[:8]}… is the hash of tag {meant.version}, not of its commit: "
            "the image will not be found",
            f"pin {PYPI_PUBLISH.version}, {PYPI_PUBLISH.commit}{_own_commit(meant)}",
            job,
            pinned(uses, PYPI_PUBLISH),
        )
    version = _version_of(uses, reference, meant)
    if version is not None and version < OLDEST:
        named = ".".join(map(str, version)) if version != _SUNSET else reference
        yield Draft(
            "old-action",
            uses.source,
            f"{PYPI_PUBLISH.action} {named} refuses metadata 2.5{_and_unsafe(version)}",
            f"pin {PYPI_PUBLISH.version}, {PYPI_PUBLISH.commit}",
            job,
            pinned(uses, PYPI_PUBLISH),
        )


_SUNSET = (0, 0, 0)
"""The branch `master`, which no longer moves."""


def _own_commit(meant: Pin) -> str:
    return "" if meant == PYPI_PUBLISH else f" (the commit of {meant.version} is {meant.commit})"


def _and_unsafe(version: tuple[int, int, int]) -> str:
    return ", and has the vulnerability GHSA-vxmw-7h4f-hqxh" if version < SAFE else ""


def _version_of(uses: Node, reference: str, meant: Pin | None) -> tuple[int, int, int] | None:
    """The version that a tag, a known commit or the comment behind a commit names; None for what moves."""
    if reference == "master":
        return _SUNSET
    if not _COMMIT.fullmatch(reference):
        return _parsed(reference, whole=True)
    known = meant.version if meant else COMMITS.get(reference.lower(), "")
    return _parsed(known or _comment(uses), whole=bool(known))


def _parsed(text: str, *, whole: bool) -> tuple[int, int, int] | None:
    """A version with at least two numbers: a tag of one number moves along."""
    match = _VERSION.fullmatch(text) if whole else _VERSION.search(text)
    if match is None or match[2] is None:
        return None
    return int(match[1]), int(match[2]), int(match[3] or 0)


def _comment(uses: Node) -> str:
    rest = _REST.match(uses.file.text, uses.value.end)
    return (rest["comment"] or "") if rest else ""


def _unpinned(uses: Node, action: str, reference: str, job: str) -> Draft:
    pin = PINS.get(action.lower())
    kind = "image" if action.startswith("docker://") else "action"
    if kind == "image":
        fix = "name the image by its digest, `@sha256:…`"
    elif pin is None:
        fix = f"pin it to the commit of {reference or 'a release'}, with the version as a comment behind it"
    else:
        fix = f"pin {pin.version}, {pin.commit}{_upgrade(reference, pin)}"
    return Draft(
        "unpinned-action",
        uses.source,
        f"{uses.text} can be changed by whoever owns that {kind}, and then runs in a release",
        fix,
        job,
        pinned(uses, pin) if pin else (),
    )


def _upgrade(reference: str, pin: Pin) -> str:
    """That the pin is a step that may break what is there, where it is one."""
    used, wanted = _VERSION.fullmatch(reference), _VERSION.fullmatch(pin.version)
    if used is None or wanted is None or int(used[1]) >= int(wanted[1]):
        return ""
    return f"; {reference} → {pin.version} is a new major version: read its notes"


def pinned(uses: Node, pin: Pin) -> tuple[Edit, ...]:
    """The edit that pins a `uses`, its version as the comment behind it; other comments stay."""
    value = uses.value
    if not uses.changeable or value.style in ("|", ">"):
        return ()
    quote = value.style if value.style in ("'", '"') else ""
    word = f"{quote}{pin.action}@{pin.commit}{quote}"
    rest = _REST.match(uses.file.text, value.end)
    if rest is None:
        return (Edit(value.start, value.end, word),)
    comment = rest["comment"] or ""
    if not comment or _VERSION_COMMENT.fullmatch(comment):
        return (Edit(value.start, rest.end(), f"{word} # {pin.version}"),)
    return (Edit(value.start, value.end, f"{word} # {pin.version}"),)
