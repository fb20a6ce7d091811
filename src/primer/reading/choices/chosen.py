"""Choices: the table `[tool.primer]` of pyproject.toml, or primer.toml, with flags laid over it."""

from collections.abc import Mapping

from primer.core.choices import Choices, PublisherChoice
from primer.core.problem import Problem, Stop, YourInput
from primer.core.source import Source
from primer.core.value import replace
from primer.reading.choices.keys import LISTS, SWITCHES, flag_of
from primer.reading.texts.document import Document, parse_toml

PYPROJECT = "pyproject.toml"
PRIMER = "primer.toml"


def read_choices(texts: Mapping[str, str]) -> tuple[Choices, tuple[Problem, ...]]:
    """The choices of the root's pyproject.toml or, where that makes none, of its primer.toml."""
    document, problems = _document(texts, PYPROJECT)
    own, own_problems = _document(texts, PRIMER)
    if document is not None and document.has("tool", "primer"):
        if PRIMER in texts:
            problems = (*problems, _two_files(document))
        from primer.reading.choices.whole_table import read_table

        table = document.table("tool", "primer")
        choices, found = read_table(table, lambda key: document.source("tool", "primer", *key))
        return replace(choices, file=PYPROJECT), (*problems, *document.problems, *found)
    if own is None:
        file = PYPROJECT if PYPROJECT in texts and PRIMER not in texts else PRIMER
        return Choices(file=file), (*problems, *own_problems)
    from primer.reading.choices.whole_table import read_table

    choices, found = read_table(own.table(), lambda key: own.source(*key))
    return replace(choices, file=PRIMER), (*problems, *own_problems, *found)


def with_flags(choices: Choices, flags: Mapping[str, str]) -> Choices:
    """The choices with flags laid over them: dotted key to value, several values one a line.

    Raises Stop with the first flag that is unknown or illegal.
    """
    if not flags:
        return choices
    from primer.reading.choices.whole_table import read_table

    table = choices_table(flags, choices)
    over, problems = read_table(table, _flag, also=tuple(registry.name for registry in choices.registries))
    if problems:
        raise Stop(problems[0])
    registries = {registry.name: registry for registry in (*choices.registries, *over.registries)}
    named = {*choices.publishers, *over.publishers}
    return Choices(
        packages=over.packages if "packages" in table else choices.packages,
        exclude=over.exclude if "exclude" in table else choices.exclude,
        placeholder_version=(over if "placeholder-version" in table else choices).placeholder_version,
        route=over.route if "route" in table else choices.route,
        publishers={name: _laid_over(choices, over, name) for name in sorted(named)},
        accounts={**choices.accounts, **over.accounts},
        registries=tuple(registries.values()),
        file=choices.file,
        version_locked=over.version_locked or choices.version_locked,
        needs=choices.needs,
    )


def choices_table(values: Mapping[str, str], choices: Choices) -> dict[str, object]:
    """Dotted keys with their values as the table they stand for.

    A registry that the choices have already lends the values that are not given.
    """
    from primer.reading.choices.registries import as_table

    table: dict[str, object] = {}
    for dotted, value in values.items():
        *around, name = dotted.split(".")
        inside = table
        for part in around:
            below = inside.setdefault(part, {})
            inside = below if isinstance(below, dict) else {}
        inside[name] = _value(dotted, value)
    given = table.get("registries")
    for registry in choices.registries:
        own = given.get(registry.name) if isinstance(given, dict) else None
        if isinstance(given, dict) and isinstance(own, dict):
            given[registry.name] = {**as_table(registry), **own}
    return table


def _value(dotted: str, value: str) -> object:
    if dotted in SWITCHES:
        return {"true": True, "false": False}.get(value, value)
    return split_list(value) if dotted in LISTS else value


def split_list(value: str) -> list[str]:
    """The values of a flag that takes several: one a line, since a folder's name may hold spaces."""
    return [line.strip() for line in value.splitlines() if line.strip()]


def _document(texts: Mapping[str, str], path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    text = texts.get(path)
    parsed = parse_toml(path, text) if text is not None else None
    return (None, (parsed,)) if isinstance(parsed, Problem) else (parsed, ())


def _two_files(document: Document) -> Problem:
    return YourInput(
        "two-choices-files",
        f"{PYPROJECT} has a table [tool.primer], so {PRIMER} is not read",
        f"move what {PRIMER} says to {PYPROJECT} and remove it",
        source=document.source("tool", "primer"),
    )


def _laid_over(choices: Choices, over: Choices, name: str) -> PublisherChoice:
    """The publisher choice of one registry; a flag for every registry goes before the table's for one."""
    none = PublisherChoice()
    below = choices.publishers.get(name, none).values
    common = over.publishers.get("", none).values
    own = over.publishers.get(name, none).values
    return PublisherChoice({**below, **common, **own})


def _flag(key: tuple[str | int, ...]) -> Source:
    return Source(flag_of(tuple(map(str, key))))
