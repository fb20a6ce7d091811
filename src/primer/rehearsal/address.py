"""An index's upload address, moved: where a text names the original, it names the stand-in."""

import re
from urllib.parse import urlsplit

from primer.core.regex import regex
from primer.core.value import frozen

_ADDRESS = regex(r"https?://[^\s\"'`<>{}()|;,&\]]+", re.IGNORECASE)


@frozen
class Move:
    """From the upload address of the original to that of its stand-in."""

    original: str
    stand_in: str

    def applied(self, text: bytes) -> bytes:
        """The text with every mention of the original replaced; bytes that are no UTF-8 stay."""
        decoded = text.decode("utf-8", "surrogateescape")
        return _ADDRESS.sub(self._moved, decoded).encode("utf-8", "surrogateescape")

    def _moved(self, found: re.Match[str]) -> str:
        same = _place(found[0]) == _place(self.original)
        return self.stand_in if same else found[0]


def _place(url: str) -> tuple[str | None, int | None, str]:
    """What makes two addresses the same: host, port and path; the text itself where it has no such parts."""
    try:
        parts = urlsplit(url)
        return parts.hostname, parts.port, parts.path.rstrip("/")
    except ValueError:
        return None, None, url
