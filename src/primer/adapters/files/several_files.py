"""Several files of a repository written together: all of them, or none."""

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from primer.adapters.custody.shield import shielded
from primer.core.problem import DidNotTake, Problem, Stop, YourInput
from primer.core.source import Source
from primer.core.value import frozen, mutable

BOM = "\ufeff".encode()
MARK = ".primer-draft-"
"""In the name of every draft, so that those of a run that was killed can be told and removed."""


@frozen
class Rewrite:
    """A file's text as it was read, without a byte order mark, and as it is to be."""

    path: str
    before: str
    after: str


@mutable
class _Draft:
    """The new content of one file, beside it; `old` is what can be put back."""

    path: str
    target: Path
    file: Path
    old: bytes


def write_together(root: Path, around: Path, rewrites: Iterable[Rewrite]) -> None:
    """Replaces the files in their order; Stop when one cannot be, and then every one is as it was.

    Modes stay, links stay links; nothing outside `around` is written. What a killed run left half done is
    finished by writing again: every single file is either old or new.
    """
    drafts: list[_Draft] = []
    try:
        # One by one, so that those made before one fails are removed.
        for rewrite in rewrites:
            drafts += [_draft(root, around, rewrite)]
        shielded(lambda: _put_all(drafts))
    finally:
        for draft in drafts:
            draft.file.unlink(missing_ok=True)


def _draft(root: Path, around: Path, rewrite: Rewrite) -> _Draft:
    try:
        target = _target(root, around, rewrite.path)
        old = target.read_bytes()
        mark = BOM if old.startswith(BOM) else b""
        if old.removeprefix(BOM) != rewrite.before.encode():
            raise Stop(_refused(rewrite.path, "it was changed meanwhile"))
        if not os.access(target, os.W_OK) or not target.stat().st_mode & 0o222:
            raise Stop(_refused(rewrite.path, "it may not be written to"))
        clear_drafts(target)
        return _Draft(rewrite.path, target, _written(target, mark + rewrite.after.encode()), old)
    except (OSError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "it is a link in a loop"
        raise Stop(_refused(rewrite.path, why)) from None


def _target(root: Path, around: Path, path: str) -> Path:
    real = (root / path).resolve(strict=True)
    if not real.is_relative_to(around.resolve()):
        raise Stop(_refused(path, "it is a link that leads out of the repository"))
    return real


def clear_drafts(target: Path) -> None:
    """Removes the drafts that a killed run left beside a file. Raises OSError where one cannot be removed."""
    for left in target.parent.glob(f".{glob_literal(target.name)}{MARK}*"):
        left.unlink(missing_ok=True)


def glob_literal(name: str) -> str:
    """A file's name as a pattern that means this name only."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _written(target: Path, content: bytes) -> Path:
    before = target.stat()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}{MARK}", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(stat.S_IMODE(before.st_mode))
        if hasattr(os, "chown"):
            with contextlib.suppress(OSError):
                os.chown(draft, before.st_uid, before.st_gid)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _put_all(drafts: list[_Draft]) -> None:
    done: list[_Draft] = []
    try:
        for draft in drafts:
            draft.file.replace(draft.target)
            done.append(draft)
    except OSError as error:
        _put_back(done)
        raise Stop(_refused(drafts[len(done)].path, error.strerror or "it cannot be replaced")) from None


def _put_back(done: list[_Draft]) -> None:
    for draft in done:
        try:
            _written(draft.target, draft.old).replace(draft.target)
        except OSError:
            raise Stop(_half_done(draft.path)) from None


def _refused(path: str, why: str) -> Problem:
    return YourInput(
        "versions-not-written",
        f"no version was set, because {path} cannot be written: {why[:1].lower()}{why[1:]}",
        "mend that and run it again; every file is as it was",
        source=Source(path),
    )


def _half_done(path: str) -> Problem:
    return DidNotTake(
        "versions-half-written",
        f"some files have the new version, and {path} could not be put back",
        "mend what keeps it from being written and run it again; it finishes, or `git restore` undoes it",
        source=Source(path),
    )
