"""What the publishing job of each package is called, and so the folder that its files travel in."""

import re
from collections.abc import Iterator, Mapping
from itertools import count

from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.release import Release, ReleasedPackage

RESERVED = regex(
    r"(?:build|check|verify|attest|audit|exchange|served|wait|live)(?:-.*)?"
    r"|default|include|stages|variables|workflow|spec|image|services|cache|pages|types"
    r"|before_script|after_script|dist|true|false|nil|null|on|off|yes|no|y|n"
)
"""Ids that the other jobs have or may have, and words that GitLab or YAML take for something else."""

_ILLEGAL = regex(r"[^a-z0-9_]+")


def job_ids(release: Release) -> Mapping[ReleasedPackage, str]:
    """An id for every package: its name where that is legal, unique, at most 100 characters.

    A package's files travel in `dist/<id>/`.
    """
    found: dict[ReleasedPackage, str] = {}
    taken: set[str] = set()
    for package in release.packages:
        candidates = _candidates(package)
        found[package] = next(one for one in candidates if one not in taken)
        taken.add(found[package])
    return found


def folder_of(release: Release, package: ReleasedPackage) -> str:
    """The folder that a package's files are built into and published from: `dist/adk-sim-protos`."""
    return f"dist/{job_ids(release)[package]}"


def _candidates(package: ReleasedPackage) -> Iterator[str]:
    """The plain id first; a Python and an npm package may have the same name."""
    plain = _ILLEGAL.sub("-", package.name.lower()).strip("-")[:80]
    legal = plain if re.match(r"[a-z_]", plain) and not RESERVED.fullmatch(plain) else f"publish-{plain}"
    kind = "npm" if package.ecosystem is Ecosystem.JAVASCRIPT else "pypi"
    yield from (legal, f"{legal}-{kind}")
    yield from (f"{legal}-{kind}-{number}" for number in count(2))
