"""What differs from run to run, and is made equal before screens are compared."""

import re
from collections.abc import Mapping

from rich.text import Text

from guides.frames import Frame

EQUAL: Mapping[str, str] = {
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}": "21394af6-5f0e-4c1d-9a57-3c2b8e6d7f10",
    r"\b[0-9a-f]{8}(?=…)": "21394af6",
    r"(?<=127\.0\.0\.1:)\d{2,5}\b": "8080",
    r"\b20\d\d-\d\d-\d\d\b": "2026-11-21",
    r"(?<![\w:.])\d\d:\d\d:\d\d(?![\w:])": "14:05:12",
    r"(?<![\w:.])\d\d:\d\d(?![\w:])": "14:05",
    r"(?<=\bin )\d+(?:\.\d+)? (?:ms|s|min)\b": "4 s",
    r"\b\d+(?:\.\d+)? (?:s|min|h)(?= left\b)": "9 min",
    r"\b\d+(?:\.\d+)? (?=(?:files|[kM]?B)(?:/s| a second)\b)": "20 ",
    r"[\u2801-\u28ff]": "⠋",
}
"""Identifiers of tokens, ports of the rehearsal, dates, times, waits and speeds, and what stands for them."""

_ANY = re.compile("|".join(f"({pattern})" for pattern in EQUAL))
_WORDS = tuple(EQUAL.values())


def masked(text: str) -> str:
    """The same words in every run."""
    return _ANY.sub(_word, text)


def masked_frame(frame: Frame) -> Frame:
    """The same for what has colours."""
    return tuple(_masked_row(row) for row in frame)


def _masked_row(row: Text) -> Text:
    whole, place = Text(), 0
    for match in _ANY.finditer(row.plain):
        whole.append_text(row[place : match.start()])
        whole.append(_word(match), row[match.start()].style)
        place = match.end()
    return whole.append_text(row[place:]) if place else row


def _word(match: re.Match[str]) -> str:
    return _WORDS[(match.lastindex or 1) - 1]
