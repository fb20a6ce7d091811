"""Lock files that hold the repository's own packages with their versions, read as their tools write them.

They are long, so they are searched and not parsed: each tool writes one form only. What searches a form is
imported when there is such a file.
"""

from collections.abc import Iterator, Mapping

from primer.core.registry import Ecosystem
from primer.core.value import frozen
from primer.core.versions import PackageKey
from primer.reading.packages.internal_needs import Need
from primer.reading.packages.places import fixture, vendored
from primer.reading.versions.spot import Spot

PYTHON = ("uv.lock", "poetry.lock", "pdm.lock")
JAVASCRIPT = ("package-lock.json", "npm-shrinkwrap.json")
OTHERS = ("pnpm-lock.yaml", "yarn.lock", "Cargo.lock", "bun.lock")
"""Those that hold no versions of own packages, but ranges: their tools have to write them again."""


@frozen
class Locked:
    """One own package in a lock file: the spots of its version, and those of what it needs here."""

    package: PackageKey
    versions: tuple[Spot, ...]
    needs: tuple[Need, ...] = ()


def is_lock_file(path: str) -> bool:
    """Whether a file is a lock file of the repository's own."""
    folder, _, name = path.rpartition("/")
    return name in (*PYTHON, *JAVASCRIPT, *OTHERS) and not (vendored(folder) or fixture(folder))


def locked(file: str, text: str, own: Mapping[str, PackageKey]) -> Iterator[Locked]:
    """The own packages in one lock file; `own` has them by `folder_key`."""
    name = file.rpartition("/")[2]
    if name in PYTHON:
        from primer.reading.versions.python_locks import python_locked

        yield from python_locked(file, text, own)
    elif name in JAVASCRIPT:
        from primer.reading.versions.npm_locks import npm_locked

        yield from npm_locked(file, text, own)


def folder_key(ecosystem: Ecosystem, folder: str) -> str:
    """What stands for the package of a folder: `<ecosystem> <folder>`."""
    return f"{ecosystem} {folder}"
