"""What differs from run to run, and is made equal before screens are compared."""

import re
from collections.abc import Mapping

from rich.text import Text

from guides.frames import Frame, plain

EQUAL: Mapping[str, str] = {
    r"\b[0-9a-f]{8}(?=…)": "21394af6",
    r"(?<=127\.0\.0\.1:)\d{2,5}\b": "8080",
    r"\b20\d\d-\d\d-\d\d\b": "2026-11-21",
    r"(?<![\w:.])\d\d:\d\d:\d\d(?![\w:])": "14:05:12",
    r"(?<![\w:.])\d\d:\d\d(?![\w:])": "14:05",
    r"(?<=\bin )4[78] h \d+\b": "47 h 59",
    r"(?<=\bin )\d+(?:\.\d+)? (?:ms|s|min)\b": "4 s",
    r"\b\d+(?:\.\d+)? (?:s|min|h)(?= left\b)": "9 min",
    r"\b\d+(?:\.\d+)? (?=(?:files|[kM]?B)(?:/s| a second)\b)": "20 ",
    r"[\u2801-\u28ff]": "⠋",
}
"""Identifiers of tokens, ports of the rehearsal, dates, times, waits and speeds, and what stands for them."""

_ANY = re.compile("|".join(f"({pattern})" for pattern in EQUAL))
_WORDS = tuple(EQUAL.values())


TOKEN = "21394af6-5f0e-4c1d-9a57-3c2b8e6d7f10"
"""What stands for every unique identifier."""
# A long address breaks anywhere, and the identifier in it too.
_IDENTIFIER = re.compile(r"\n?".join("-" if letter == "-" else "[0-9a-f]" for letter in TOKEN))


def masked(text: str) -> str:
    """The same words in every run."""
    return _ANY.sub(_word, _with_equal_identifiers(text))


def masked_frame(frame: Frame) -> Frame:
    """The same for what has colours."""
    rows = _with_equal_identifiers(plain(frame)).split("\n")
    return tuple(_masked_row(_saying(row, words)) for row, words in zip(frame, rows, strict=True))


def _with_equal_identifiers(text: str) -> str:
    return _IDENTIFIER.sub(_identifier, text)


def _identifier(match: re.Match[str]) -> str:
    """The one that stands for it, broken where this one is."""
    letters = iter(TOKEN)
    return "".join("\n" if letter == "\n" else next(letters) for letter in match[0])


def _saying(row: Text, words: str) -> Text:
    """The row in its colours, with as many other letters."""
    other = row.copy()
    other.plain = words
    return other


def _masked_row(row: Text) -> Text:
    whole, place = Text(), 0
    for match in _ANY.finditer(row.plain):
        whole.append_text(row[place : match.start()])
        style = next((span.style for span in row.spans if span.start <= match.start() < span.end), "")
        whole.append(_word(match), style)
        place = match.end()
    return whole.append_text(row[place:]) if place else row


def _word(match: re.Match[str]) -> str:
    return _WORDS[(match.lastindex or 1) - 1]
