"""What a failed publish's log says: causes, each with the line that shows it and the one thing to change."""

from primer.core.value import frozen


@frozen
class Difference:
    """One field of a publisher that does not hold what a run presented; names are those of the form.

    `registered` is None where nothing is known to be registered.
    """

    field: str
    presented: str
    registered: str | None


@frozen
class Evidence:
    """A line of the log, counted from 1, without colour codes and prefixes."""

    line: int
    text: str


@frozen
class Cause:
    """One cause of a failure; `cause` is documented in guides/reference/diagnose.md under that anchor.

    `remedy` is the one thing to change; `link` is the page where it is changed, empty where there is none.
    """

    cause: str
    evidence: Evidence
    remedy: str
    differs: Difference | None = None
    link: str = ""
