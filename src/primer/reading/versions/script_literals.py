"""A version that a JavaScript package exports as a literal: `export const VERSION = "1.2.3"`.

Such a name may as well mean a protocol's version, so a literal is only ever moved along with the package
that says the same.
"""

import re
from collections.abc import Iterator

from primer.core.regex import regex
from primer.reading.packages.modules import path_in
from primer.reading.versions.numbers import SEMVER
from primer.reading.versions.spot import Spot
from primer.reading.versions.spots import Sources, Subject

FILES = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "src/", "lib/")
    for name in ("index", "version")
    for ending in ("js", "mjs", "cjs", "ts", "mts", "cts")
)
_LITERAL = regex(
    r"^(?:export\s+(?:const|let|var)\s+|(?:module\.)?exports\.)(?:VERSION|version|__version__)"
    r"\s*(?::\s*string\s*)?=\s*([\"'`])(?P<version>[^\"'`\s$\\]+)\1",
    re.MULTILINE,
)


def script_literals(subject: Subject, sources: Sources) -> Iterator[Spot]:
    """The literals in the files that a package of this folder most likely exports."""
    for name in FILES:
        file = path_in(subject.folder, name)
        text = sources.texts.get(file, "") if file in sources.texts else ""
        for match in _LITERAL.finditer(text):
            if SEMVER.fullmatch(match["version"]):
                start, end = match.span("version")
                yield Spot(file, text.count("\n", 0, start) + 1, match["version"], start=start, end=end)
