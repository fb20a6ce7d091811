"""The person's home folder, where the system knows one: a container may run as a user that has none."""

from pathlib import Path


def home_folder() -> Path | None:
    """The home; None where HOME is not set and the system has no entry for this user."""
    try:
        return Path.home()
    except RuntimeError:
        return None


def at_home(path: Path) -> Path:
    """The path with `~` and `~user` put in full; as it stands where that is nobody's home."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path
