"""What zizmor reports (`--format=json-v1`) as findings of primer's, under zizmor's own names."""

import json
from collections.abc import Iterator, Mapping, Sequence

from primer.core.finding import Finding, Severity
from primer.core.source import Source
from primer.core.value import frozen

ORIGIN = "zizmor/"
"""How the rules of its findings begin."""
TWINS: Mapping[str, frozenset[str]] = {
    "unpinned-uses": frozenset({"unpinned-action"}),
    "dangerous-triggers": frozenset({"pull-request-target"}),
    "use-trusted-publishing": frozenset({"stored-token", "token-beside-oidc"}),
}
"""Audits of zizmor's that say what a rule of primer's says; at the very same line primer's word is enough."""


@frozen
class _Place:
    """One location of a report; `row` counts from 0."""

    path: str
    row: int
    primary: bool
    annotation: str


def reported(text: str, own: Sequence[Finding]) -> tuple[Finding, ...] | None:
    """The findings of a report, in the order of file, line and name; None where it is no such report.

    `own` are primer's: what repeats one of them at the same line is left out. High severity is an error, any
    other a warning. What the file tells zizmor to ignore is ignored.
    """
    try:
        entries: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(entries, list):
        return None
    said = {(one.rule, one.source) for one in own}
    found = {finding for entry in entries for finding in _finding(entry) if not _repeats(finding, said)}
    return tuple(
        sorted(found, key=lambda one: (one.source.where, one.source.line or 0, one.rule, one.message))
    )


def _finding(entry: object) -> Iterator[Finding]:
    ident, what, url = _text(entry, "ident"), _text(entry, "desc"), _text(entry, "url")
    places = list(_places(_get(entry, "locations")))
    if not ident or not places or _get(entry, "ignored") is True:
        return
    place = ([one for one in places if one.primary] or places)[-1]
    severe = _text(_get(entry, "determinations"), "severity") == "High"
    yield Finding(
        f"{ORIGIN}{ident}",
        Source(place.path, place.row + 1),
        Severity.ERROR if severe else Severity.WARNING,
        ": ".join(filter(None, (what, place.annotation))) or f"zizmor reports {ident} here",
        f"read {url}" if url else "read what zizmor's documentation says of it",
    )


def _places(locations: object) -> Iterator[_Place]:
    for location in locations if isinstance(locations, list) else ():
        symbolic = _get(location, "symbolic")
        start = _get(_get(_get(location, "concrete"), "location"), "start_point")
        path = _text(_get(_get(symbolic, "key"), "Local"), "verbatim_path")
        row = _get(start, "row")
        if path and isinstance(row, int) and not isinstance(row, bool) and row >= 0:
            primary = _text(symbolic, "kind") == "Primary"
            yield _Place(path.removeprefix("./"), row, primary, _text(symbolic, "annotation"))


def _repeats(finding: Finding, said: set[tuple[str, Source]]) -> bool:
    twins = TWINS.get(finding.rule.removeprefix(ORIGIN), frozenset())
    return any((twin, finding.source) in said for twin in twins)


def _get(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None


def _text(value: object, key: str) -> str:
    found = _get(value, key)
    return found if isinstance(found, str) else ""
