"""What a check of the CI files found: a rule that does not hold, where, why, and what mends it."""

from enum import StrEnum

from primer.core.source import Source
from primer.core.value import frozen


class Severity(StrEnum):
    """An error makes a release fail or leaves it open to others; a warning will some day."""

    ERROR = "error"
    WARNING = "warning"


@frozen
class Edit:
    """Replaces the characters from `start` up to `end` of a file's text; everything else stays as it is."""

    start: int
    end: int
    text: str


@frozen
class Finding:
    """One rule that does not hold at one place.

    `rule` is kebab-case and documented in guides/reference/findings.md under that anchor, or `zizmor/…`;
    `message` is one sentence that says why, `fix` one that says what to do; `edits` do it, empty where only a
    person can.
    `job` is the job it is about, empty for the whole file.
    """

    rule: str
    source: Source
    severity: Severity
    message: str
    fix: str
    edits: tuple[Edit, ...] = ()
    job: str = ""

    @property
    def fixable(self) -> bool:
        """Whether `primer workflow --fix` mends it."""
        return bool(self.edits)
