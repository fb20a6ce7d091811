"""One upload, as a script or an action of a CI file makes it."""

from primer.core.registry import Ecosystem
from primer.core.value import frozen


@frozen
class Upload:
    """One upload as it is written: texts with expressions and variables still in them.

    `folder` is empty where the command names none; `repository` is a name or an address, empty for the tool's
    default; `secret` is empty where none is handed over; `identity` tells whether the tool would try
    to exchange an identity; `line` counts from 0 within the script; `held` is the setting or variable that
    hands the secret over, empty for the command line; `skips` tells whether a file that is there already is
    passed over.
    """

    tool: str
    line: int
    folder: str = ""
    repository: str = ""
    secret: str = ""
    identity: bool = True
    held: str = ""
    ecosystem: Ecosystem = Ecosystem.PYTHON
    skips: bool = False
