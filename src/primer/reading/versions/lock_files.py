"""Lock files that hold the repository's own packages with their versions, read as their tools write them.

They are long, so they are searched and not parsed: each tool writes one form only.
"""

import json
import re
from collections.abc import Iterator, Mapping

from primer.core.registry import Ecosystem
from primer.core.value import frozen
from primer.core.versions import InternalNeed, PackageKey
from primer.reading.packages.internal_needs import JAVASCRIPT as NEEDING
from primer.reading.packages.internal_needs import Need
from primer.reading.packages.manifest import folder_of
from primer.reading.packages.modules import path_in
from primer.reading.packages.places import fixture, vendored
from primer.reading.texts.json_members import json_texts
from primer.reading.versions.spot import Key, Spot
from primer.registries.pypi.names import normalised

PYTHON = ("uv.lock", "poetry.lock", "pdm.lock")
JAVASCRIPT = ("package-lock.json", "npm-shrinkwrap.json")
OTHERS = ("pnpm-lock.yaml", "yarn.lock", "Cargo.lock", "bun.lock")
"""Those that hold no versions of own packages, but ranges: their tools have to write them again."""

_ENTRY = re.compile(r'^\[\[package\]\]\r?\nname = "([^"\n]+)"\r?\nversion = "([^"\n]+)"', re.MULTILINE)
_LOCAL = re.compile(
    r'^(?:source = \{ (?:editable|virtual|directory) = |path = |url = )"([^"\n]*)"', re.MULTILINE
)
_FIRST = re.compile(r'\A\s*\{[^{}]*?"version":\s*"([^"\\]*)"')
_HEAD = re.compile(r'"((?!node_modules/)[^"\\]*)":\s*\{')


@frozen
class Locked:
    """One own package in a lock file: the spots of its version, and those of what it needs here."""

    package: PackageKey
    versions: tuple[Spot, ...]
    needs: tuple[Need, ...] = ()


def is_lock_file(path: str) -> bool:
    """Whether a file is a lock file of the repository's own."""
    folder, _, name = path.rpartition("/")
    return name in (*PYTHON, *JAVASCRIPT, *OTHERS) and not (vendored(folder) or fixture(folder))


def locked(file: str, text: str, own: Mapping[str, PackageKey]) -> Iterator[Locked]:
    """The own packages in one lock file; `own` has them by `<ecosystem> <folder>`."""
    name = file.rpartition("/")[2]
    if name in PYTHON:
        yield from _in_toml(file, text, own)
    elif name in JAVASCRIPT:
        yield from _in_json(file, text, own)


def folder_key(ecosystem: Ecosystem, folder: str) -> str:
    """What a package is called in `own`."""
    return f"{ecosystem} {folder}"


def _in_toml(file: str, text: str, own: Mapping[str, PackageKey]) -> Iterator[Locked]:
    for entry, local in _own_entries(text, own):
        folder = path_in(folder_of(file), local) if local else ""
        package = own.get(folder_key(Ecosystem.PYTHON, folder)) if local else None
        if package is not None and package[1] == normalised(entry[1]):
            yield Locked(package, (_spot(file, text, entry.span(2)),))


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


def _in_json(file: str, text: str, own: Mapping[str, PackageKey]) -> Iterator[Locked]:
    around = folder_of(file)
    for head in _HEAD.finditer(text):
        folder = path_in(around, head[1] or ".")
        package = own.get(folder_key(Ecosystem.JAVASCRIPT, folder))
        if package is None:
            continue
        spots = dict(_block(file, text, head.end() - 1))
        needs = tuple(_needs(spots, {name for kind, name in own.values() if kind is package[0]}))
        first = _FIRST.match(text) if not head[1] else None
        top = (_spot(file, text, first.span(1)),) if first else ()
        versions = (*top, *(spot for key, spot in spots.items() if key == ("version",)))
        if versions:
            yield Locked(package, versions, needs)


def _block(file: str, text: str, start: int) -> Iterator[tuple[Key, Spot]]:
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return
    for key, found in json_texts(text[start:end], 2).items():
        spot = _spot(file, text, (start + found.start, start + found.end))
        yield key, spot


def _needs(spots: Mapping[Key, Spot], names: set[str]) -> Iterator[Need]:
    for key, spot in spots.items():
        if len(key) == 2 and key[0] in NEEDING and key[1] in names:
            yield Need(spot, InternalNeed(str(key[1]), spot.text, "", spot.source))


def _spot(file: str, text: str, span: tuple[int, int]) -> Spot:
    return Spot(file, text.count("\n", 0, span[0]) + 1, text[slice(*span)], start=span[0], end=span[1])
