"""Where a Python package's version comes from, as its manifest says: a value, a file, git's tags."""

from collections.abc import Container, Iterator

from primer.core.value import frozen
from primer.reading.packages.manifest import folder_of
from primer.reading.packages.modules import module_files, path_in, roots
from primer.reading.packages.poetry import versions_itself
from primer.reading.texts.document import Document

DUNDER = "__version__"
_TAGGED_SOURCES = frozenset({"vcs", "uv-dynamic-versioning", "versioningit", "vcs-dev-counter"})
_TAGGED_TABLES = (
    "setuptools_scm",
    "setuptools-scm",
    "setuptools-git-versioning",
    "versioningit",
    "versioneer",
    "uv-dynamic-versioning",
    "pbr",
)
_TAGGED_REQUIREMENTS = (
    "setuptools-scm",
    "setuptools_scm",
    "setuptools-git-versioning",
    "versioneer",
    "versioningit",
    "flit-scm",
    "flit_scm",
    "pbr",
)
# hatch finds either of these, in any case, unless it is told a pattern.
HATCH_NAMES = (DUNDER, "VERSION", "version", "__VERSION__")


@frozen
class InTable:
    """It is a value of a TOML file."""

    file: str
    key: tuple[str, ...]


@frozen
class InCode:
    """It is a literal of one of these files, whichever is there, under one of these names."""

    files: tuple[str, ...]
    names: tuple[str, ...] = (DUNDER,)


@frozen
class InFile:
    """It is all that a file says: the plain text of one, or the `version` of a package.json."""

    file: str


@frozen
class FromTags:
    """Git's tags give it."""


@frozen
class Computed:
    """A program gives it when the package is built, or nobody does."""


Origin = InTable | InCode | InFile | FromTags | Computed


def version_origin(document: Document, name: str, files: Container[str]) -> Origin:
    """The origin of a package's version; `files` are the paths of the repository."""
    if versions_itself(document):
        return FromTags()
    if not document.has("project"):
        return InTable(document.path, ("tool", "poetry", "version"))
    if "version" not in document.texts("project", "dynamic"):
        return InTable(document.path, ("project", "version"))
    if document.has("tool", "poetry", "version"):
        return InTable(document.path, ("tool", "poetry", "version"))
    if is_tagged(document):
        return FromTags()
    return next(_dynamic(document, name, files), Computed())


def is_tagged(document: Document) -> bool:
    """Whether a tool that the manifest names takes the version from git's tags."""
    tables = document.table("tool")
    required = [text.lower() for text in _requires(document)]
    by_source = _text(document, "tool", "hatch", "version", "source") in _TAGGED_SOURCES
    by_pdm = _text(document, "tool", "pdm", "version", "source") == "scm"
    named = any(table in tables for table in _TAGGED_TABLES)
    return by_source or by_pdm or named or any(text.startswith(_TAGGED_REQUIREMENTS) for text in required)


def _dynamic(document: Document, name: str, files: Container[str]) -> Iterator[Origin]:
    folder = folder_of(document.path)
    yield from _hatch(document, folder)
    yield from _setuptools(document, folder)
    pdm = _text(document, "tool", "pdm", "version", "path")
    if pdm:
        yield InCode((path_in(folder, pdm),))
    backend = _text(document, "build-system", "build-backend")
    if backend.startswith("flit_core"):
        yield InCode(tuple(module_files(document, name, files)))
    if backend == "maturin":
        manifest = _text(document, "tool", "maturin", "manifest-path") or "Cargo.toml"
        yield InTable(path_in(folder, manifest), ("package", "version"))


def _hatch(document: Document, folder: str) -> Iterator[Origin]:
    source = _text(document, "tool", "hatch", "version", "source")
    path = _text(document, "tool", "hatch", "version", "path")
    if source == "nodejs":
        yield InFile(path_in(folder, path or "package.json"))
    elif source == "code" and path:
        name = _text(document, "tool", "hatch", "version", "expression") or DUNDER
        yield InCode((path_in(folder, path),), (name,))
    elif source in ("", "regex") and path and not document.has("tool", "hatch", "version", "pattern"):
        yield InCode((path_in(folder, path),), HATCH_NAMES)


def _setuptools(document: Document, folder: str) -> Iterator[Origin]:
    attribute = _text(document, "tool", "setuptools", "dynamic", "version", "attr")
    if attribute:
        yield in_attribute(attribute, folder, roots(document))
    found = _inside(document, "tool", "setuptools", "dynamic", "version").get("file")
    for named in found[:1] if isinstance(found, list) else [found]:
        if isinstance(named, str) and named:
            yield InFile(path_in(folder, named))


def in_attribute(attribute: str, folder: str, below: tuple[str, ...]) -> InCode:
    """Setuptools' `attr: acme.about.VERSION` as the files that may be meant."""
    module, _, name = attribute.rpartition(".")
    path = module.replace(".", "/")
    tails = (f"{path}.py", f"{path}/__init__.py") if path else ("__init__.py",)
    return InCode(
        tuple(path_in(folder, f"{root}/{tail}" if root else tail) for root in below for tail in tails),
        (name,),
    )


def _inside(document: Document, *key: str) -> dict[str, object]:
    """A table that may be missing, or be something else: nobody is told here."""
    value: object = document.data
    for part in key:
        value = value.get(part) if isinstance(value, dict) else None
    return {str(name): element for name, element in value.items()} if isinstance(value, dict) else {}


def _text(document: Document, *key: str) -> str:
    value = _inside(document, *key[:-1]).get(key[-1])
    return value.strip() if isinstance(value, str) else ""


def _requires(document: Document) -> tuple[str, ...]:
    value = _inside(document, "build-system").get("requires")
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()
