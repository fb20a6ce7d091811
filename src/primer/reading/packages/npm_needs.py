"""Where npm packages of the repository require each other."""

from collections.abc import Iterator

from primer.core.regex import regex
from primer.core.versions import InternalNeed
from primer.reading.packages.internal_needs import Known, Need
from primer.reading.packages.npm_specifiers import ALIAS
from primer.reading.texts.json_members import json_texts
from primer.reading.versions.spot import Spot

KINDS = ("dependencies", "optionalDependencies", "peerDependencies", "devDependencies")

_ONE = regex(r"(?:workspace:)?[=v]*(?P<version>\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)")


def npm_needs(file: str, text: str, is_own: Known) -> Iterator[Need]:
    """Those of a package.json; an alias counts for the package behind it."""
    for key, found in json_texts(text, 2).items():
        if len(key) != 2 or key[0] not in KINDS:
            continue
        alias = ALIAS.fullmatch(found.value)
        name = alias["name"] if alias else str(key[1])
        if is_own(name):
            spot = Spot(file, found.line, found.value, start=found.start, end=found.end)
            wanted = alias["protocol"].removeprefix("npm:") + alias["range"] if alias else found.value
            one = _ONE.fullmatch(wanted)
            exact = one["version"] if one else ""
            yield Need(spot, InternalNeed(name, wanted, exact, spot.source, key[0] != "devDependencies"))
