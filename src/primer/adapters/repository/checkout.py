"""A repository's files on this machine: which count, and their texts."""

import os
import stat
from codecs import BOM_UTF8
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from primer.adapters.files.home import at_home
from primer.adapters.programs.git import GitAnswer, asking, git, git_problem
from primer.core.problem import Problem, Stop, YourInput
from primer.core.source import Source
from primer.core.value import frozen
from primer.reading.packages.manifests import JAVASCRIPT, PYTHON
from primer.reading.versions.lock_files import is_lock_file

FILES = ("ls-files", "-z", "--cached")
"""What git is asked; below the folder in which it is asked."""
LARGEST = 1_048_576
LARGEST_LOCK = 67_108_864
"""Lock files are long, and searched, not parsed."""


@frozen
class Checkout:
    """The files that count below `root`.

    `top` is the git work tree around it, None where there is none; `files` are relative to `root`, sorted:
    the tracked ones, or all that a plain walk finds. `notes` and `problems` say what kept git from telling.
    `tagged` tells whether git has any tag there.
    """

    root: Path
    top: Path | None
    files: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    tagged: bool = False

    def find(self, wanted: Callable[[str], bool]) -> tuple[str, ...]:
        """The wanted ones among the files, without those that were deleted on disk."""
        return tuple(path for path in self.files if wanted(path) and os.path.lexists(f"{self.root}/{path}"))

    def text(self, path: str) -> str | Problem:
        """A file's text without its byte order mark; `path` is relative to the root and may begin `../`."""
        try:
            content = self._content(path)
        except (OSError, RuntimeError) as error:
            return _unreadable(path, _reason(error))
        if isinstance(content, str):
            return _unreadable(path, content)
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            return YourInput(
                "undecodable-file",
                f"this file is not UTF-8: byte 0x{content[error.start]:02x} in line {line}",
                "save it as UTF-8",
                source=Source(path, line),
            )

    def _content(self, path: str) -> bytes | str:
        """The bytes without a byte order mark, or in words why they are not read."""
        file = self.root / path
        real = file.resolve(strict=True) if self._may_lead_out(path) else file
        if real is not file and not real.is_relative_to(_real(self.top or self.root)):
            return "it is a link that leads out of the repository"
        status = real.stat()
        if not stat.S_ISREG(status.st_mode):
            return "it is a folder" if stat.S_ISDIR(status.st_mode) else "it is no regular file"
        largest = LARGEST_LOCK if is_lock_file(file.name) else LARGEST
        if status.st_size > largest:
            return f"it has {status.st_size} bytes, more than the {largest} that are read"
        return real.read_bytes().removeprefix(BOM_UTF8)

    def _may_lead_out(self, path: str) -> bool:
        """Whether the way from the root to a file goes up, or over a link, or cannot be followed here."""
        if os.sep != "/" or path.startswith("/"):
            return True
        place, parts = str(self.root), path.split("/")
        for part in parts:
            place = f"{place}/{part}"
            if stat.S_ISLNK(os.lstat(place).st_mode):
                return True
        return ".." in parts


@lru_cache(maxsize=8)
def _real(folder: Path) -> Path:
    """The same for every file of a checkout."""
    return folder.resolve()


def open_checkout(path: Path | None) -> Checkout:
    """The checkout at a folder, taken as its root; without one, the git work tree around the working folder.

    Raises Stop when the folder is none, or a repository without a work tree.
    """
    root = _folder(path)
    # A process costs more than what it says: where there is no tag, none is asked about them again.
    with asking(root, *FILES) as listed:
        answer = git(root, "rev-parse", "--tags", "--show-toplevel")
        if answer.ok and "/" in answer.out:
            # A line for every tag, then the folder, whose name may hold anything.
            named = answer.out.rfind("\n", 0, answer.out.index("/")) + 1
            top = Path(answer.out[named:].removesuffix("\n"))
            here = root if path is not None else top
            return _tracked(here, top, listed() if here == root else git(here, *FILES), tagged=named > 0)
    if "work tree" in answer.err:
        raise Stop(_bare(root))
    problem = git_problem(answer, root)
    if problem is not None and problem.reference == "git-missing" and not _looks_like_git(root):
        problem = None
    from primer.adapters.files.walk import walk

    files, problems = walk(root)
    if problem is not None:
        return Checkout(root, None, _legible(files), (problem, *problems, *_illegible(files)))
    note = "there is no git repository here: every file was looked at, tracked or not"
    return Checkout(root, None, _legible(files), (*problems, *_illegible(files)), (note,))


def _folder(path: Path | None) -> Path:
    try:
        root = at_home(path or Path()).resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise Stop(_no_folder(path, _reason(error))) from None
    if not root.is_dir():
        raise Stop(_no_folder(path, "it is a file"))
    return root


def _tracked(root: Path, top: Path, listed: GitAnswer, *, tagged: bool) -> Checkout:
    problem = git_problem(listed, root)
    # A file in conflict is listed once for each side.
    files = tuple(sorted(set(filter(None, listed.out.split("\0")))))
    problems = (*((problem,) if problem else ()), *_illegible(files))
    notes = () if files or problem else ("git tracks no file here: `git add` what belongs to the project",)
    return Checkout(root, top, _legible(files), problems, notes, tagged)


def _looks_like_git(root: Path) -> bool:
    return any(os.path.lexists(folder / ".git") for folder in (root, *root.parents))


def _legible(files: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(path for path in files if _is_legible(path))


def _illegible(files: tuple[str, ...]) -> tuple[Problem, ...]:
    """Names that are no text cannot be shown, and only matter where a manifest is among them."""
    return tuple(
        YourInput(
            "undecodable-path",
            "this file's path is not UTF-8, so it was not read",
            "rename it",
            source=Source(path.encode("utf-8", "replace").decode()),
        )
        for path in files
        if not _is_legible(path) and path.rpartition("/")[2] in (*PYTHON, JAVASCRIPT)
    )


def _is_legible(path: str) -> bool:
    return path.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in path)


def _reason(error: Exception) -> str:
    words = error.strerror if isinstance(error, OSError) and error.strerror else "symbolic links in a loop"
    return words[:1].lower() + words[1:]


def _unreadable(path: str, why: str) -> Problem:
    return YourInput(
        "unreadable-file",
        f"this file cannot be read: {why}",
        "make it a readable file, or remove it from the repository",
        source=Source(path),
    )


def _no_folder(path: Path | None, why: str) -> Problem:
    where = str(path) if path is not None else "the working folder"
    return YourInput("no-such-folder", f"{where} is no folder to read: {why}", "name the repository's folder")


def _bare(root: Path) -> Problem:
    return YourInput(
        "no-work-tree",
        "this git repository has no files checked out: it is bare, or this is its .git folder",
        "name a folder with a checkout: `git worktree add` makes one",
        source=Source(str(root)),
    )
