"""Workspaces: which folders a uv, hatch, npm, yarn or pnpm workspace takes in, and which it puts out."""

from collections.abc import Iterable, Mapping

from primer.core.regex import regex
from primer.core.value import frozen
from primer.reading.packages.manifest import folder_of
from primer.reading.texts.document import Document
from primer.reading.texts.globs import below, matches

_START = regex(r"^\.?/+")
"""A glob that begins at the root means the workspace's, not the machine's."""


@frozen
class Workspace:
    """One workspace: its file, and the globs of its members and of what it excludes, from the repository.

    Where one is `whole`, its tools publish members alone: what lies below its file and is none is left out.
    """

    file: str
    members: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    whole: bool = False

    def has(self, folder: str) -> bool:
        """Whether a folder is a member."""
        return matches(folder, self.members) and not matches(folder, self.exclude)

    def puts_out(self, folder: str) -> bool:
        """Whether a folder would be a member, were it not excluded."""
        return matches(folder, self.members) and matches(folder, self.exclude)

    def passes_over(self, folder: str) -> bool:
        """Whether a folder below its own is neither taken in nor put out: its tools know nothing of it."""
        own = folder_of(self.file)
        inside = folder != own and (own == "." or folder.startswith(f"{own}/"))
        return self.whole and inside and not matches(folder, self.members)


@frozen
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

    def passed_over_by(self, folder: str) -> str:
        """The file whose workspace lies around a folder that is no member of any; or empty."""
        if self.has(folder):
            return ""
        return next((workspace.file for workspace in self.all if workspace.passes_over(folder)), "")


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
    """The workspace that a package.json sets up, if it does.

    A glob takes in again what an earlier one with `!` took out (@npmcli/map-workspaces).
    """
    members: list[str] = []
    exclude: list[str] = []
    for glob in _globs(table):
        folders = _folders(path, glob)
        if _takes_out(glob):
            exclude.append(folders)
        else:
            members.append(folders)
            exclude = [one for one in exclude if not matches(folders, (one,))]
    return (Workspace(path, tuple(members), tuple(exclude), whole=True),) if members else ()


def pnpm_workspace(path: str, globs: Iterable[str]) -> tuple[Workspace, ...]:
    """The workspace of a pnpm-workspace.yaml: what one glob with `!` takes out, no other one takes in."""
    globs = tuple(globs)
    members = tuple(_folders(path, glob) for glob in globs if not _takes_out(glob))
    exclude = tuple(_folders(path, glob) for glob in globs if _takes_out(glob))
    return (Workspace(path, members, exclude, whole=True),) if members else ()


def _takes_out(glob: str) -> bool:
    """Two signs of negation are none."""
    return (len(glob) - len(glob.lstrip("!"))) % 2 == 1


def _folders(path: str, glob: str) -> str:
    return below(folder_of(path), _START.sub("", glob.lstrip("!")) or ".")


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


def _globs(table: Mapping[str, object]) -> tuple[str, ...]:
    """The folders of npm's or yarn's workspaces; those with `!` first are taken out again."""
    value = table.get("workspaces")
    value = value.get("packages") if isinstance(value, dict) else value
    return tuple(glob for glob in value if isinstance(glob, str)) if isinstance(value, list) else ()
