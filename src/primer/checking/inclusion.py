"""A pipeline file of primer's that the project's own pipeline does not take in: nothing of it ever runs.

Imports PyYAML: import this module only where there is a CI file to check.
"""

import re
from collections.abc import Iterator, Mapping

from primer.checking.rules import Draft
from primer.core.regex import regex
from primer.core.source import Source
from primer.providers.gitlab import PIPELINE
from primer.reading.ci.jobs import taken_in

_BY_PRIMER = regex(r"^#.*\bWritten by primer;", re.MULTILINE)
_FOLDER = ".gitlab/"


def inclusion(texts: Mapping[str, str]) -> Iterator[Draft]:
    """One draft for each such file; none where the pipeline cannot be read."""
    written = [path for path in sorted(texts) if path.startswith(_FOLDER) and _BY_PRIMER.search(texts[path])]
    taken = taken_in(texts, PIPELINE) if written else frozenset()
    if PIPELINE in texts and not taken:
        return
    for path in written:
        if path not in taken:
            yield Draft(
                "pipeline-not-included",
                Source(path, 1),
                f"{PIPELINE} does not take this file in, so nothing of it runs: no release is published",
                f"add to the `include` of {PIPELINE}: `- local: /{path}`",
            )
