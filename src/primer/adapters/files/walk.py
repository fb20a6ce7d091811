"""The files below a folder where no git tells them apart."""

import os
from pathlib import Path

from primer.core.problem import Problem, YourInput
from primer.core.source import Source

MOST_FILES = 200_000

# Hidden folders hold environments, caches and settings of machines; these two hold CI.
HIDDEN_BUT_READ = frozenset({".github", ".gitlab"})
NEVER_READ = frozenset({"node_modules", "__pycache__", "site-packages", "bower_components"})


def walk(root: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Every file below a folder, sorted, with `/` between names; links to folders are not followed.

    Left out are repositories inside it, virtual environments, caches and hidden folders other than CI's.
    """
    files: list[str] = []
    problems: list[Problem] = []

    def failed(error: OSError) -> None:
        problems.append(_unreadable(root, error))

    for folder, below, names in os.walk(root, onerror=failed):
        below[:] = sorted(name for name in below if _is_read(Path(folder, name)))
        inside = os.path.relpath(folder, root).replace(os.sep, "/")
        files += (name if inside == "." else f"{inside}/{name}" for name in names)
        if len(files) > MOST_FILES:
            problems.append(_too_many(root))
            break
    return tuple(sorted(files)), tuple(problems)


def _is_read(folder: Path) -> bool:
    name = folder.name
    if name in NEVER_READ or (name.startswith(".") and name not in HIDDEN_BUT_READ):
        return False
    return not any(os.path.lexists(folder / mark) for mark in (".git", "pyvenv.cfg"))


def _unreadable(root: Path, error: OSError) -> Problem:
    where = os.path.relpath(error.filename or root, root)
    return YourInput(
        "unreadable-file",
        f"this folder cannot be read: {error.strerror}",
        "make it readable for you, or leave it out",
        source=Source(where.encode("utf-8", "replace").decode()),
    )


def _too_many(root: Path) -> Problem:
    return YourInput(
        "too-many-files",
        f"there are more than {MOST_FILES} files here, and no git that tells which count",
        "name the project's own folder, or run `git init` in it",
        source=Source(str(root)),
    )
