"""What another program saw of a repository, and what it could not see."""

from primer.core.finding import Finding
from primer.core.project import Unlooked
from primer.core.value import frozen


@frozen
class Looked:
    """What was found, and each reason why something could not be looked at."""

    findings: tuple[Finding, ...] = ()
    unlooked: tuple[Unlooked, ...] = ()
