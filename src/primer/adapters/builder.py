"""Builds placeholders outside any repository; hatchling and twine are imported when the first is built."""

import contextlib
import hashlib
import logging
import os
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from primer.adapters.strict_check import strict_check
from primer.core.package import Package
from primer.core.placeholder import Artifact, Placeholder
from primer.core.problem import Missing, Problem, Stop, YourInput
from primer.core.registry import Ecosystem
from primer.placeholders.tree import Tree, placeholder_tree

# hatchling's own default, set so that an environment which names another time changes no byte.
EPOCH = "1580601600"

# hatchling reads the time from the environment, which all builders of the process share.
_environment = threading.Lock()
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
        """The placeholder, checked as strictly as twine can; Stop when it cannot be built or fails."""
        key = (ecosystem, package, version)
        with self._lock:
            built = self._of(key)
            if key not in self._checked:
                _check(built)
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
            tree = placeholder_tree(package, version, self._source_web)
            self._built[key] = _built(name, version, tree, self._own_folder())
        return self._built[key]

    def _own_folder(self) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="primer-placeholders-")
        return Path(tempfile.mkdtemp(dir=self._folder.name))


def _built(package: str, version: str, tree: Tree, folder: Path) -> Placeholder:
    root, out = folder / "tree", folder / "dist"
    try:
        _stage(root, tree)
        sdist, wheel = _archives(root, out)
    except OSError as error:
        raise Stop(_no_room(error)) from None
    except Exception as error:
        _log.debug("building %s %s failed", package, version, exc_info=True)
        raise Stop(_not_built(package, version, error)) from error
    artifacts = (_artifact(sdist, _in_sdist(tree)), _artifact(wheel, _in_wheel(tree)))
    return Placeholder(package, version, artifacts, tree.readme, tree.remarks)


def _stage(root: Path, tree: Tree) -> None:
    for path, text in tree.files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
        target.chmod(0o644)
    # hatchling looks for ignore files upwards until one of these, and puts what it finds into the sdist.
    for boundary in (".git", ".hg"):
        (root / boundary).mkdir()


def _archives(root: Path, out: Path) -> tuple[Path, Path]:
    from hatchling.builders.sdist import SdistBuilder
    from hatchling.builders.wheel import WheelBuilder

    with _fixed_time():
        sdist = next(iter(SdistBuilder(str(root)).build(directory=str(out), versions=["standard"])))
        wheel = next(iter(WheelBuilder(str(root)).build(directory=str(out), versions=["standard"])))
    return Path(sdist), Path(wheel)


@contextlib.contextmanager
def _fixed_time() -> Iterator[None]:
    with _environment:
        before = os.environ.get("SOURCE_DATE_EPOCH")
        os.environ["SOURCE_DATE_EPOCH"] = EPOCH
        try:
            yield
        finally:
            if before is None:
                del os.environ["SOURCE_DATE_EPOCH"]
            else:
                os.environ["SOURCE_DATE_EPOCH"] = before


def _artifact(path: Path, members: tuple[tuple[str, str], ...]) -> Artifact:
    data = path.read_bytes()
    return Artifact(path, len(data), hashlib.sha256(data).hexdigest(), members)


def _in_wheel(tree: Tree) -> tuple[tuple[str, str], ...]:
    return (
        (f"{tree.module}/__init__.py", "says what this is and where the source lives"),
        (f"{tree.module}/__main__.py", f"prints that, for python -m {tree.module}"),
        ("METADATA", "name, version, description, licence, authors, addresses, README"),
        ("WHEEL, RECORD", "what every wheel has"),
    )


def _in_sdist(tree: Tree) -> tuple[tuple[str, str], ...]:
    return (
        *_in_wheel(tree)[:2],
        ("README.md", "what this is, where the source lives, what replaces it, who to ask"),
        ("pyproject.toml", "how it is built"),
        ("PKG-INFO", "the same metadata as in the wheel"),
    )


def _check(built: Placeholder) -> None:
    """Twine's strict check; what it has to say becomes the problem's context."""
    try:
        said = strict_check([artifact.path for artifact in built.artifacts])
    except Exception as error:
        raise Stop(_failed(built, str(error))) from error
    if said is not None:
        raise Stop(_failed(built, said))


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
        f"The placeholder {built.package} {built.version} does not pass twine's strict check",
        "look at the package's metadata; nothing was uploaded",
        tuple(line.strip() for line in said.splitlines() if line.strip())[:10],
    )
