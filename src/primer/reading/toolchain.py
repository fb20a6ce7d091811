"""What the files of a repository's root say of how it is built and tagged."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from primer.core.problem import Problem
from primer.core.regex import regex
from primer.core.value import frozen
from primer.reading.packages.workspaces import Workspace, python_workspaces
from primer.reading.texts.document import Document, parse_toml

PYPROJECT = "pyproject.toml"
PACKAGE_JSON = "package.json"
_FLAG = regex(r"--(tags|builder|with)[ =]([a-z-]+)")
_COMMAND = regex(r"^\s*#.*\bprimer workflow\b(?P<words>.*)$", re.MULTILINE)


@frozen
class Toolchain:
    """The signs of a repository's ways.

    `uv` tells whether it has settings of uv's; `workspaces` are uv's; `manager` is what package.json names
    as its package manager, empty for none. `tags` are tag patterns of workflows and git's tags, the most
    telling first. `written` are the CI files that primer wrote, by the command in their head, and `asked` the
    flags (name, value) of that command. `stages` are those that the project's own GitLab pipeline names.
    """

    uv: bool = False
    workspaces: tuple[Workspace, ...] = ()
    manager: str = ""
    tags: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    written: frozenset[str] = frozenset()
    stages: tuple[str, ...] = ()

    def flags(self, name: str) -> tuple[str, ...]:
        """The values of one flag of that command."""
        return tuple(value for flag, value in self.asked if flag == name)

    def has_member(self, folder: str) -> bool:
        """Whether uv builds the package of a folder by its name: a workspace's root is a member of it."""
        return folder == "." or any(workspace.has(folder) for workspace in self.workspaces)


def toolchain(texts: Mapping[str, str], workflows: Mapping[str, str], tags: Iterable[str]) -> Toolchain:
    """The signs of the root's `texts` and of publishing `workflows` (path to text), and of git's tags.

    What cannot be parsed shows nothing; whoever reads packages tells of it.
    """
    document = parse_toml(PYPROJECT, texts.get(PYPROJECT, ""))
    workspaces = () if isinstance(document, Problem) else _uv_workspaces(document)
    return Toolchain(
        uv="uv.toml" in texts or (not isinstance(document, Problem) and document.has("tool", "uv")),
        workspaces=workspaces,
        manager=_manager(texts.get(PACKAGE_JSON, "")),
        tags=(*(pattern for text in workflows.values() for pattern in tag_patterns(text)), *tags),
        asked=tuple(flag for text in workflows.values() for flag in _flags(text)),
        written=frozenset(path for path, text in workflows.items() if _COMMAND.search(text)),
    )


def tag_patterns(text: str) -> tuple[str, ...]:
    """The tags that start a workflow, as `on: push: tags` has them."""
    from primer.reading.texts.yaml_values import documents

    read = documents("workflow", text)
    if isinstance(read, Problem):
        return ()
    return tuple(one.text for document in read for one in document.get("on", "push", "tags").flow if one.text)


def _uv_workspaces(document: Document) -> tuple[Workspace, ...]:
    return python_workspaces(document) if document.has("tool", "uv", "workspace") else ()


def _manager(text: str) -> str:
    """`pnpm` of `"packageManager": "pnpm@9.1.0"`."""
    try:
        table: object = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return ""
    said = table.get("packageManager") if isinstance(table, dict) else None
    return said.partition("@")[0] if isinstance(said, str) else ""


def _flags(text: str) -> Iterator[tuple[str, str]]:
    for command in _COMMAND.finditer(text):
        for flag in _FLAG.finditer(command.group("words")):
            yield flag.group(1), flag.group(2)
