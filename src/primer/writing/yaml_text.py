"""YAML as a person would write it: comments, block scripts, short lists on one line, room between parts."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from primer.core.regex import regex
from primer.core.value import frozen

WIDTH = 100
_PLAIN = regex(r"[A-Za-z_./$](?:[\w ./$(){}'=!&|@+,<>*-]|(?<=\w):(?=//))*(?<! )", re.ASCII)
_NOT_TEXT = regex(
    r"(?:y|n|yes|no|on|off|true|false|null|~)|[-+.]?\d.*|\.(?:inf|nan)|[-+.]+|\.[\d_].*|0x.*", re.IGNORECASE
)


@frozen
class Said:
    """A value with a comment behind it."""

    value: str
    comment: str


@frozen
class Under:
    """A value under a comment; every line of the comment becomes one."""

    comment: str
    value: "Node"


Node = str | bool | int | Said | Under | Sequence["Node"] | Mapping[str, "Node"]


def yaml_text(document: Mapping[str, Node], *, apart: frozenset[str] = frozenset()) -> str:
    """The whole document; a blank line between its members, and between those of the members in `apart`."""
    parts = ["\n".join(_member(key, value, "", apart=_bare(key) in apart)) for key, value in document.items()]
    return "\n\n".join(parts) + "\n"


def commented(text: str) -> str:
    """Every line of a text as a comment; an empty one stays a bare sign."""
    return "\n".join(f"# {line}".rstrip() for line in text.splitlines())


def scalar(value: str) -> str:
    """A text on one line: plain where YAML reads it back as the same text, in quotes otherwise."""
    if _PLAIN.fullmatch(value) and not _NOT_TEXT.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=not value.isprintable())


def _bare(key: str) -> str:
    return key.strip('"')


def _member(key: str, value: Node, indent: str, *, apart: bool = False) -> Iterator[str]:
    if isinstance(value, Under):
        yield from (f"{indent}{line}" for line in commented(value.comment).split("\n"))
        value = value.value
    head = f"{indent}{_key(key)}:"
    if isinstance(value, str) and "\n" in value:
        yield from _block(head, value, indent + "  ")
    elif isinstance(value, str | bool | int | Said):
        yield f"{head} {_inline(value)}"
    elif not value:
        yield f"{head} {'{}' if isinstance(value, Mapping) else '[]'}"
    elif isinstance(value, Mapping):
        yield head
        yield from _mapping(value, indent + "  ", apart=apart)
    elif isinstance(value, Sequence):
        yield from _sequence(head, value, indent)


def _mapping(value: Mapping[str, Node], indent: str, *, apart: bool = False) -> Iterator[str]:
    for number, (key, inner) in enumerate(value.items()):
        if apart and number:
            yield ""
        yield from _member(key, inner, indent)


def _sequence(head: str, value: Sequence[Node], indent: str) -> Iterator[str]:
    if all(isinstance(item, str) and "\n" not in item for item in value):
        items = [_in_flow(item) for item in value if isinstance(item, str)]
        line = f"{head} [{', '.join(items)}]"
        yield from [line] if len(line) <= WIDTH else [head, *(f"{indent}  - {item}" for item in items)]
        return
    yield head
    apart = any(isinstance(item, Mapping) and _is_long(item) for item in value)
    for number, item in enumerate(value):
        if apart and number:
            yield ""
        yield from _item(item, indent + "  ")


def _item(item: Node, indent: str) -> Iterator[str]:
    if not isinstance(item, Mapping):
        raise TypeError("a list holds texts alone, or mappings alone")
    lines = list(_mapping(item, indent + "  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _is_long(item: Mapping[str, Node]) -> bool:
    return any(isinstance(value, str) and "\n" in value for value in item.values())


def _block(head: str, value: str, indent: str) -> Iterator[str]:
    """A literal block where YAML gives it back unchanged; a text in quotes otherwise."""
    body = value.removesuffix("\n")
    odd = body.startswith((" ", "\n")) or body.endswith("\n") or not body.replace("\n", "").isprintable()
    if odd or not body:
        yield f"{head} {json.dumps(value)}"
        return
    yield f"{head} |" if value.endswith("\n") else f"{head} |-"
    yield from (f"{indent}{line}" if line else "" for line in body.split("\n"))


def _inline(value: str | bool | int | Said) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return f"{scalar(value.value)} # {value.comment}" if isinstance(value, Said) else scalar(value)


def _in_flow(text: str) -> str:
    """Inside brackets a comma or a bracket ends a plain text, and a colon may."""
    return json.dumps(text) if re.search(r"[,:\[\]{}*]", text) else scalar(text)


def _key(key: str) -> str:
    # GitHub's `on` stays bare: every reader of workflows takes it for the text.
    return key if re.fullmatch(r"[A-Za-z_][\w.-]*", key, re.ASCII) else json.dumps(key)
