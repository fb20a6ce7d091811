"""Where Python packages of the repository require each other, in every form that manifests have for it."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from primer.core.regex import regex
from primer.core.value import frozen
from primer.core.versions import InternalNeed
from primer.reading.texts.document import Document
from primer.reading.versions.spot import Key, Spot
from primer.registries.pypi.names import normalised

_NAME = regex(r"\s*(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*")
_RANGE = regex(r"\(?(?P<range>[^;@)]*)")
_ONE = regex(r"===?\s*(?P<version>[^\s,;*]+)")
_POETRY_ONE = regex(r"(?:==?=?)?\s*v?(?P<version>\d[\w.!+-]*)")


@frozen
class Need:
    """A requirement on a package of the repository, with the spot of all that is written of it."""

    spot: Spot
    need: InternalNeed


Known = Callable[[str], bool]


def python_needs(document: Document, is_own: Known) -> Iterator[Need]:
    """Those of a pyproject.toml: run-time, extras, groups, build, and the tools' own tables."""
    for key, text, published in _listed(document):
        name = _own_name(text, is_own)
        if name:
            spot = Spot(document.path, document.lines.line(*key), text, key)
            yield Need(spot, _need(name, spot, published))
    for key, name, text, published in _poetry(document):
        if is_own(normalised(name)):
            spot = Spot(document.path, document.lines.line(*key), text, key)
            one = _POETRY_ONE.fullmatch(text)
            exact = one["version"] if one else ""
            yield Need(spot, InternalNeed(normalised(name), text, exact, spot.source, published))


def listed_needs(spots: Iterable[tuple[Spot, bool]], is_own: Known) -> Iterator[Need]:
    """Those among requirements that stand one a line; each with whether a release carries it."""
    for spot, published in spots:
        name = _own_name(spot.text, is_own)
        if name:
            yield Need(spot, _need(name, spot, published))


def range_of(text: str) -> str:
    """The range in a requirement (PEP 508): what follows its name and extras, up to its marker."""
    head = _NAME.match(text)
    found = _RANGE.match(text, head.end()) if head else None
    return found["range"].strip() if found else ""


def _need(name: str, spot: Spot, published: bool) -> InternalNeed:
    wanted = range_of(spot.text)
    one = _ONE.fullmatch(wanted)
    return InternalNeed(name, wanted, one["version"] if one else "", spot.source, published)


def _own_name(text: str, is_own: Known) -> str:
    head = _NAME.match(text)
    name = normalised(head["name"]) if head else ""
    return name if name and is_own(name) else ""


def _listed(document: Document) -> Iterator[tuple[Key, str, bool]]:
    """Every array of requirements, with whether a release carries it."""
    yield from _texts(document, ("project", "dependencies"), published=True)
    for name in _table(document, "project", "optional-dependencies"):
        yield from _texts(document, ("project", "optional-dependencies", name), published=True)
    for name in _table(document, "dependency-groups"):
        yield from _texts(document, ("dependency-groups", name), published=False)
    yield from _texts(document, ("build-system", "requires"), published=False)
    for name in ("dev-dependencies", "constraint-dependencies", "override-dependencies"):
        yield from _texts(document, ("tool", "uv", name), published=False)
    for name in _table(document, "tool", "pdm", "dev-dependencies"):
        yield from _texts(document, ("tool", "pdm", "dev-dependencies", name), published=False)
    for name in _table(document, "tool", "hatch", "envs"):
        for list_name in ("dependencies", "extra-dependencies"):
            yield from _texts(document, ("tool", "hatch", "envs", name, list_name), published=False)


def _texts(document: Document, key: tuple[str, ...], *, published: bool) -> Iterator[tuple[Key, str, bool]]:
    value = _at(document, key)
    for number, text in enumerate(value if isinstance(value, list) else ()):
        if isinstance(text, str):
            yield (*key, number), text, published


def _poetry(document: Document) -> Iterator[tuple[Key, str, str, bool]]:
    poetry = ("tool", "poetry")
    tables: list[tuple[str, ...]] = [(*poetry, "dependencies"), (*poetry, "dev-dependencies")]
    tables += [(*poetry, "group", name, "dependencies") for name in _table(document, *poetry, "group")]
    for key in tables:
        published = key == tables[0]
        for name, value in _table(document, *key).items():
            for found, text in _constraints((*key, name), value):
                yield found, name, text, published


def _constraints(key: Key, value: object) -> Iterator[tuple[Key, str]]:
    """A constraint is a text, the `version` of a table, or one of several tables; one of a path is empty."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        said = value.get("version")
        yield ((*key, "version"), said) if isinstance(said, str) else (key, "")
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _constraints((*key, number), entry)


def _table(document: Document, *key: str) -> Mapping[str, object]:
    value = _at(document, key)
    return {str(name): element for name, element in value.items()} if isinstance(value, dict) else {}


def _at(document: Document, key: tuple[str, ...]) -> object:
    value: object = document.data
    for part in key:
        value = value.get(part) if isinstance(value, dict) else None
    return value
