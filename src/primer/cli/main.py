"""The command `primer`; what a run needs is imported when there is something to run."""

import gc
import sys
from collections.abc import Sequence

from primer import __version__

VERSION = (["--version"], ["-V"])
NEW_OBJECTS = 200_000
"""How many are made before cycles are looked for: a run ends soon, and looking took a fifth of a long one."""


def main(words: Sequence[str] | None = None) -> int:
    """Runs the command, as it was given or with these words; gives the exit code."""
    said = list(sys.argv[1:] if words is None else words)
    if said in VERSION and _shown(f"primer {__version__}\n"):
        return 0
    gc.set_threshold(NEW_OBJECTS)
    from primer.cli.run import run

    code = run(said)
    if words is None:
        # The process ends here. Python would look for cycles in all that is left, a sixth of a plan's time.
        gc.freeze()
    return code


def _shown(text: str) -> bool:
    """Whether stdout took it; if not, a run says why."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (AttributeError, OSError):
        return False
    return True
