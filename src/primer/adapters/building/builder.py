"""Builds placeholders outside any repository; hatchling and twine are imported when the first is built."""

import logging
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self, assert_never

from primer.adapters.building import hatched, packed
from primer.core.package import Package
from primer.core.placeholder import Placeholder
from primer.core.problem import Missing, Problem, Stop, YourInput
from primer.core.registry import Ecosystem

_log = logging.getLogger(__name__)
_Key = tuple[Ecosystem, str, str]


class Builder:
    """Builds each placeholder once and keeps its files in a private folder until `close()`.

    Nothing but `packages` is ever built. `source_web` is the source's page, or empty. Safe to share between
    threads.
    """

    def __init__(self, packages: Iterable[Package], source_web: str) -> None:
        self._packages = {(package.ecosystem, package.name): package for package in packages}
        self._source_web = source_web
        self._lock = threading.RLock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._built: dict[_Key, Placeholder] = {}
        self._checked: set[_Key] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Removes every built file; building again starts anew."""
        with self._lock:
            folder, self._folder = self._folder, None
            self._built.clear()
            self._checked.clear()
        if folder is not None:
            folder.cleanup()

    def build(self, ecosystem: Ecosystem, package: str, version: str) -> Placeholder:
        """The placeholder, checked as strictly as can be; Stop when it cannot be built or fails."""
        key = (ecosystem, package, version)
        with self._lock:
            built = self._of(key)
            if key not in self._checked:
                _check(ecosystem, built)
                self._checked.add(key)
            return built

    def hashes(self, ecosystem: Ecosystem, package: str, version: str) -> frozenset[str]:
        """The SHA-256 of the files that `build` would give."""
        with self._lock:
            return frozenset(
                artifact.sha256 for artifact in self._of((ecosystem, package, version)).artifacts
            )

    def _of(self, key: "_Key") -> Placeholder:
        ecosystem, name, version = key
        if key not in self._built:
            package = self._packages.get((ecosystem, name))
            if package is None:
                raise Stop(_unknown(name))
            self._built[key] = self._made(package, version)
        return self._built[key]

    def _made(self, package: Package, version: str) -> Placeholder:
        try:
            return _placeholder(package, version, self._source_web, self._own_folder())
        except OSError as error:
            raise Stop(_no_room(error)) from None
        except Exception as error:
            _log.debug("building %s %s failed", package.name, version, exc_info=True)
            raise Stop(_not_built(package.name, version, error)) from error

    def _own_folder(self) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="primer-placeholders-")
        return Path(tempfile.mkdtemp(dir=self._folder.name))


def _placeholder(package: Package, version: str, source_web: str, folder: Path) -> Placeholder:
    match package.ecosystem:
        case Ecosystem.PYTHON:
            return hatched.placeholder(package, version, source_web, folder)
        case Ecosystem.JAVASCRIPT:
            return packed.placeholder(package, version, source_web, folder)
        case _:
            assert_never(package.ecosystem)


def _check(ecosystem: Ecosystem, built: Placeholder) -> None:
    """The strict check of its world; what it has to say becomes the problem's context."""
    try:
        said = _fault(ecosystem, built)
    except Exception as error:
        raise Stop(_failed(built, str(error))) from error
    if said is not None:
        raise Stop(_failed(built, said))


def _fault(ecosystem: Ecosystem, built: Placeholder) -> str | None:
    match ecosystem:
        case Ecosystem.PYTHON:
            return hatched.fault(built)
        case Ecosystem.JAVASCRIPT:
            return packed.fault(built)
        case _:
            assert_never(ecosystem)


def _unknown(package: str) -> Problem:
    return YourInput(
        "not-in-repository",
        f"{package} is no package of this repository, so primer makes no placeholder of that name",
        "name a package that the plan shows",
    )


def _no_room(error: OSError) -> Problem:
    return Missing(
        "placeholder-not-built",
        f"No placeholder can be built in {tempfile.gettempdir()}: {error.strerror or type(error).__name__}",
        "make room there, or set TMPDIR to a folder of yours",
    )


def _not_built(package: str, version: str, error: Exception) -> Problem:
    return YourInput(
        "placeholder-not-built",
        f"The placeholder {package} {version} cannot be built",
        "look at the package's name and version, and at the placeholder version",
        tuple(str(error).splitlines()[:5]),
    )


def _failed(built: Placeholder, said: str) -> Problem:
    return YourInput(
        "placeholder-check-failed",
        f"The placeholder {built.package} {built.version} does not pass the strict check",
        "look at the package's metadata; nothing was uploaded",
        tuple(line.strip() for line in said.splitlines() if line.strip())[:10],
    )
