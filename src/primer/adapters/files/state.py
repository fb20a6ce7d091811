"""primer's own folder among the person's state files: journals and locks, never a secret."""

import os
import sys
from pathlib import Path

from primer.adapters.files.home import home_folder
from primer.core.problem import Missing, Problem, Stop

FOLDER = "publish-primer"
XDG = ("linux",)
"""Systems with nothing of their own beside the XDG folders."""


def state_folder() -> Path:
    """Where the system keeps a program's state for this person; not made yet.

    Raises Stop where this person has no home to keep it in.
    """
    if sys.platform in XDG:
        # As platformdirs answers, whose import takes a twentieth of a plan.
        # Source: XDG Base Directory Specification 0.8, "Environment variables": a relative path is ignored.
        said = Path(os.environ.get("XDG_STATE_HOME", "").strip())
        return (said if said.is_absolute() else _home() / ".local" / "state") / FOLDER
    from platformdirs import user_state_dir

    return Path(user_state_dir(FOLDER, appauthor=False))


def _home() -> Path:
    home = home_folder()
    if home is None:
        raise Stop(_homeless())
    return home


def private_folder(path: Path) -> Path:
    """Makes a folder that only this person can enter, with its parents; Stop when it cannot."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
    except OSError as error:
        raise Stop(not_writable(path, error)) from None
    return path


def not_writable(path: Path, error: OSError) -> Problem:
    """A file or folder of primer's state that this person cannot write."""
    return Missing(
        "no-state-folder",
        f"{path} cannot be made or written: {error.strerror or type(error).__name__}",
        "make that folder yours, or set XDG_STATE_HOME to one that is",
    )


def _homeless() -> Problem:
    return Missing(
        "no-state-folder",
        "there is no home folder to keep primer's own folder in: HOME is not set, and the system knows none",
        "set HOME, or XDG_STATE_HOME, to a folder that is yours",
    )
