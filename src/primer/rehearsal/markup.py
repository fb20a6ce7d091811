"""The pages' markup: plain, calm HTML that works without scripts; every value is escaped here."""

import html
from collections.abc import Mapping, Sequence

from primer.core.value import frozen

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "label{display:block;margin:.6rem 0}input,select{font:inherit;width:100%;box-sizing:border-box}"
    "code{word-break:break-all}button{font:inherit;padding:.3rem 1rem;margin-top:.6rem}"
    "fieldset{margin:1rem 0;border:1px solid #ccc}:target{border:2px solid #000}.note{color:#555}"
)


@frozen
class Field:
    """One line of a form; `options` make it a choice, key to label."""

    label: str
    key: str
    value: str = ""
    options: Mapping[str, str] | None = None


@frozen
class Form:
    """One form with one button; `hidden` goes along unseen, `anchor` is its address on the page."""

    action: str
    button: str
    fields: Sequence[Field] = ()
    hidden: Mapping[str, str] | None = None
    anchor: str = ""
    heading: str = ""


def page(title: str, site: str, *parts: str) -> str:
    """A whole page; the parts are markup."""
    note = f'<p class="note">{html.escape(site)}: a rehearsal inside this machine. Nothing here is real.</p>'
    head = f"<title>{html.escape(title)}</title><style>{_STYLE}</style>"
    meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>{meta}{head}</head>\n<body>\n'
        f"<h1>{html.escape(title)}</h1>\n{body}\n{note}\n</body>\n</html>\n"
    )


def paragraph(words: str) -> str:
    """A sentence or two."""
    return f"<p>{html.escape(words)}</p>"


def code(words: str, anchor: str) -> str:
    """Something to copy."""
    return f'<p><code id="{html.escape(anchor)}">{html.escape(words)}</code></p>'


def lines(entries: Sequence[str]) -> str:
    """A list; nothing when it is empty."""
    items = "".join(f"<li>{html.escape(entry)}</li>" for entry in entries)
    return f"<ul>{items}</ul>" if items else ""


def link(words: str, url: str) -> str:
    """A way to another page."""
    return f'<p><a href="{html.escape(url)}">{html.escape(words)}</a></p>'


def form(what: Form) -> str:
    """A form a person can fill and send."""
    anchor = f' id="{html.escape(what.anchor)}"' if what.anchor else ""
    legend = f"<legend>{html.escape(what.heading)}</legend>" if what.heading else ""
    hidden = "".join(_hidden(key, value) for key, value in (what.hidden or {}).items())
    fields = "".join(_field(field) for field in what.fields)
    return (
        f'<form method="post" action="{html.escape(what.action)}"><fieldset{anchor}>{legend}{hidden}{fields}'
        f'<button type="submit">{html.escape(what.button)}</button></fieldset></form>'
    )


def _hidden(key: str, value: str) -> str:
    return f'<input type="hidden" name="{html.escape(key)}" value="{html.escape(value)}">'


def _field(field: Field) -> str:
    key, label = html.escape(field.key), html.escape(field.label)
    if field.options is None:
        return f'<label>{label}<input name="{key}" value="{html.escape(field.value)}"></label>'
    options = "".join(_option(value, words, field.value) for value, words in field.options.items())
    return f'<label>{label}<select name="{key}">{options}</select></label>'


def _option(value: str, words: str, chosen: str) -> str:
    selected = " selected" if value == chosen else ""
    return f'<option value="{html.escape(value)}"{selected}>{html.escape(words)}</option>'
