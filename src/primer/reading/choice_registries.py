"""`registries` of `[tool.primer]`: further indexes that speak PyPI's interface."""

import re
from urllib.parse import urlsplit

from primer.core.registry import Ecosystem, Registry
from primer.reading.choice_keys import NAMES_TAKEN, REGISTRY_KEYS
from primer.reading.choice_table import ChoiceTable
from primer.registries.addresses import refusal

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def read_registries(table: ChoiceTable) -> tuple[Registry, ...]:
    """The registries whose every value can be used, in their order."""
    found = (_registry(table, name) for name in table.values)
    return tuple(registry for registry in found if registry is not None)


def as_table(registry: Registry) -> dict[str, object]:
    """A registry as the table that makes it."""
    urls = (registry.upload_url, registry.index_url, registry.web_url)
    return dict(zip(REGISTRY_KEYS, urls, strict=True))


def _registry(tables: ChoiceTable, name: str) -> Registry | None:
    why = _no_name(name)
    if why:
        tables.refuse(name, why, "choose another name for this index")
        return None
    table = tables.table(name)
    table.know(REGISTRY_KEYS)
    upload, index, web = (table.text(key, _no_url) for key in REGISTRY_KEYS)
    for key in ("upload-url", "index-url"):
        if key not in table.values and isinstance(tables.values[name], dict):
            table.refuse(key, "it is missing", f"write the address of {name} as {table.dotted(key)}")
    if upload is None or index is None or (web is None and "web-url" in table.values):
        return None
    index = index.rstrip("/")
    parts = urlsplit(index)
    web_url = (web or f"{parts.scheme}://{parts.netloc}").rstrip("/")
    return Registry(name, name, Ecosystem.PYTHON, upload, index, web_url)


def _no_name(name: str) -> str | None:
    # What only looks like a built-in name would be shown as that registry's title.
    if re.sub(r"[-_]", "", name.lower()) in NAMES_TAKEN:
        return "this name is built in and stays what it is"
    return None if _NAME.fullmatch(name) else "a name has letters, digits, `-` and `_` only"


def _no_url(value: str) -> str | None:
    if not value.isprintable() or " " in value:
        return "it is no web address"
    if refusal(value):
        return refusal(value)
    return "an address of an index has no `?` or `#`" if "?" in value or "#" in value else None
