"""Text of others in Markdown that is pasted into an issue: it must stay text, and call nobody."""

import re
from urllib.parse import quote, urlsplit

from primer.terminal.foreign import harmless

SPECIAL = re.compile(r"([\\`*_{}\[\]()<>|~$!])")
CALLS = re.compile(r"(?:[@#]|\b(?:GH|gh)-)(?=\w)")
ENTITY = re.compile(r"&(?=#?\w+;)")
EMOJI = re.compile(r":(?=[\w+-]+:)")
ADDRESS = re.compile(r"(?i)\b(https?|ftp)(?=://)|\bwww(?=\.)|(?<=\w)(?=@)")
BULLET = re.compile(r"^([-+=#])")
NUMBER = re.compile(r"^(\d+)([.)])(?=\s|$)")
NOTHING = "<!-- -->"
"""An empty comment: GitHub shows nothing, and no longer sees a mention, a reference or an address."""


def text(words: str) -> str:
    """The words as running text; nothing in them is markup, a mention, a reference or HTML."""
    escaped = SPECIAL.sub(r"\\\1", ENTITY.sub("&amp;", harmless(words).strip()))
    escaped = NUMBER.sub(r"\1\\\2", BULLET.sub(r"\\\1", escaped))
    called = CALLS.sub(lambda match: match[0] + NOTHING, escaped)
    return ADDRESS.sub(lambda match: match[0] + NOTHING, EMOJI.sub(":" + NOTHING, called))


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
