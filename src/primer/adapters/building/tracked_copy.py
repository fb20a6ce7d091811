"""A copy of what a checkout tracks, with its history within reach, for work that may leave traces."""

import os
import shutil
from pathlib import Path

from primer.adapters.programs.git import git
from primer.adapters.repository.checkout import Checkout, open_checkout

_NO_GIT = shutil.ignore_patterns(".git")


def tracked_copy(checkout: Checkout, folder: Path) -> Path:
    """Copies the whole work tree around a checkout into an empty folder; gives the checkout's root in it.

    Files are as they lie on disk, changes included. Git's objects are shared, read only by the copy, so that
    versions made of tags are what they would be at home.
    """
    top = checkout.top or checkout.root
    target = folder / (top.name or "repository")
    if checkout.top is not None:
        git(folder, "clone", "--quiet", "--shared", "--no-checkout", "--", str(top), str(target))
    target.mkdir(exist_ok=True)
    copy_files(checkout if checkout.top is None else open_checkout(top), target)
    if (target / ".git").is_dir():
        git(target, "reset", "--quiet")
        git(target, "add", "--all")
    root = target / checkout.root.relative_to(top)
    root.mkdir(parents=True, exist_ok=True)
    return root


def copy_files(checkout: Checkout, target: Path) -> None:
    """Copies every file that counts, with its mode, and what submodules have checked out; links stay so."""
    for name in checkout.files:
        source, copy = checkout.root / name, target / name
        if not os.path.lexists(source):
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir() and not source.is_symlink():
            shutil.copytree(source, copy, symlinks=True, ignore=_NO_GIT, dirs_exist_ok=True)
        elif source.is_symlink() or source.is_file():
            shutil.copy(source, copy, follow_symlinks=False)
