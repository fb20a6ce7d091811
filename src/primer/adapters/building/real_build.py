"""Builds the real release of every package in a copy, checks it strictly, installs and imports it."""

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from primer.adapters.building.built_release import BuiltRelease, release_in, strictly_checked
from primer.adapters.building.distributions import modules_of
from primer.adapters.building.tracked_copy import tracked_copy
from primer.adapters.building.workshop import IMPORTED, Tools, imported, not_tried, tools_for
from primer.adapters.programs.children import Children, Ran
from primer.adapters.repository.checkout import Checkout
from primer.core.built import Built, Failed, Stage
from primer.core.package import Package
from primer.core.problem import Missing, Stop
from primer.core.project import Unlooked
from primer.core.regex import regex
from primer.core.tiers import tiers
from primer.core.value import replace
from primer.engine.survey import Count, Heard, unheard
from primer.ports.signs import Mark
from primer.reading.packages.build_requirements import build_requires

AT_ONCE = 2
LINES = 12
"""So many of a child's last lines are shown with a problem."""
_TEMPORARY = regex(r"[^\s\"'`]*/(?:build-env-|build-via-sdist-|tmp|\.tmp)[^/\s\"']+(?=/)")

Outcome = Built | Failed | Unlooked
Tell = Callable[[Mark, str], None]


class RealBuilds:
    """Builds packages side by side, and remembers what became of each; `tell` hears of the progress.

    `packages` are all Python packages of the repository. Everything lies in one temporary folder, which is
    gone with the end of the `with` block; leaving it ends every child.
    """

    def __init__(
        self, checkout: Checkout, packages: Sequence[Package], tell: Tell, *, offline: bool = False
    ) -> None:
        self._checkout = checkout
        self._packages = {package.name: package for package in packages}
        self._voice = tell
        self._speaking = threading.Lock()
        self._offline = offline
        self._children = Children()
        self._count = Count(0, unheard)
        self._outcomes: dict[str, Outcome] = {}
        self._dists: dict[str, BuiltRelease] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="primer-build-", ignore_cleanup_errors=True)
            for name in ("wheels", "built", "work"):
                Path(self._folder.name, name).mkdir()
        except OSError as error:
            raise Stop(_no_room(error)) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._children.stop()
        if self._folder is not None:
            self._folder.cleanup()

    def outcome(self, package: Package) -> Outcome:
        """What became of a package."""
        return self._outcomes.get(package.name, Unlooked("it was not built"))

    def run(self, heard: Heard = unheard) -> None:
        """Builds all packages, then installs and imports all; Ctrl-C ends every child before it goes on.

        `heard` is told how far that is, of the building first.
        """
        if not self._packages or self._folder is None:
            return
        root = Path(self._folder.name)
        tools = tools_for(self._checkout, self._children, root / "work", offline=self._offline)
        pool = ThreadPoolExecutor(AT_ONCE)
        try:
            self._run(pool, tools, root, heard)
        except BaseException:
            self._children.stop()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, pool: ThreadPoolExecutor, tools: Tools, root: Path, heard: Heard) -> None:
        count = len(self._packages)
        noun = "package" if count == 1 else "packages"
        self._tell(Mark.WAITS, f"building {count} {noun} with {tools.name}, in a copy")
        why = self._unready(tools)
        if why:
            self._tell(Mark.UNSEEN, why)
            self._outcomes = dict.fromkeys(self._packages, Unlooked(why))
            return
        self._count = Count(count, heard)
        for together in self._rounds():
            list(pool.map(partial(self._timed, "builds", partial(self._build, tools, root)), together))
        ready = [one for name, one in self._packages.items() if name not in self._outcomes]
        self._count = Count(len(ready), heard)
        list(pool.map(partial(self._timed, "installs", partial(self._try_out, tools, root)), ready))

    def _unready(self, tools: Tools) -> str:
        """Why there are no tools to build with; empty where there are."""
        try:
            failed = tools.ready()
        except OSError as error:
            return f"the tools to build with could not be made: {error.strerror or type(error).__name__}"
        if failed is None:
            return ""
        why = not_tried(failed, offline=self._offline) or failed.telling or "without a word"
        return f"the tools to build with could not be made: {why}"

    def _rounds(self) -> list[list[Package]]:
        """A package that the build of another one needs is built in an earlier round."""
        needs = {name: build_requires(self._text(package)) for name, package in self._packages.items()}
        order = tiers(replace(package, requires=needs[name]) for name, package in self._packages.items())
        turns = sorted(set(order.of.values()))
        return [[one for name, one in self._packages.items() if order.of[name] == turn] for turn in turns]

    def _text(self, package: Package) -> str:
        path = "pyproject.toml" if package.path == "." else f"{package.path}/pyproject.toml"
        text = self._checkout.text(path)
        return text if isinstance(text, str) else ""

    def _tell(self, mark: Mark, words: str) -> None:
        with self._speaking:
            self._voice(mark, words)

    def _timed(self, verb: str, work: Callable[[Package], Outcome | None], package: Package) -> None:
        """Does one part of the work for a package, and tells how it ended."""
        began = time.monotonic()
        try:
            outcome = work(package)
        except OSError as error:
            outcome = Unlooked(f"it could not be tried: {error.strerror or type(error).__name__}")
        if outcome is not None:
            self._outcomes[package.name] = outcome
        self._count.one()
        took = f"{time.monotonic() - began:.0f} s"
        match outcome:
            case Failed(words=words):
                self._tell(Mark.PROBLEM, f"{package.name}: {words}, {took}")
            case Unlooked(why):
                self._tell(Mark.UNSEEN, f"{package.name}: {why}, {took}")
            case _:
                self._tell(Mark.SEEN, f"{package.name} {verb}, {took}")

    def _build(self, tools: Tools, root: Path, package: Package) -> Outcome | None:
        """The built files into the folder of all; None when all is well so far."""
        unfit = _unfit(package)
        if unfit is not None:
            return unfit
        work = Path(tempfile.mkdtemp(dir=root / "work"))
        out = root / "built" / package.name
        try:
            copy = tracked_copy(self._checkout, work)
            ran = tools.build(copy / package.path, out, root / "wheels")
        finally:
            shutil.rmtree(work, ignore_errors=True)
        if not ran.ok:
            return self._failed(Stage.BUILD, "its release does not build", ran)
        found = release_in(out, package)
        if isinstance(found, Failed):
            return found
        for wheel in found.wheels:
            shutil.copyfile(wheel, root / "wheels" / wheel.name)
        self._dists[package.name] = found
        return strictly_checked(found)

    def _try_out(self, tools: Tools, root: Path, package: Package) -> Outcome:
        """Installs and imports one package with those of this repository that it needs."""
        needed = self._needed(package)
        missing = [name for name in needed if name not in self._dists]
        if missing:
            return Unlooked(f"it builds; it was not installed, since {missing[0]} was not")
        folder = Path(tempfile.mkdtemp(dir=root / "work"))
        try:
            wheels = [wheel for name in needed for wheel in self._dists[name].wheels]
            return self._installed(tools, folder, wheels, root) or self._imports(folder, package)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _installed(self, tools: Tools, folder: Path, wheels: list[Path], root: Path) -> Outcome | None:
        made = tools.environment(folder / "env")
        if not made.ok:
            return Unlooked(f"it builds; no fresh environment could be made: {made.telling}")
        ran = tools.install(folder / "env", wheels, root / "wheels")
        return None if ran.ok else self._failed(Stage.INSTALL, "it builds and cannot be installed", ran)

    def _imports(self, folder: Path, package: Package) -> Outcome:
        dist = self._dists[package.name]
        modules = tuple(sorted({module for wheel in dist.wheels for module in modules_of(wheel)}))
        ran = imported(self._children, folder / "env", folder, modules) if modules else Ran(IMPORTED, ())
        if ran.code is None:
            return Failed(Stage.IMPORT, f"importing {', '.join(modules)} does not end")
        if ran.code != IMPORTED:
            why = self._tidy_line(ran.telling) or f"it ended the process with code {ran.code}"
            return Failed(Stage.IMPORT, f"it installs and cannot be imported: {why}", self._tidy(ran))
        return Built(dist.version, tuple(file.name for file in dist.files), modules)

    def _needed(self, package: Package) -> list[str]:
        """The package and all of this repository that it needs, at whatever remove."""
        found = [package.name]
        for name in found:
            more = (need for need in self._packages[name].requires if need in self._packages)
            found += [need for need in dict.fromkeys(more) if need not in found]
        return found

    def _failed(self, stage: Stage, words: str, ran: Ran) -> Failed | Unlooked:
        untried = not_tried(ran, offline=self._offline)
        if untried is not None:
            return Unlooked(untried)
        why = self._tidy_line(ran.telling)
        return Failed(stage, f"{words}: {why}" if why else words, self._tidy(ran))

    def _tidy(self, ran: Ran) -> tuple[str, ...]:
        return tuple(self._tidy_line(line) for line in ran.said[-LINES:])

    def _tidy_line(self, line: str) -> str:
        """What was said, without the long names of folders that are gone when it is read."""
        here = self._folder.name if self._folder else ""
        return _TEMPORARY.sub("…", line.replace(here, "…") if here else line)


def _no_room(error: OSError) -> Missing:
    return Missing(
        "package-not-built",
        f"no package can be built here: {error.strerror or type(error).__name__}",
        hint="make room in the temporary folder, or set TMPDIR to a folder of yours",
    )


def _unfit(package: Package) -> Unlooked | None:
    """Everything is tried with the Python that primer runs in; a package may want another."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    wanted = package.description.requires_python
    here = ".".join(map(str, sys.version_info[:3]))
    try:
        fits = SpecifierSet(wanted).contains(here, prereleases=True)
    except InvalidSpecifier:
        return None
    return None if fits else Unlooked(f"it needs Python {wanted}, and primer runs in {here}")
