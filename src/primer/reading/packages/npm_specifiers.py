"""Which package a dependency of a package.json means: by its name, by an alias, or by the folder it lies in.

Source: npm-package-arg, and the `workspace:`, `link:` and `portal:` protocols of pnpm and Yarn.
"""

import re
from collections.abc import Mapping
from posixpath import join, normpath

from primer.core.regex import regex

ALIAS = regex(r"(?P<protocol>npm:|workspace:)(?P<name>@[^@/]+/[^@]+|[^@./^~*][^@/]*)@(?P<range>.+)")
_BARE_ALIAS = regex(r"npm:(?P<name>@[^@/]+/[^@]+|[^@/]+)")
_PATH = regex(
    r"(?:(?:file|link|portal|workspace):)?(?P<path>\.{1,2}(?:/.*)?)|(?:file|link|portal):(?P<bare>.+)"
)
_FROM_ROOT = regex(r"workspace:(?P<path>[\w@.-]+(?:/[\w@.-]+)+)/?", re.ASCII)


def required(name: str, wanted: str, folder: str, names: Mapping[str, str]) -> str:
    """The package behind `"name": "wanted"` in the manifest of a folder; `names` are packages by folder."""
    alias = ALIAS.fullmatch(wanted) or _BARE_ALIAS.fullmatch(wanted)
    if alias is not None:
        return alias["name"]
    path = _PATH.fullmatch(wanted)
    if path is not None:
        return names.get(normpath(join(folder, path["path"] or path["bare"])), name)
    inside = _FROM_ROOT.fullmatch(wanted)
    return names.get(normpath(inside["path"]), name) if inside else name
