"""Keeps libraries from talking past primer's own screen, and the system from writing memory to disk."""

import logging
import sys

if sys.platform != "win32":
    import resource


def silence_twine() -> None:
    """Twine prints through rich's global console and logs advice; primer reads its answers itself."""
    import rich

    rich.get_console().quiet = True
    logger = logging.getLogger("twine")
    if not logger.handlers:
        # Without any handler, warnings would go to stderr.
        logger.addHandler(logging.NullHandler())


def forbid_core_dumps() -> None:
    """A crash of this process writes no image of its memory, which may hold a token."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
