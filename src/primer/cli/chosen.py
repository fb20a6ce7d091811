"""What was chosen by flag, as the table [tool.primer] has it."""

from collections.abc import Iterator, Sequence

from primer.cli.arguments import Arguments
from primer.cli.choice_flags import ACCOUNT, CHOICES, PUBLISHER, PYPI, SWITCHES
from primer.reading.choices.keys import NAMES_TAKEN


def flags(arguments: Arguments, first: str = PYPI) -> dict[str, str]:
    """The choices that were made by flag, by their dotted key under [tool.primer].

    `first` is the registry of an account that names none, where --registry names none either.
    """
    keys = {name: known[0] for name, known in (*CHOICES.items(), *SWITCHES.items()) if name != ACCOUNT}
    said = {name: _texts(getattr(arguments, name, None)) for name in keys}
    chosen = [pair for name, texts in said.items() if texts for pair in _chosen(keys[name], texts)]
    account = CHOICES[ACCOUNT][0]
    return {
        **dict(chosen),
        **{f"{account}.{name}": user for name, user in accounts(arguments, first).items()},
    }


def addressed(text: str, otherwise: str) -> tuple[str, str]:
    """The registry's name and the value of `NAME=VALUE`; without a name it is for the other one."""
    name, sign, value = text.partition("=")
    return (name or otherwise, value) if sign else (otherwise, text)


def accounts(arguments: Arguments, first: str) -> dict[str, str]:
    """The accounts that were named by flag, by the registry's name; `first` as for all flags."""
    said: object = getattr(arguments, ACCOUNT, None)
    first = arguments.registry or first
    return dict(addressed(str(text), first) for text in said) if isinstance(said, list) else {}


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(part) for part in value]
    return [value] if isinstance(value, str) else []


def _chosen(key: str, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The choices that one flag made; a publisher's may each be for one registry."""
    table, _, attribute = key.partition(".")
    if table != PUBLISHER:
        yield key, "\n".join(texts)
        return
    for text in texts:
        name, sign, value = text.partition("=")
        alone = bool(sign) and name in NAMES_TAKEN
        yield (f"{table}.{name}.{attribute}", value) if alone else (key, text)
