"""From a log to its causes: each once, at its best line, the one that ended the run first."""

from collections.abc import Iterable, Sequence

from primer.core.diagnosis import Cause, Difference
from primer.diagnosis.case import Case
from primer.diagnosis.evidence import evidence, shown
from primer.diagnosis.masking import masked
from primer.diagnosis.mismatch import presented
from primer.diagnosis.planned import Grounds
from primer.diagnosis.presented import tells_who
from primer.diagnosis.remedies import remedy_for
from primer.diagnosis.scan import RawLine, Scan, Sighting, scanned, sharp
from primer.registries.pypi.names import normalised

WEAK = frozenset({"not-live", "waiting-for-review"})
"""These follow from others as easily as they stand alone."""


def diagnosed(raw: Iterable[RawLine], grounds: Grounds) -> tuple[Cause, ...]:
    """The causes of a failed publish, ranked; none where the log names none that is known."""
    return explained(scanned(raw), grounds)


def explained(scan: Scan, grounds: Grounds) -> tuple[Cause, ...]:
    """The causes that a scan found, held against the plan."""
    believed = [one for one in sharp(scan) if one.sought is None or _is_ours(one, scan, grounds)]
    return tuple(_cause(Case(one, scan, grounds)) for one in _ranked(_once(believed, scan)))


def _once(sightings: Sequence[Sighting], scan: Scan) -> list[Sighting]:
    """Each cause at the line that says most: one with claims, of the first job that has it."""
    best: dict[str, Sighting] = {}
    for one in sightings:
        known = best.get(one.cause)
        if known is None or (_says_more(one, scan) and not _says_more(known, scan)):
            best[one.cause] = one
    return list(best.values())


def _says_more(sighting: Sighting, scan: Scan) -> bool:
    return sighting.cause == "invalid-publisher" and tells_who(presented(sighting, scan))


def _ranked(sightings: Sequence[Sighting]) -> list[Sighting]:
    """What ended a job before what it survived; of several jobs the first; the weak behind all others."""
    in_order = sorted(sightings, key=lambda one: one.line.number)
    last = {one.line.job: one.line.number for one in in_order}
    jobs = list(last)
    return sorted(
        in_order,
        key=lambda one: (
            one.cause in WEAK,
            one.line.number != last[one.line.job],
            jobs.index(one.line.job),
            -one.line.number,
        ),
    )


def _is_ours(sighting: Sighting, scan: Scan, grounds: Grounds) -> bool:
    """Whether what was looked for in vain is what this log uploads, or a package of the repository."""
    own = {normalised(name) for name, _ in scan.around.uploads}
    if grounds.repository is not None:
        own |= {normalised(one.name) for one in grounds.repository.packages}
    return sighting.sought is not None and normalised(sighting.sought[0]) in own


def _cause(case: Case) -> Cause:
    remedy, sighting = remedy_for(case), case.sighting
    differs = remedy.differs
    if differs is not None:
        differs = Difference(differs.field, shown(differs.presented), differs.registered)
    seen = evidence(sighting.message, sighting.line)
    return Cause(sighting.cause, seen, masked(remedy.words), differs, masked(remedy.link))
