"""The lock files of uv, poetry and pdm, each of which writes a package as a `[[package]]`."""

import re
from collections.abc import Iterator, Mapping

from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.versions import PackageKey
from primer.reading.packages.manifest import folder_of
from primer.reading.packages.modules import path_in
from primer.reading.versions.lock_files import Locked, folder_key
from primer.reading.versions.spot import spot_at
from primer.registries.pypi.names import normalised

_ENTRY = regex(r'^\[\[package\]\]\r?\nname = "([^"\n]+)"\r?\nversion = "([^"\n]+)"', re.MULTILINE)
_LOCAL = regex(r'^(?:source = \{ (?:editable|virtual|directory) = |path = |url = )"([^"\n]*)"', re.MULTILINE)


def python_locked(file: str, text: str, own: Mapping[str, PackageKey]) -> Iterator[Locked]:
    """The own packages in one; `own` has them by `folder_key`."""
    for entry, local in _own_entries(text, own):
        folder = path_in(folder_of(file), local) if local else ""
        package = own.get(folder_key(Ecosystem.PYTHON, folder)) if local else None
        if package is not None and package[1] == normalised(entry[1]):
            yield Locked(package, (spot_at(file, text, entry.span(2)),))


def takes_from_index(text: str, own: Mapping[str, PackageKey]) -> bool:
    """Whether a lock file of uv's takes an own package from an index, where only a new lock can move it."""
    return any(not local for _, local in _own_entries(text, own))


def _own_entries(text: str, own: Mapping[str, PackageKey]) -> Iterator[tuple[re.Match[str], str]]:
    """The entries of packages with own names, each with the path that it is taken from, or empty."""
    names = {name for _, name in own.values()}
    for entry in _ENTRY.finditer(text):
        if normalised(entry[1]) in names:
            end = text.find("\n[[", entry.end())
            local = _LOCAL.search(text, entry.end(), end if end > 0 else len(text))
            yield entry, local[1] if local else ""
