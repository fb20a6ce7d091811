"""A copy of a repository that reads like the original: its tracked and CI files, its remotes, no history."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from primer.adapters.programs.git import GitAnswer, git
from primer.adapters.repository.checkout import Checkout, open_checkout
from primer.adapters.repository.ci_files import untracked_ci
from primer.core.problem import Missing, Stop
from primer.core.regex import regex
from primer.rehearsal.address import Move

# Filters of the original (large file storage, say) must not run on files that are only to be listed.
_ATTRIBUTES = "* -filter -text -ident\n"
_CI_ENDINGS = (".yml", ".yaml")
_USER_INFO = regex(r"://[^/]*@")
_SCP_USER = regex(r"^[^/:]*@")


@contextmanager
def copied(path: Path | None, moves: Sequence[Move] = ()) -> Iterator[Path]:
    """A temporary copy of the repository at a folder, removed at the end; gives the same folder within it.

    With moves, the CI files of the copy name a stand-in's address where they named its original's.
    """
    here = open_checkout(path)
    with tempfile.TemporaryDirectory(prefix="primer-rehearsal-", ignore_cleanup_errors=True) as folder:
        top = here.top or here.root
        target = Path(folder).resolve() / (top.name or "repository")
        target.mkdir()
        _copy_files(here if here.top is None else open_checkout(top), target, moves)
        if here.top is not None:
            _track(top, target)
        root = target / here.root.relative_to(top)
        root.mkdir(parents=True, exist_ok=True)
        yield root


def without_user(url: str) -> str:
    """An address of a remote without user name and password."""
    return _USER_INFO.sub("://", url, count=1) if "://" in url else _SCP_USER.sub("", url)


def _copy_files(checkout: Checkout, target: Path, moves: Sequence[Move]) -> None:
    for name in (*checkout.files, *untracked_ci(checkout)):
        source, copy = checkout.root / name, target / name
        if source.is_symlink():
            _copy_link(source, copy, name)
        elif source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
            shutil.copymode(source, copy)
            if name.endswith(_CI_ENDINGS):
                _apply(moves, copy)


def _apply(moves: Sequence[Move], copy: Path) -> None:
    text = copy.read_bytes()
    for move in moves:
        text = move.applied(text)
    copy.write_bytes(text)


def _copy_link(source: Path, copy: Path, name: str) -> None:
    """Copies a link as a link; one that leads out of the repository is left out."""
    leads_to = source.readlink()
    within = os.path.normpath(PurePosixPath(name).parent / leads_to)
    if leads_to.is_absolute() or within.startswith(".."):
        return
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.symlink_to(leads_to)


def _track(top: Path, target: Path) -> None:
    _must(git(target, "init", "--quiet", "--template="))
    information = target / ".git" / "info"
    information.mkdir(exist_ok=True)
    (information / "attributes").write_text(_ATTRIBUTES, encoding="utf-8")
    _must(git(target, "add", "--force", "--all", "."))
    for remote in git(top, "remote").out.split():
        url = git(top, "remote", "get-url", remote)
        if url.ok:
            _must(git(target, "config", f"remote.{remote}.url", without_user(url.out.strip())))


def _must(answer: GitAnswer) -> None:
    if not answer.ok:
        raise Stop(
            Missing(
                "rehearsal-copy-failed",
                "git could not make the copy of the repository that a rehearsal works on",
                hint="check that there is room in the temporary folder and that git works, then run it again",
                context=tuple(answer.err.splitlines()[-2:]),
            )
        )
