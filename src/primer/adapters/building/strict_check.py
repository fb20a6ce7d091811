"""Twine's strict check, in this process; twine and rich are imported when the first file is checked."""

import io
import logging
import threading
from collections.abc import Sequence
from pathlib import Path

# The check speaks through a console and a logger that the whole process shares.
_one_at_a_time = threading.Lock()


def strict_check(files: Sequence[Path]) -> str | None:
    """What twine has against these files, or None; raises what twine raises for a file it cannot read."""
    import rich
    from twine.commands.check import check

    said = io.StringIO()
    handler = logging.StreamHandler(said)
    logger = logging.getLogger("twine.commands.check")
    with _one_at_a_time:
        console = rich.get_console()
        before, propagates = console.file, logger.propagate
        logger.propagate = False
        logger.addHandler(handler)
        console.file = said
        try:
            failed = check([str(file) for file in files], strict=True)
        finally:
            console.file = before
            logger.removeHandler(handler)
            logger.propagate = propagates
    return said.getvalue() if failed else None
