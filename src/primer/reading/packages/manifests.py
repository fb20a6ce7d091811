"""The manifests of a repository, each parsed once, and the workspaces they set up.

What reads a kind of manifest other than pyproject.toml is imported when there is one.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from primer.core.problem import Problem
from primer.core.registry import Ecosystem
from primer.reading.packages.manifest import Manifest, file_in, folder_of
from primer.reading.packages.places import fixture, template, vendored
from primer.reading.packages.pyproject import read_pyproject
from primer.reading.packages.workspaces import (
    Workspace,
    Workspaces,
    javascript_workspace,
    pnpm_workspace,
    python_workspaces,
)
from primer.reading.texts.document import Document, parse_toml

PYPROJECT = "pyproject.toml"
PYTHON = (PYPROJECT, "setup.cfg", "setup.py")
JAVASCRIPT = "package.json"
PNPM = "pnpm-workspace.yaml"


def ecosystem_of(path: str) -> Ecosystem:
    """The world that a manifest belongs to."""
    return Ecosystem.JAVASCRIPT if path.rpartition("/")[2] in (JAVASCRIPT, PNPM) else Ecosystem.PYTHON


def is_manifest(path: str) -> bool:
    """Whether a file may describe a package or a workspace, or list requirements for one."""
    name = path.rpartition("/")[2]
    lists = "requirements" in path and name.endswith((".txt", ".in"))
    return lists or name in (*PYTHON, JAVASCRIPT, PNPM)


class Manifests:
    """The manifests among files (path to text).

    `folders` are those that may hold a package, sorted; `silent` are manifests that had no text; `problems`
    are those of files that only set up a workspace.
    `workspaces` are apart by ecosystem: a uv workspace says nothing about the package.json in a folder.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self.silent: dict[str, None] = {}
        self.problems: list[Problem] = []
        named = sorted((folder_of(path), path.rpartition("/")[2]) for path in texts)
        self._documents = {folder: self._document(folder) for folder, name in named if name == PYPROJECT}
        self._tables = {folder: self._table(folder) for folder, name in named if name == JAVASCRIPT}
        self.folders = tuple(dict.fromkeys(folder for folder, name in named if name in (*PYTHON, JAVASCRIPT)))
        pnpm = [folder for folder, name in named if name == PNPM]
        self.workspaces = {
            Ecosystem.PYTHON: Workspaces(tuple(self._python_workspaces())),
            Ecosystem.JAVASCRIPT: Workspaces(tuple(self._javascript_workspaces(pnpm))),
        }

    def read(self, folder: str) -> Iterator[Manifest]:
        """What the folder's manifests say, Python's first; a malformed one is a manifest with its problem."""
        for manifest in (self._python(folder), self._javascript(folder)):
            if manifest is not None:
                yield manifest

    def document(self, folder: str) -> Document | None:
        """A folder's pyproject.toml; None where there is none, or none that parses."""
        document = self._documents.get(folder)
        return document if isinstance(document, Document) else None

    def _text(self, path: str) -> str | None:
        text = self._texts.get(path)
        if text is None and path in self._texts:
            self.silent[path] = None
        return text

    def _document(self, folder: str) -> Document | Problem | None:
        path = file_in(folder, PYPROJECT)
        text = self._text(path)
        return None if text is None else parse_toml(path, text)

    def _table(self, folder: str) -> Mapping[str, object] | Problem | None:
        path = file_in(folder, JAVASCRIPT)
        text = self._text(path)
        if text is None:
            return None
        from primer.reading.packages.package_json import parse_package_json

        return parse_package_json(path, text)

    def _python_workspaces(self) -> Iterator[Workspace]:
        for folder, document in self._documents.items():
            if isinstance(document, Document) and _may_lead(folder):
                yield from python_workspaces(document)

    def _javascript_workspaces(self, pnpm: Iterable[str]) -> Iterator[Workspace]:
        for folder, table in self._tables.items():
            if isinstance(table, Mapping) and _may_lead(folder):
                yield from javascript_workspace(file_in(folder, JAVASCRIPT), table)
        for folder in pnpm:
            text = self._text(file_in(folder, PNPM)) if _may_lead(folder) else None
            if text:
                from primer.reading.packages.pnpm import pnpm_globs

                globs = pnpm_globs(file_in(folder, PNPM), text)
                if isinstance(globs, Problem):
                    self.problems.append(globs)
                else:
                    yield from pnpm_workspace(file_in(folder, PNPM), globs)

    def _python(self, folder: str) -> Manifest | None:
        document = self._documents.get(folder)
        if isinstance(document, Problem):
            return Manifest(folder, "", problems=(document,))
        manifest = read_pyproject(document, self._texts) if document else None
        manifest = manifest or self._setup_cfg(folder) or self._setup_py(folder)
        if manifest is None and document and document.problems:
            return Manifest(folder, "", problems=tuple(document.problems))
        return manifest

    def _setup_cfg(self, folder: str) -> Manifest | None:
        path = file_in(folder, "setup.cfg")
        text = self._text(path)
        if not text:
            return None
        from primer.reading.packages.setup_cfg import read_setup_cfg

        read = read_setup_cfg(path, text)
        return Manifest(folder, "", problems=(read,)) if isinstance(read, Problem) else read

    def _setup_py(self, folder: str) -> Manifest | None:
        text = self._text(file_in(folder, "setup.py"))
        if not text:
            return None
        from primer.reading.packages.setup_py import WHY, is_packaging_script, name_in

        return Manifest(folder, name_in(text), why=WHY) if is_packaging_script(text) else None

    def _javascript(self, folder: str) -> Manifest | None:
        table = self._tables.get(folder)
        if isinstance(table, Problem):
            return Manifest(folder, "", problems=(table,), ecosystem=Ecosystem.JAVASCRIPT)
        if not table:
            return None
        from primer.reading.packages.package_json import read_package_json

        path = file_in(folder, JAVASCRIPT)
        return read_package_json(path, self._texts.get(path, ""), table, self._names)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """What the package.json of each folder calls its package."""
        named = {
            folder: table.get("name") for folder, table in self._tables.items() if isinstance(table, Mapping)
        }
        return {folder: name.strip() for folder, name in named.items() if isinstance(name, str)}


def _may_lead(folder: str) -> bool:
    """Whether a folder's workspace counts; one among vendored files or test fixtures does not."""
    return not (vendored(folder) or fixture(folder) or template(folder))
