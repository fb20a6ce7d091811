"""Uploads to a registry that a job starts inside its own machine: they publish nothing.

Imports nothing of YAML: lines are enough to tell a step that tries something out.
"""

import re
from collections.abc import Collection

from primer.core.regex import regex
from primer.core.registry import Registry
from primer.core.workflow import PublishingJob, Unresolved
from primer.reading.ci.matching import goes_to
from primer.registries.addresses import is_loopback

_NEAR = regex(r"https?://(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/\s'\"]|$)")
_UPLOADS = regex(r"\b(?:publish|upload)\b")
_REAL = regex(r"\b(?:pypi-|npm_[A-Za-z0-9]{20})")
_COMMENT = regex(r"(?:^|(?<=\s))#.*$")
STEP = regex(r"\s*-\s")
"""What begins a step of a workflow."""
JOB = regex(r"[\w.'\"]")
"""What begins a job of a pipeline."""
_OPEN = regex(r"\$\{\{.*?\}\}|\$\{\w+\}|\$\w+")


def stays_here(address: str) -> bool:
    """Whether an address, be its port known or not, is one of the job's own machine."""
    return is_loopback(_OPEN.sub("0", address.strip()))


def publishes(job: PublishingJob, indexes: Collection[Registry]) -> bool:
    """Whether an upload reaches anybody; `indexes` are the repository's own, one of which may be so near."""
    given = job.repository_url
    address = given.text if isinstance(given, Unresolved) else given
    near = [one for one in indexes if is_loopback(one.upload_url)]
    return not stays_here(address) or any(goes_to(job, one) is not False for one in near)


def trial_lines(text: str, begins: re.Pattern[str]) -> frozenset[int]:
    """The lines of every step, or job, that uploads to a registry of its own machine; they count from 1.

    A token written there opens nothing, unless it looks like one of a real registry's.
    """
    parts: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(text.splitlines(), 1):
        if begins.match(line):
            parts.append([])
        parts[-1].append((number, _COMMENT.sub("", line)))
    return frozenset(
        number for part in parts if _tries(part) for number, line in part if not _REAL.search(line)
    )


def _tries(part: list[tuple[int, str]]) -> bool:
    text = "\n".join(line for _, line in part)
    return bool(_NEAR.search(text) and _UPLOADS.search(text))
