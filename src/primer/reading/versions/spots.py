"""Every spot of a repository that says a package's version, or at which packages need each other."""

import re
from collections.abc import Iterable, Iterator, Mapping

from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.value import field, frozen
from primer.core.versions import PackageKey
from primer.reading.packages.internal_needs import Known, Need, listed_needs, python_needs
from primer.reading.packages.manifest import file_in
from primer.reading.packages.manifests import JAVASCRIPT, PYPROJECT, Manifests
from primer.reading.packages.modules import module_files, path_in, roots
from primer.reading.texts.document import Document, parse_toml
from primer.reading.versions.lock_files import Locked, folder_key
from primer.reading.versions.numbers import is_version
from primer.reading.versions.origins import (
    DUNDER,
    FromTags,
    InCode,
    InFile,
    InTable,
    Origin,
    in_attribute,
    is_tagged,
    version_origin,
)
from primer.reading.versions.spot import Spot, spot_at
from primer.registries.pypi.names import normalised

SETUP_CFG = "setup.cfg"
_LINE = regex(r"^[ \t]*(?P<text>[A-Za-z0-9][^\n\r#]*?)[ \t]*(?:#[^\n\r]*)?\r?$", re.MULTILINE)


@frozen
class Subject:
    """A package whose versions are read, be it published or only held together with the others."""

    key: PackageKey
    folder: str


@frozen
class Spots:
    """The spots of one package: of its version, the deciding one first, and of what it needs here.

    `from_tags` tells whether git's tags give the version; `decided` whether the first spot is what the build
    takes it from. `locked` are what lock files repeat of its needs.
    """

    subject: Subject
    versions: tuple[Spot, ...]
    needs: tuple[Need, ...]
    from_tags: bool = False
    decided: bool = True
    locked: tuple[Need, ...] = ()


@frozen
class Sources:
    """Where to read: texts by path, manifests parsed already, the packages by name and by folder.

    `folders` has them by `folder_key`; `locked` are their entries in lock files.
    """

    texts: Mapping[str, str]
    manifests: Manifests
    own: Mapping[PackageKey, Subject]
    folders: Mapping[str, PackageKey] = field(default_factory=dict)
    locked: Mapping[PackageKey, tuple[Locked, ...]] = field(default_factory=dict)

    def knows(self, ecosystem: Ecosystem) -> Known:
        """Whether a name is a package of this repository."""
        return lambda name: (ecosystem, name) in self.own


def spots_of(subject: Subject, sources: Sources) -> Spots:
    """All spots of one package."""
    is_python = subject.key[0] is Ecosystem.PYTHON
    found = _python(subject, sources) if is_python else _javascript(subject, sources)
    locked = sources.locked.get(subject.key, ())
    return Spots(
        subject,
        (*found.versions, *(spot for one in locked for spot in one.versions)),
        found.needs,
        found.from_tags,
        found.decided,
        tuple(need for one in locked for need in one.needs),
    )


def _javascript(subject: Subject, sources: Sources) -> Spots:
    from primer.reading.packages.npm_needs import npm_needs

    file = file_in(subject.folder, JAVASCRIPT)
    text = sources.texts.get(file, "")
    needs = tuple(npm_needs(file, text, sources.knows(Ecosystem.JAVASCRIPT)))
    version = _in_file(file, text)
    return Spots(subject, version, needs, decided=bool(version))


def _python(subject: Subject, sources: Sources) -> Spots:
    document = sources.manifests.document(subject.folder)
    described = document if document and _describes(document) else None
    origin = _origin(subject, described, document, sources)
    decided = _found(origin, sources) if origin else ()
    is_tagged = isinstance(origin, FromTags)
    others = () if is_tagged else tuple(_beside(subject, document, sources))
    needs = tuple(_python_needs(subject, document, sources))
    return Spots(subject, _once((*decided, *others)), needs, is_tagged, bool(decided))


def _describes(document: Document) -> bool:
    return document.has("project") or document.has("tool", "poetry", "name")


def _origin(
    subject: Subject, described: Document | None, document: Document | None, sources: Sources
) -> Origin | None:
    if described is not None:
        return version_origin(described, subject.key[1], sources.texts)
    if document is not None and is_tagged(document):
        return FromTags()
    file = file_in(subject.folder, SETUP_CFG)
    spot = _in_setup_cfg(file, sources.texts.get(file, "")) if file in sources.texts else None
    directive, _, value = spot.text.partition(":") if spot else ("", "", "")
    if directive.strip() == "attr":
        return in_attribute(value.strip(), subject.folder, roots(document))
    if directive.strip() == "file":
        return InFile(path_in(subject.folder, value.split(",")[0].strip()))
    return InFile(file) if spot else None


def _found(origin: Origin, sources: Sources) -> tuple[Spot, ...]:
    match origin:
        case InTable(file, key):
            return _in_table(file, key, sources)
        case InCode(files, names):
            literals = (_literal(file, sources, names) for file in files if file in sources.texts)
            return next(((spot,) for spot in literals if spot), ())
        case InFile(file):
            return _in_file(file, sources.texts.get(file, ""))
        case _:
            return ()


def _in_table(file: str, key: tuple[str, ...], sources: Sources) -> tuple[Spot, ...]:
    folder, _, name = file.rpartition("/")
    document: object = sources.manifests.document(folder or ".") if name == PYPROJECT else None
    if document is None and file in sources.texts:
        document = parse_toml(file, sources.texts.get(file, ""))
    value: object = document.data if isinstance(document, Document) else None
    for part in key:
        value = value.get(part) if isinstance(value, dict) else None
    if not isinstance(value, str) or not value or not isinstance(document, Document):
        return ()
    return (Spot(file, document.lines.line(*key), value.strip(), key),)


def _in_file(file: str, text: str) -> tuple[Spot, ...]:
    """A file that says the version and nothing else, a package.json, or a setup.cfg."""
    if file.endswith(".json"):
        return _in_json(file, text)
    if file.endswith(SETUP_CFG):
        spot = _in_setup_cfg(file, text)
        return (spot,) if spot else ()
    version = text.strip()
    start = text.find(version)
    return (spot_at(file, text, (start, start + len(version))),) if is_version(version) else ()


def _in_json(file: str, text: str) -> tuple[Spot, ...]:
    from primer.reading.texts.json_members import json_texts

    found = json_texts(text, 1).get(("version",))
    return (Spot(file, found.line, found.value, start=found.start, end=found.end),) if found else ()


def _in_setup_cfg(file: str, text: str) -> Spot | None:
    from primer.reading.versions.setup_cfg import version_spot

    return version_spot(file, text)


def _literal(file: str, sources: Sources, names: tuple[str, ...] = (DUNDER,)) -> Spot | None:
    code = sources.texts.get(file, "")
    if not any(name in code for name in names):
        return None
    from primer.reading.versions.literals import version_literal

    found = version_literal(code, names)
    if found is None or not is_version(found.value):
        return None
    return Spot(file, found.line, found.value, start=found.start, end=found.end)


def _beside(subject: Subject, document: Document | None, sources: Sources) -> Iterator[Spot]:
    """What repeats the version: the modules' own word, and a package.json of the same name."""
    for file in module_files(document, subject.key[1], sources.texts, subject.folder):
        spot = _literal(file, sources)
        if spot is not None:
            yield spot
    file = file_in(subject.folder, JAVASCRIPT)
    twin = sources.folders.get(folder_key(Ecosystem.JAVASCRIPT, subject.folder))
    if twin and normalised(twin[1].rpartition("/")[2]) == subject.key[1]:
        yield from _in_file(file, sources.texts.get(file, ""))


def _python_needs(subject: Subject, document: Document | None, sources: Sources) -> Iterator[Need]:
    is_own = sources.knows(Ecosystem.PYTHON)
    if document is not None:
        yield from python_needs(document, is_own)
    file = file_in(subject.folder, SETUP_CFG)
    if file in sources.texts:
        from primer.reading.versions.setup_cfg import requirement_spots

        yield from listed_needs(requirement_spots(file, sources.texts.get(file, "")), is_own)
    for named in _requirement_files(document) if document else ():
        path = path_in(subject.folder, named)
        lines = _lines(path, sources.texts.get(path, "")) if path in sources.texts else ()
        yield from listed_needs(((spot, True) for spot in lines), is_own)


def _requirement_files(document: Document) -> Iterator[str]:
    """The files that setuptools reads requirements from."""
    dynamic: object = document.data
    for part in ("tool", "setuptools", "dynamic"):
        dynamic = dynamic.get(part) if isinstance(dynamic, dict) else None
    tables = [dynamic.get("dependencies")] if isinstance(dynamic, dict) else []
    extras = dynamic.get("optional-dependencies") if isinstance(dynamic, dict) else None
    tables += list(extras.values()) if isinstance(extras, dict) else []
    for table in tables:
        named = table.get("file") if isinstance(table, dict) else None
        yield from (text for text in (named if isinstance(named, list) else [named]) if isinstance(text, str))


def _lines(file: str, text: str) -> Iterator[Spot]:
    for match in _LINE.finditer(text):
        yield spot_at(file, text, match.span("text"))


def _once(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    return tuple({(spot.file, spot.key, spot.start): spot for spot in spots}.values())
