"""`registries` of `[tool.primer]`: further registries that speak PyPI's interface, or npm's."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from primer.core.regex import regex
from primer.core.registry import Ecosystem, Registry
from primer.reading.choices.keys import NAMES_TAKEN, REGISTRY_KEYS, REGISTRY_URLS
from primer.reading.choices.table import ChoiceTable
from primer.registries.addresses import refusal

_NAME = regex(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def read_registries(table: ChoiceTable) -> tuple[Registry, ...]:
    """The registries whose every value can be used, in their order."""
    found = (_registry(table, name) for name in table.values)
    return tuple(registry for registry in found if registry is not None)


def as_table(registry: Registry) -> dict[str, object]:
    """A registry as the table that makes it."""
    urls = (registry.upload_url, registry.index_url, registry.web_url)
    kind = {} if registry.ecosystem is Ecosystem.PYTHON else {"ecosystem": str(registry.ecosystem)}
    return {**dict(zip(REGISTRY_URLS, urls, strict=True)), **kind}


def _registry(tables: ChoiceTable, name: str) -> Registry | None:
    why = _no_name(name)
    if why:
        tables.refuse(name, why, "choose another name for this index")
        return None
    table = tables.table(name)
    table.know(REGISTRY_KEYS)
    kind = _kind(table)
    urls = {key: table.text(key, _no_url) for key in REGISTRY_URLS}
    # Registries of npm's kind serve packages where they take them.
    needed = REGISTRY_URLS[:2] if kind is Ecosystem.PYTHON else REGISTRY_URLS[:1]
    for key in needed:
        if key not in table.values and isinstance(tables.values[name], dict):
            table.refuse(key, "it is missing", f"write the address of {name} as {table.dotted(key)}")
    if kind is None or any(urls[key] is None for key in (*needed, *urls.keys() & table.values.keys())):
        return None
    return _made(name, kind, urls)


def _made(name: str, kind: Ecosystem, urls: Mapping[str, str | None]) -> Registry:
    upload = urls["upload-url"] or ""
    index = (urls["index-url"] or upload).rstrip("/")
    parts = urlsplit(index)
    web = (urls["web-url"] or f"{parts.scheme}://{parts.netloc}").rstrip("/")
    return Registry(name, name, kind, upload, index, web)


def _kind(table: ChoiceTable) -> Ecosystem | None:
    """The world of its packages: Python's where nothing is said, None where nothing legal is."""
    said = table.text("ecosystem", _no_ecosystem)
    if said is None:
        return None if "ecosystem" in table.values else Ecosystem.PYTHON
    return Ecosystem(said)


def _no_name(name: str) -> str | None:
    # What only looks like a built-in name would be shown as that registry's title.
    if re.sub(r"[-_]", "", name.lower()) in NAMES_TAKEN:
        return "this name is built in and stays what it is"
    return None if _NAME.fullmatch(name) else "a name has letters, digits, `-` and `_` only"


def _no_ecosystem(value: str) -> str | None:
    kinds = [str(kind) for kind in Ecosystem]
    return None if value in kinds else f"it is none of {', '.join(kinds)}"


def _no_url(value: str) -> str | None:
    if not value.isprintable() or " " in value:
        return "it is no web address"
    if refusal(value):
        return refusal(value)
    return "an address of an index has no `?` or `#`" if "?" in value or "#" in value else None
