"""npm's lock files, which hold a package as a member of `packages`, called by its folder."""

import json
from collections.abc import Iterator, Mapping

from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.versions import InternalNeed, PackageKey
from primer.reading.packages.internal_needs import Need
from primer.reading.packages.manifest import folder_of
from primer.reading.packages.modules import path_in
from primer.reading.packages.npm_needs import KINDS
from primer.reading.texts.json_members import json_texts
from primer.reading.versions.lock_files import Locked, folder_key
from primer.reading.versions.spot import Key, Spot, spot_at

_FIRST = regex(r'\A\s*\{[^{}]*?"version":\s*"([^"\\]*)"')
_HEAD = regex(r'"((?!node_modules/)[^"\\]*)":\s*\{')


def npm_locked(file: str, text: str, own: Mapping[str, PackageKey]) -> Iterator[Locked]:
    """The own packages in one; `own` has them by `folder_key`."""
    around = folder_of(file)
    for head in _HEAD.finditer(text):
        folder = path_in(around, head[1] or ".")
        package = own.get(folder_key(Ecosystem.JAVASCRIPT, folder))
        if package is None:
            continue
        spots = dict(_block(file, text, head.end() - 1))
        needs = tuple(_needs(spots, {name for kind, name in own.values() if kind is package[0]}))
        first = _FIRST.match(text) if not head[1] else None
        top = (spot_at(file, text, first.span(1)),) if first else ()
        versions = (*top, *(spot for key, spot in spots.items() if key == ("version",)))
        if versions:
            yield Locked(package, versions, needs)


def _block(file: str, text: str, start: int) -> Iterator[tuple[Key, Spot]]:
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return
    for key, found in json_texts(text[start:end], 2).items():
        spot = spot_at(file, text, (start + found.start, start + found.end))
        yield key, spot


def _needs(spots: Mapping[Key, Spot], names: set[str]) -> Iterator[Need]:
    for key, spot in spots.items():
        if len(key) == 2 and key[0] in KINDS and key[1] in names:
            yield Need(spot, InternalNeed(str(key[1]), spot.text, "", spot.source))
