"""One run of Markdown text as words: code, stress and links, without their marks."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from primer.core.regex import regex
from primer.ports.signs import STEP
from primer.terminal.lines import Span, Style, Words

_PART = regex(
    r"`(?P<code>[^`]+)`"
    r"|\*\*(?P<strong>.+?)\*\*"
    r"|(?<![\w*])\*(?P<stressed>[^*\s](?:[^*]*[^*\s])?)\*(?![\w*])"
    r"|!\[(?P<picture>[^\]]*)\]\([^)]*\)"
    r"|\[(?P<link>(?:`[^`]*`|[^\]`])*)\]\((?P<target>[^)\s]+)\)"
)
ARROW = " → "
_ESCAPED = regex(r"\\([\\`*_{}\[\]()#+.!|<>-])")


def inline(markdown: str, style: Style = Style.PLAIN) -> Words:
    """The words of a paragraph, a cell or a heading; a link to another guide names that guide.

    Code keeps its backticks, since colour alone says nothing. An arrow leads from one page to the next.
    """
    return tuple(span for span in _spans(markdown, style) if span.text)


def _spans(markdown: str, style: Style) -> Iterator[Span]:
    place = 0
    for part in _PART.finditer(markdown):
        yield Span(_text(markdown[place : part.start()]), style)
        place = part.end()
        yield from _part(part, style)
    yield Span(_text(markdown[place:]), style)


def _part(part: re.Match[str], style: Style) -> Iterator[Span]:
    if part["code"] is not None:
        yield Span(_bare(f"`{part['code']}`"), Style.KEY)
    elif part["strong"] is not None:
        yield from _spans(part["strong"], Style.HEADING)
    elif part["stressed"] is not None:
        yield from _spans(part["stressed"], style)
    elif part["picture"] is not None:
        yield Span(f"(picture: {part['picture']})", Style.DIM)
    else:
        yield from _spans(part["link"], style)
        yield Span(_where(part["link"], part["target"]), Style.DIM)


def _where(words: str, target: str) -> str:
    """Where a link leads, if its own words do not say so: a guide by its name, a web page by its address."""
    if "://" in target:
        return f" ({target})"
    path, _, section = target.partition("#")
    name = PurePosixPath(path).stem if path.endswith(".md") else ""
    says = words.replace("`", "")
    return f" (guide {name})" if name and says not in (name, section) else ""


def _text(markdown: str) -> str:
    return _bare(markdown).replace(ARROW, STEP)


def _bare(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
