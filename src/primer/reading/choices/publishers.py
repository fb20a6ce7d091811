"""`publisher` and `accounts` of `[tool.primer]`: for every registry, or for one by its name."""

from collections.abc import Iterable, Mapping

from primer.core.choices import PublisherChoice
from primer.core.source import Read
from primer.reading.choices.keys import MAY_BE_A_LIST, MAY_BE_EMPTY, PROVIDERS, PUBLISHER_KEYS
from primer.reading.choices.table import ChoiceTable, Refusal


def read_publishers(table: ChoiceTable, registries: Iterable[str]) -> Mapping[str, PublisherChoice]:
    """The publisher choices by registry; the key `""` is the one for every registry."""
    registries = tuple(registries)
    common = table.without_tables()
    found = {"": _choice(common)}
    for name in table.values:
        if name in common.values:
            continue
        if name in PUBLISHER_KEYS:
            table.refuse(name, "it is no text")
        elif name not in registries:
            table.unknown(name, registries)
        else:
            found[name] = _choice(table.table(name))
    return {name: choice for name, choice in found.items() if choice.values}


def read_accounts(table: ChoiceTable, registries: Iterable[str]) -> Mapping[str, str]:
    """The user names by registry."""
    table.know(registries)
    named = {name: table.text(name, _is_empty) for name in table.values}
    return {name: account for name, account in named.items() if account}


def _choice(table: ChoiceTable) -> PublisherChoice:
    table.know(PUBLISHER_KEYS)
    provider = table.text("provider", _no_provider)
    for name in table.values:
        if provider and name in PUBLISHER_KEYS and name not in ("provider", *PROVIDERS[provider]):
            known = ", ".join(PROVIDERS[provider])
            table.refuse(name, f"provider {provider} has no such value", f"{provider} has {known}")
    wanted = ("provider", *PROVIDERS[provider]) if provider else PUBLISHER_KEYS
    values = {name: _read(table, name) for name in wanted}
    return PublisherChoice({name: value for name, value in values.items() if value is not None})


def _read(table: ChoiceTable, name: str) -> Read[str] | None:
    """A text; of several, written as an array, one with commas between."""
    if name not in MAY_BE_A_LIST or not isinstance(table.values.get(name), list):
        return table.read(name, _refusal(name))
    texts = table.texts(name)
    for why in filter(None, map(_is_broken, texts)):
        table.refuse(name, why)
    return Read(", ".join(texts), table.source(name))


def _refusal(name: str) -> Refusal:
    return _is_broken if name in MAY_BE_EMPTY else _is_empty


def _is_empty(value: str) -> str | None:
    return _is_broken(value) if value else "it is empty"


def _is_broken(value: str) -> str | None:
    return None if value.isprintable() else "it has a line break or a control character in it"


def _no_provider(value: str) -> str | None:
    return None if value in PROVIDERS else f"it is none of {', '.join(PROVIDERS)}"
