"""A package.json: packages for npm, found and listed."""

import json
import re
from collections.abc import Mapping

from primer.core.package import Description, Package, Person
from primer.core.problem import Problem
from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.source import Source
from primer.reading.packages.importable import importable
from primer.reading.packages.manifest import Manifest, folder_of
from primer.reading.packages.names import npm_version_problem
from primer.reading.packages.npm_specifiers import required
from primer.reading.packages.people import person
from primer.reading.packages.stated_source import goes_elsewhere, shown, stated
from primer.reading.texts.document import malformed

_WORD = regex(r'"(?:\\.|[^"\\])*"|[{}\[\]]', re.DOTALL)
_RUN_TIME = ("dependencies", "optionalDependencies", "peerDependencies")

Table = Mapping[str, object]


def parse_package_json(path: str, text: str) -> Table | Problem:
    """The object of a package.json, or a problem of reference `malformed-file` with its line."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return malformed(path, error.lineno, "JSON", error.msg)
    except (ValueError, RecursionError):
        return malformed(path, None, "JSON", "nested too deeply, or a number too long")
    return _table(value) if isinstance(value, dict) else malformed(path, 1, "package.json", "not an object")


def read_package_json(
    path: str, text: str, table: Table, names: Mapping[str, str] | None = None
) -> Manifest | None:
    """The package of a package.json; None when it has no name, as files that only configure tools.

    `names` are the packages of other folders, for requirements that lead to one.
    """
    folder, name = folder_of(path), _text(table.get("name"))
    if not name:
        return None
    why = _left_out(table)
    if why:
        return Manifest(folder, name, why=why, ecosystem=Ecosystem.JAVASCRIPT)
    package = Package(
        name=name,
        ecosystem=Ecosystem.JAVASCRIPT,
        path=folder,
        version=_text(table.get("version")) or None,
        source=Source(path, line_of(text, "name")),
        requires=_requires(table, folder, names or {}),
        description=_description(table),
        imports=importable(name, table),
        bound=not table.keys().isdisjoint(("os", "cpu", "libc")),
        stated=stated(path, text, table),
    )
    wrong = npm_version_problem(table.get("version"), Source(path, line_of(text, "version")))
    problems = (wrong,) if wrong else ()
    return Manifest(folder, name, package, problems=problems, ecosystem=Ecosystem.JAVASCRIPT)


def line_of(text: str, key: str) -> int | None:
    """The line of a key of the outermost object."""
    depth = 0
    for match in _WORD.finditer(text):
        word = match.group()
        if word in "{}[]":
            depth += 1 if word in "{[" else -1
        elif depth == 1 and word == f'"{key}"' and text[match.end() :].lstrip().startswith(":"):
            return text.count("\n", 0, match.start()) + 1
    return None


def _left_out(table: Table) -> str:
    """Why a package says of itself that it is not for npm; empty where it does not."""
    private = table.get("private")
    if private not in (None, False, 0, ""):
        # npm publishes nothing for which this is true in JavaScript's eyes.
        return "private: true"
    registry = _text(_table(table.get("publishConfig")).get("registry"))
    return f"publishConfig.registry: {shown(registry)}" if goes_elsewhere(registry) else ""


def _requires(table: Table, folder: str, names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                required(name, _text(wanted), folder, names)
                for key in _RUN_TIME
                for name, wanted in _table(table.get(key)).items()
            }
        )
    )


def _description(table: Table) -> Description:
    author = table.get("author")
    fields = _table(author)
    writer = person(_text(author)) if isinstance(author, str) else Person(*_texts(fields, "name", "email"))
    links = (("Homepage", _text(table.get("homepage"))), ("Repository", _repository(table)))
    licence = table.get("license")
    return Description(
        summary=_text(table.get("description")),
        license_expression=_text(_table(licence).get("type")) or _text(licence),
        authors=(writer,) if writer.name or writer.email else (),
        urls=tuple((label, url) for label, url in links if url),
        repository_url=_said_repository(table),
        directory=_text(_table(table.get("repository")).get("directory")),
    )


def _repository(table: Table) -> str:
    said = _said_repository(table)
    return (
        said.removeprefix("git+").removesuffix(".git")
        if said.startswith(("https://", "git+https://"))
        else ""
    )


def _said_repository(table: Table) -> str:
    value = table.get("repository")
    return _text(_table(value).get("url")) or _text(value)


def _table(value: object) -> Table:
    return {str(key): element for key, element in value.items()} if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(table: Table, *keys: str) -> tuple[str, ...]:
    return tuple(_text(table.get(key)) for key in keys)
