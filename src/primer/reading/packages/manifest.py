"""What one manifest says of its folder: a package, or why its package is left out."""

from primer.core.package import Package
from primer.core.problem import Problem
from primer.core.registry import Ecosystem
from primer.core.value import frozen


@frozen
class Manifest:
    """One package's manifest; `package` is None and `why` says so when it is not to be published.

    `name` is the package's, as far as it could be read; `problems` are the manifest's own.
    """

    folder: str
    name: str
    package: Package | None = None
    why: str = ""
    problems: tuple[Problem, ...] = ()
    ecosystem: Ecosystem = Ecosystem.PYTHON


def folder_of(path: str) -> str:
    """The folder of a file, `.` for the root."""
    return path.rpartition("/")[0] or "."


def file_in(folder: str, name: str) -> str:
    """The path of a file in a folder."""
    return name if folder == "." else f"{folder}/{name}"
