"""A server's words as one plain line: out of a reason phrase, an HTML page or a JSON body."""

import html
import re

from primer.core.regex import regex

LONGEST = 400
INVISIBLE = regex(r"<(script|style|head)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
TAG = regex(r"<[^<>]*>")


def plain(text: str) -> str:
    """The text without markup and control characters, in one line of at most 400 characters."""
    bare = text[:20_000]
    if "<" in bare:
        bare = TAG.sub(" ", INVISIBLE.sub(" ", bare))
    line = " ".join(html.unescape(bare).split())
    line = "".join(character if character.isprintable() else " " for character in line)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
