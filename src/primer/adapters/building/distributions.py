"""What a built file says of itself: name, version, and the modules that it would install."""

import tarfile
import zipfile
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from primer.core.value import frozen

LARGEST_METADATA = 4 * 1024 * 1024
INSTALLED = ("purelib", "platlib")


@frozen
class Distribution:
    """One sdist or wheel: name and version as its metadata has them."""

    path: Path
    name: str
    version: str


class Unreadable(Exception):
    """A built file that is not what its name says."""


def distribution(path: Path) -> Distribution:
    """Reads a `.whl` or a `.tar.gz`; raises Unreadable with the reason."""
    try:
        text = _wheel_metadata(path) if path.suffix == ".whl" else _sdist_metadata(path)
    except (OSError, zipfile.BadZipFile, tarfile.TarError, EOFError, KeyError) as error:
        raise Unreadable(f"{path.name} cannot be read: {error}") from None
    headers = BytesHeaderParser().parsebytes(text)
    name, version = headers.get("Name"), headers.get("Version")
    if not name or not version:
        raise Unreadable(f"{path.name} has no name or no version in its metadata")
    return Distribution(path, str(name), str(version))


def _wheel_metadata(path: Path) -> bytes:
    with zipfile.ZipFile(path) as wheel:
        names = (name for name in wheel.namelist() if name.count("/") == 1)
        name = next((name for name in names if name.endswith(".dist-info/METADATA")), "METADATA")
        with wheel.open(name) as file:
            return file.read(LARGEST_METADATA)


def _sdist_metadata(path: Path) -> bytes:
    with tarfile.open(path, "r:gz") as sdist:
        file = sdist.extractfile(f"{path.name.removesuffix('.tar.gz')}/PKG-INFO")
        return file.read(LARGEST_METADATA) if file else b""


def modules_of(wheel: Path) -> tuple[str, ...]:
    """The modules at the top of a wheel; below a folder without `__init__.py` the packages in it.

    Names that no `import` statement could have, those of stub packages say, are left out.
    """
    with zipfile.ZipFile(wheel) as opened:
        files = [parts for name in opened.namelist() if (parts := _installed(name))]
    return tuple(sorted(set(_importable(files))))


def _installed(name: str) -> tuple[str, ...]:
    """Where a member comes to lie below site-packages; empty for what does not."""
    parts = tuple(name.split("/"))
    if parts[0].endswith(".data") and len(parts) > 2:
        return parts[2:] if parts[1] in INSTALLED else ()
    return () if parts[0].endswith((".dist-info", ".data")) or not parts[-1] else parts


def _importable(files: list[tuple[str, ...]]) -> Iterator[str]:
    packages = {parts[:-1] for parts in files if _module(parts[-1]) == "__init__"} - {()}
    for parts in files:
        above = [parts[:length] for length in range(1, len(parts))]
        package = next((folder for folder in above if folder in packages), None)
        if package is None and len(parts) == 1:
            package = (_module(parts[0]),)
        elif package is None and _module(parts[-1]):
            # A namespace without packages: only that it can be found is sure.
            package = parts[:1]
        if package and all(part.isidentifier() for part in package):
            yield ".".join(package)


def _module(filename: str) -> str:
    """The module that a file is; empty for any other file."""
    for suffix in (".py", *EXTENSION_SUFFIXES):
        if filename.endswith(suffix):
            return filename.removesuffix(suffix)
    return ""
