"""Keeps libraries from talking past primer's own screen, and the system from writing memory to disk."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

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


class _Hush(logging.Filter):
    """Drops what a thread logs while it is inside."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = threading.local()

    def filter(self, _record: logging.LogRecord) -> bool:
        return not getattr(self._inside, "now", False)

    @contextmanager
    def inside(self) -> Iterator[None]:
        self._inside.now = True
        try:
            yield
        finally:
            self._inside.now = False


_HUSH = _Hush()
_ADDRESSES = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy")


@contextmanager
def addresses_unlogged() -> Iterator[None]:
    """Lets httpx log nothing in this thread: it logs every address, and one of them may hold a token."""
    for name in _ADDRESSES:
        logging.getLogger(name).addFilter(_HUSH)
    with _HUSH.inside():
        yield


def forbid_core_dumps() -> None:
    """A crash of this process writes no image of its memory, which may hold a token."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
