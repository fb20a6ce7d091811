"""The modules that a Python package most likely has, and those of their files that say its version."""

from collections.abc import Container, Iterator, Mapping
from posixpath import normpath

from primer.reading.packages.manifest import file_in, folder_of
from primer.reading.texts.document import Document

_SAYING = ("__init__.py", "_version.py", "__about__.py", "__version__.py", "version.py", "about.py")
_TAILS = (*(f"/{file}" for file in _SAYING), ".py")
_ROOTS = ("src", "", "python", "lib")


def module_files(
    document: Document | None, name: str, files: Container[str], folder: str = ""
) -> Iterator[str]:
    """The files among `files` that may say the version of a package, its `__init__.py` first."""
    folder = folder_of(document.path) if document else folder
    named = modules(document, name)
    for root in roots(document):
        for module in named:
            path = f"{root}/{module}" if root else module
            module_path = path_in(folder, path)
            for tail in _TAILS:
                if (file := module_path + tail) in files:
                    yield file


def path_in(folder: str, path: str) -> str:
    """A path that a file of a folder names, relative to the repository."""
    return normpath(file_in(folder, path))


def modules(document: Document | None, name: str) -> tuple[str, ...]:
    """The paths of the modules below their root: after the name, and as the build's settings say."""
    plain = name.replace("-", "_").replace(".", "_")
    nested = name.replace(".", "/").replace("-", "/")
    named = list(_named(document)) if document else []
    return tuple(dict.fromkeys((*named, plain, nested)))


def roots(document: Document | None) -> tuple[str, ...]:
    """The folders below the package's own in which modules stand."""
    said = list(_said_roots(document)) if document else []
    return tuple(dict.fromkeys((*said, *_ROOTS)))


def _named(document: Document) -> Iterator[str]:
    tool = _table(document.data.get("tool"))
    if not tool:
        return
    yield from _texts(_at(tool, "flit", "module", "name"))
    for entry in _list(_at(tool, "poetry", "packages")):
        yield from _texts(_table(entry).get("include"))
    for path in _list(_at(tool, "hatch", "build", "targets", "wheel", "packages")):
        yield from (text.rstrip("/").rpartition("/")[2] for text in _texts(path))
    backend = _at(tool, "uv", "build-backend", "module-name")
    yield from (text.replace(".", "/") for entry in (backend, *_list(backend)) for text in _texts(entry))


def _said_roots(document: Document) -> Iterator[str]:
    tool = _table(document.data.get("tool"))
    if not tool:
        return
    yield from _texts(_at(tool, "setuptools", "package-dir", ""))
    for path in _list(_at(tool, "setuptools", "packages", "find", "where")):
        yield from _texts(path)
    for entry in _list(_at(tool, "poetry", "packages")):
        yield from _texts(_table(entry).get("from"))
    for path in _list(_at(tool, "hatch", "build", "targets", "wheel", "packages")):
        yield from (text.rstrip("/").rpartition("/")[0] for text in _texts(path))
    yield from _texts(_at(tool, "uv", "build-backend", "module-root"))
    yield from _texts(_at(tool, "maturin", "python-source"))


def _at(table: Mapping[str, object], *key: str) -> object:
    value: object = table
    for part in key:
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _table(value: object) -> Mapping[str, object]:
    return {str(name): element for name, element in value.items()} if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and value and ".." not in value:
        yield value
