"""The words of an npm registry's answer: what its JSON says, otherwise its body as one plain line."""

from primer.ports.hands import Answer
from primer.registries.npm.json_values import parsed, table, text
from primer.registries.words import plain

KEYS = ("error", "message", "reason", "detail")


def said(answer: Answer) -> str:
    """One line; empty where it says nothing. Of JSON only what is meant for people is shown."""
    value = parsed(answer.words)
    if not isinstance(value, dict | list):
        return plain(answer.words)
    found = [words for key in KEYS if (words := text(table(value).get(key)))]
    return plain(found[0]) if found else ""


def context(answer: Answer) -> str:
    """The answer for a problem's context."""
    words = said(answer)
    return f"it answered {answer.status}" + (f": {words}" if words else " and nothing else")
