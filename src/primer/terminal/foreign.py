"""Words that others wrote (names, descriptions, server answers), made harmless to show.

The table of all characters is imported for the first one that is not plain.
"""

from functools import lru_cache

from primer.terminal.surface import UNBROKEN

SPACES = frozenset("\t\n\v\f\r\u0085\u2028\u2029")
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
NARROW = frozenset(f"→…·–—“”‘’»✓◐○✗{UNBROKEN}")
"""primer's own signs: a column each."""


def harmless(text: str) -> str:
    """The same text on one line, with control, bidi and invisible characters shown as their escapes.

    Nothing in it can move the cursor, change a colour, turn the reading direction or hide.
    """
    if text.replace(UNBROKEN, "").isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(char: str) -> str:
    if char in SPACES:
        return " "
    if char.isprintable() or char in NARROW:
        return char
    import unicodedata

    if unicodedata.category(char) in INVISIBLE:
        return escape(char)
    return char


def escape(char: str) -> str:
    r"""The character as Python would write it: `\x1b`, `\u202e`, `\U000e0041`."""
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def cells(text: str) -> int:
    """How many columns a terminal gives to a harmless text."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


@lru_cache(maxsize=4096)
def _cells_of(char: str) -> int:
    if char.isascii() or char in NARROW:
        return 1
    import unicodedata

    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
