"""A person's text inside TOML, Python, Markdown and one line: whatever it holds, it stays text."""

from primer.core.regex import regex

CONTROL = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
MARKUP = regex(r"[\\`*_{}\[\]<>#|~&@]")
LIST_SIGN = regex(r"^(?:[-+=]|(\d+)(?=[.)]))")


def one_line(text: str) -> str:
    """The text without control characters, lone surrogates and bidirectional overrides, on one line."""
    return " ".join(CONTROL.sub(" ", text).split())


def toml_string(text: str) -> str:
    """A TOML basic string."""
    escaped = "".join(_toml_character(character) for character in text)
    return f'"{escaped}"'


def markdown_text(text: str) -> str:
    """Words that Markdown and HTML show as they are."""
    escaped = MARKUP.sub(lambda found: f"\\{found[0]}", one_line(text))
    return LIST_SIGN.sub(lambda found: f"{found[1]}\\" if found[1] else f"\\{found[0]}", escaped)


def python_string(text: str) -> str:
    """A Python string literal, plain ASCII."""
    return ascii(text)


def _toml_character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if CONTROL.match(character):
        return "\\uFFFD" if "\ud800" <= character <= "\udfff" else f"\\u{ord(character):04X}"
    return character
