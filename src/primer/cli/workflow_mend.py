"""`primer workflow --fix`: the edits of findings, made in the files, until none is left to make."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from primer.adapters.files.written import Grounds
from primer.checking.edits import mended
from primer.cli.workflow_findings import held_to_rules
from primer.cli.workflow_place import Place
from primer.core.finding import Edit, Finding

ROUNDS = 10
"""One mended finding may show another; so often it is looked again, at most."""


def mend(place: Place, file: str) -> tuple[Finding, ...]:
    """Makes every edit that needs no decision, in one CI file or (empty) everywhere; gives what was mended.

    Each file is written in one step, its line ends and everything else as they were. Raises Stop where one
    cannot be written.
    """
    done: list[Finding] = []
    for _ in range(ROUNDS):
        held = held_to_rules(place, file)
        fixable = [one for one in held.findings if one.edits]
        made = [
            one
            for path, group in groupby(fixable, key=lambda one: one.source.where)
            for one in _file(place, path, held.text(path), list(group))
        ]
        if not made:
            break
        done += made
        place = place.again()
    return tuple(done)


def _file(place: Place, path: str, text: str, findings: Sequence[Finding]) -> list[Finding]:
    made = list(_together(text, findings))
    after = mended(text, (edit for finding in made for edit in finding.edits))
    if after == text:
        return []
    return made if put_mended(place.grounds, path, text, after) else []


def put_mended(grounds: Grounds, path: str, before: str, after: str) -> bool:
    """Writes a mended text with the file's own mark, unless the file no longer says what was read.

    A file that somebody changed meanwhile has its turn in the next round. Raises Stop where it cannot be
    written.
    """
    grounds.check(path)
    standing = grounds.standing(path)
    if standing is None or standing.text != before.replace("\r\n", "\n"):
        return False
    grounds.write(path, standing.mark + after)
    return True


def _together(text: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings whose edits leave each other alone; the others have their turn in the next round."""
    edits: list[Edit] = []
    for finding in findings:
        try:
            mended(text, (*edits, *finding.edits))
        except ValueError:
            continue
        edits += finding.edits
        yield finding
