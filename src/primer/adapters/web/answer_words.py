"""The words of a registry's answer: its reason phrase where that says something, else its page's sentence."""

import html
import json
import re
from http import HTTPStatus

from primer.core.regex import regex
from primer.registries.words import plain

TITLE = regex(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
LEADING_STATUS = regex(r"^\d{3}\s+")
JSON_KEYS = ("message", "detail", "error", "description")


def words_of(status: int, reason: str, body: bytes) -> str:
    """One line that says why, or at least the standard phrase; proxies replace reasons by that one."""
    phrase, text = _standard(status), body.decode("utf-8", "replace")
    for words in (plain(reason), _in_json(text), _in_title(text)):
        if words and not (phrase and phrase.lower() in words.lower()):
            return words
    return plain(text) or plain(reason) or phrase


def _standard(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _in_title(text: str) -> str:
    title = TITLE.search(text[:20_000])
    return "" if title is None else LEADING_STATUS.sub("", plain(html.unescape(title[1])))


def _in_json(text: str) -> str:
    try:
        value: object = json.loads(text) if text.lstrip().startswith("{") else None
    except (ValueError, RecursionError):
        return ""
    if not isinstance(value, dict):
        return ""
    found = [item for key in JSON_KEYS if isinstance(item := value.get(key), str)]
    return plain(found[0]) if found else ""
