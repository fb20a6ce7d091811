"""Workspaces: which folders a uv, hatch, npm, yarn or pnpm workspace takes in, and which it puts out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from primer.reading.document import Document
from primer.reading.globs import below, matches
from primer.reading.manifest import folder_of
from primer.reading.package_json import workspace_globs


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace: its file, and the globs of its members and of what it excludes, from the repository."""

    file: str
    members: tuple[str, ...]
    exclude: tuple[str, ...] = ()

    def has(self, folder: str) -> bool:
        """Whether a folder is a member."""
        return matches(folder, self.members) and not matches(folder, self.exclude)

    def puts_out(self, folder: str) -> bool:
        """Whether a folder would be a member, were it not excluded."""
        return matches(folder, self.members) and matches(folder, self.exclude)


@dataclass(frozen=True, slots=True)
class Workspaces:
    """All workspaces of a repository."""

    all: tuple[Workspace, ...]

    def has(self, folder: str) -> bool:
        """Whether a folder is a member of any."""
        return any(workspace.has(folder) for workspace in self.all)

    def excluded_by(self, folder: str) -> str:
        """The file whose workspace excludes a folder that no other one has; or empty."""
        if self.has(folder):
            return ""
        return next((workspace.file for workspace in self.all if workspace.puts_out(folder)), "")


def python_workspaces(document: Document) -> tuple[Workspace, ...]:
    """The workspaces that a pyproject.toml sets up; hatch has one for each environment."""
    key = ("tool", "uv", "workspace")
    found = []
    if document.has(*key):
        found.append(_workspace(document, document.texts(*key, "members"), document.texts(*key, "exclude")))
    for name in document.table("tool", "hatch", "envs"):
        table = document.table("tool", "hatch", "envs", name, "workspace")
        if table:
            excluded = document.texts("tool", "hatch", "envs", name, "workspace", "exclude")
            found.append(_workspace(document, _hatch_members(table), excluded))
    return tuple(found)


def javascript_workspace(path: str, table: Mapping[str, object]) -> tuple[Workspace, ...]:
    """The workspace that a package.json sets up, if it does."""
    return glob_workspace(path, workspace_globs(table))


def glob_workspace(path: str, globs: Iterable[str]) -> tuple[Workspace, ...]:
    """The workspace of a list in which `!` before a glob takes out."""
    folder, globs = folder_of(path), tuple(globs)
    members = tuple(below(folder, glob) for glob in globs if not glob.startswith("!"))
    exclude = tuple(below(folder, glob[1:]) for glob in globs if glob.startswith("!"))
    return (Workspace(path, members, exclude),) if members else ()


def _workspace(document: Document, members: Iterable[str], exclude: Iterable[str]) -> Workspace:
    folder = folder_of(document.path)
    inside = tuple(below(folder, glob) for glob in members)
    return Workspace(document.path, inside, tuple(below(folder, glob) for glob in exclude))


def _hatch_members(table: Mapping[str, object]) -> tuple[str, ...]:
    value = table.get("members")
    paths = []
    for member in value if isinstance(value, list) else ():
        path = member.get("path") if isinstance(member, dict) else member
        if isinstance(path, str):
            paths.append(path)
    return tuple(paths)
