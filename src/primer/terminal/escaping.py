"""Text of others in Markdown that is pasted into an issue: it must stay text, and call nobody."""

import re
from urllib.parse import quote, urlsplit

from primer.core.regex import regex
from primer.terminal.foreign import harmless

SPECIAL = regex(r"([\\`*{}\[\]<>|~$!]|(?<![^\W_])_|_(?![^\W_]))")
"""An underscore within a word is no markup, nor is a bracket of the round kind without a square one."""
ENTITY = regex(r"&(?=#?\w+;)")
BULLET = regex(r"^([-+=#])")
NUMBER = regex(r"^(\d+)([.)])(?=\s|$)")
LITERAL = regex(
    r"(?<!`)`(?P<code>(?![^`]*\]:)[^`\s](?:[^`]*[^`\s])?)`(?!`)"
    r"|(?P<address>(?i:[a-z][\w+.-]{0,30}://|www\.)[^\s<>`\[\]]*[^\s<>`.,;:!?'\"(){}\[\]*_~|\\])"
    r"|(?P<person>\b[\w.+-]{1,64}@\w[\w.-]*\b(?::[\w./~+-]*\w)?)"
    r"|(?P<mention>@\w[\w-]*(?:/\w[\w.-]*(?:@\w[\w.+-]*)?)?\b)"
    r"|(?P<reference>(?:\b[\w./-]{1,100})?[#!]\d+|[$%&]\d+|(?i:GH-\d+))"
    r"|(?P<emoji>:[\w+-]{0,60}[a-z+-][\w+-]{0,60}:)",
)
"""What is meant literally, and what a forge would make a link, a mention or a picture of.

As code both leave it alone: GitHub and GitLab look for addresses and references in running text only, also in
that of a link. No code has `]:` in it: at the beginning of a line that could end a reference's name.
"""


def text(words: str) -> str:
    """The words as running text; nothing in them is markup, a mention, a reference, a link or HTML."""
    shown = harmless(words).strip()
    parts: list[str] = []
    end = 0
    for found in LITERAL.finditer(shown):
        parts += (_running(shown[end : found.start()], first=end == 0), code(found["code"] or found[0]))
        end = found.end()
    return "".join((*parts, _running(shown[end:], first=end == 0)))


def _running(words: str, *, first: bool) -> str:
    """Words without markup; what would begin a list or a heading does so at the beginning only."""
    escaped = SPECIAL.sub(r"\\\1", ENTITY.sub("&amp;", words))
    return NUMBER.sub(r"\1\\\2", BULLET.sub(r"\\\1", escaped)) if first else escaped


def code(words: str) -> str:
    """The words as a code span, whatever backticks are in them; an empty one is nothing."""
    shown = harmless(words).strip()
    if not shown:
        return ""
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def cell(markdown: str) -> str:
    """Finished Markdown as a cell of a table: a pipe, even in code, would end it."""
    return re.sub(r"(?<!\\)\|", r"\\|", markdown)


def link(words: str, url: str) -> str:
    """A link, or the address as code where it is none that a browser should follow."""
    if urlsplit(url).scheme not in {"http", "https", ""} or url.startswith("//"):
        return f"{text(words)} ({code(url)})"
    return f"[{text(words)}]({quote(url, safe='%/:=&?~#+!$,;@[]*-._')})"
