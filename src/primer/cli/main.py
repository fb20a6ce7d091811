"""The command `primer`; what a run needs is imported when there is something to run."""

import atexit
import gc
import os
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
        _end(code)
    return code


def _end(code: int) -> None:
    """Ends the process at once, or returns where something comes after the end, which is Python's to do.

    Python would take apart all that a run made, piece by piece.
    """
    if not _is_awaited() and _written_out():
        os._exit(code)
    # It would also look for cycles in all of it, a sixth of a plan's time.
    gc.freeze()


def _is_awaited() -> bool:
    """Whether the end is waited for: by what was registered for it, another thread, or whoever watches."""
    from threading import active_count

    # CPython alone can be asked what is registered.
    registered = getattr(atexit, "_ncallbacks", lambda: 1)()
    # From Python 3.12 on a profiler need not be one that `sys.getprofile` knows.
    tool = getattr(getattr(sys, "monitoring", None), "get_tool", lambda _number: None)
    watched = sys.gettrace() or sys.getprofile() or any(map(tool, range(6)))
    return bool(registered or active_count() > 1 or watched or sys.flags.inspect or sys.flags.interactive)


def _written_out() -> bool:
    """Whether both streams took all that was said; if not, Python says so at its end."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


def _shown(text: str) -> bool:
    """Whether stdout took it; if not, a run says why."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (AttributeError, OSError):
        return False
    return True
