"""The page of a written workflow: what it does, what differs, what comes next, what is offered beside it."""

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby

from primer.core.release import Forge, Part, Release, ReleasedPackage, Tags
from primer.ports.signs import Mark
from primer.terminal.lines import (
    BLANK,
    Block,
    Paragraph,
    Span,
    Style,
    Table,
    marked,
    plain,
    unbroken,
)
from primer.terminal.words import count
from primer.terminal.workflow_next import Standing, step_blocks
from primer.writing.trial import trial_words

OFFERED: Mapping[str, str] = {
    Part.ATTEST.value: "build provenance for every file, in a job of its own",
    Part.AUDIT.value: "a pip-audit gate before anything is published",
    "guard": "a decision record: why there is no token, what has to change together",
    "release-pr": "a release pull request: bump, sync, branch; started by a person",
}
ON_GITLAB: Mapping[str, str] = {
    Part.ATTEST.value: "GitLab's own statement of the build, beside its artifacts; PyPI's is always made",
    "release-pr": "release.mk, whose `request` bumps, syncs and opens a merge request; started by a person",
}
"""Where a part is something else there."""


class Outcome(StrEnum):
    """What became of one file."""

    WRITTEN = "written"
    SAME = "is as primer would write it; nothing changed"
    REPLACED = "written over"
    LEFT = "differs from what primer would write, and was left as it is"
    MEANWHILE = "changed while you were asked, and was left as it is"


def outcome_blocks(path: str, outcome: Outcome) -> tuple[Block, ...]:
    """One line for one file."""
    mark = Mark.TODO if outcome in (Outcome.LEFT, Outcome.MEANWHILE) else Mark.SEEN
    return (Paragraph((*marked(mark), Span(" "), Span(path, Style.HEADING), Span(f" {outcome}")), hang=2),)


def difference_blocks(path: str, before: str, after: str) -> tuple[Block, ...]:
    """The unified difference between a file and what would be written in its place, and its sum last."""
    lines = list(
        difflib.unified_diff(before.splitlines(), after.splitlines(), path, f"{path} (primer)", lineterm="")
    )
    if not lines:
        return (BLANK, Paragraph(plain("only the end of the last line differs", Style.DIM)), BLANK)
    shown = (Paragraph(plain(unbroken(line), _of_difference(line))) for line in lines)
    return (BLANK, *shown, BLANK, _sum(path, [line[:1] for line in lines[2:]]))


def _sum(path: str, signs: Sequence[str]) -> Block:
    """How much of the file changes: what is read right before the question."""
    go, come = signs.count("-"), signs.count("+")
    goes, comes = "goes" if go == 1 else "go", "comes" if come == 1 else "come"
    return Paragraph(plain(f"{path}: {count(go, 'line')} {goes}, {come} {comes}", Style.HEADING))


def _of_difference(line: str) -> Style:
    if line.startswith(("---", "+++", "@@")):
        return Style.DIM
    return {"+": Style.SEEN, "-": Style.PROBLEM}.get(line[:1], Style.PLAIN)


def release_blocks(release: Release) -> tuple[Block, ...]:
    """What the workflow does: what starts it, the packages in the order of their publishing."""
    rows = tuple(
        (plain(str(tier)), plain(", ".join(_named(package, release) for package in group)))
        for tier, group in groupby(release.packages, key=lambda package: package.tier)
    )
    return (
        Paragraph(plain(_story(release)), 2),
        Table(rows, indent=4),
        *(
            Paragraph(plain(line), 2)
            for line in [" ".join(trial_words(release)), *_unwaited(release)]
            if line
        ),
        BLANK,
    )


def _unwaited(release: Release) -> Iterator[str]:
    """What no job waits for: pins say which version is needed, and name none of the other ecosystem."""
    if release.tags is Tags.ONE:
        return
    for package in release.packages:
        if package.beyond:
            needed = ", ".join(package.beyond)
            yield f"{package.name} needs {needed}; its job does not wait for that, so push its tag afterwards"


def _story(release: Release) -> str:
    number = count(len(release.packages), "package")
    tag = "a tag v*" if release.tags is Tags.ONE else "a tag <package>-v* for each"
    return (
        f"{number}, started by {tag}; built and tried once, then published without any token, in this order:"
    )


def _named(package: ReleasedPackage, release: Release) -> str:
    """The environment stands beside the package only where there is more than one."""
    several = len({one.environment for one in release.packages}) > 1
    return f"{package.name} ({package.environment or 'no environment'})" if several else package.name


def next_blocks(release: Release, standing: Standing, asked: Collection[str] = ()) -> tuple[Block, ...]:
    """What the person does next, and what is offered beside it; `asked` are parts that they have."""
    return (
        Paragraph(plain("Next", Style.HEADING), 2),
        *step_blocks(release, standing),
        BLANK,
        *_offers(release, asked),
    )


def _offers(release: Release, asked: Collection[str]) -> Iterator[Block]:
    taken = {*asked, *(part.value for part in release.parts)}
    offered = OFFERED if release.forge is Forge.GITHUB else {**OFFERED, **ON_GITLAB}
    rows = tuple(
        (plain(f"--with {name}"), plain(words, Style.DIM))
        for name, words in offered.items()
        if name not in taken
    )
    if rows:
        yield Paragraph(plain("Offered beside it", Style.HEADING), 2)
        yield Table(rows, indent=4)
