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
    """Ends the process at once; returns where something is left to do, which Python does at an end.

    Python would take apart all that a run made, piece by piece.
    """
    # It would also look for cycles in all of it, a sixth of a plan's time.
    gc.freeze()
    from threading import active_count

    # CPython alone can be asked what is registered.
    registered = getattr(atexit, "_ncallbacks", lambda: 1)()
    if registered or active_count() > 1 or _is_watched():
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


def _is_watched() -> bool:
    """Whether a debugger, a profiler or an interactive Python goes on after the end."""
    tool = getattr(getattr(sys, "monitoring", None), "get_tool", lambda _number: None)
    watched = sys.gettrace() or sys.getprofile() or any(map(tool, range(6)))
    return bool(watched or sys.flags.inspect or sys.flags.interactive)


def _shown(text: str) -> bool:
    """Whether stdout took it; if not, a run says why."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (AttributeError, OSError):
        return False
    return True
