"""The files that one build left, held against what the plan says of the package."""

from collections.abc import Sequence
from pathlib import Path

from primer.adapters.building.distributions import Distribution, Unreadable, distribution
from primer.adapters.building.strict_check import strict_check
from primer.core.built import Failed, Stage
from primer.core.package import Package
from primer.core.value import frozen


@frozen
class BuiltRelease:
    """An sdist and its wheels, with the version that they all have."""

    version: str
    files: tuple[Path, ...]

    @property
    def wheels(self) -> tuple[Path, ...]:
        """The wheels among the files."""
        return tuple(file for file in self.files if file.suffix == ".whl")


def release_in(folder: Path, package: Package) -> BuiltRelease | Failed:
    """What a build left in a folder, under the name and version that the plan has."""
    sdists, wheels = sorted(folder.glob("*.tar.gz")), sorted(folder.glob("*.whl"))
    if len(sdists) != 1 or not wheels:
        left = ", ".join(sorted(file.name for file in folder.glob("[!.]*"))) or "nothing"
        return Failed(Stage.BUILD, f"its build left no sdist with a wheel: {left}")
    try:
        found = [distribution(file) for file in (*sdists, *wheels)]
    except Unreadable as error:
        return Failed(Stage.BUILD, str(error))
    wrong = _misnamed(package, found)
    if wrong:
        return Failed(Stage.NAME, wrong)
    return BuiltRelease(found[0].version, tuple(one.path for one in found))


def _misnamed(package: Package, found: Sequence[Distribution]) -> str:
    """The first file that is not what the plan says, in words; empty when all are."""
    from packaging.utils import canonicalize_name

    version = package.version or found[0].version
    for one in found:
        if canonicalize_name(one.name) != package.name or not _same(one.version, version):
            return f"{one.path.name} says {one.name} {one.version}; the plan says {package.name} {version}"
    # PyPI takes an sdist under no other name (warehouse, `forklift/legacy.py`).
    sdist = f"{package.name.replace('-', '_')}-{found[0].version}.tar.gz"
    if found[0].path.name != sdist:
        return f"the build names its sdist {found[0].path.name}; PyPI takes only {sdist}"
    return ""


def _same(one: str, other: str) -> bool:
    from packaging.version import InvalidVersion, Version

    try:
        return Version(one) == Version(other)
    except InvalidVersion:
        return one == other


def strictly_checked(release: BuiltRelease) -> Failed | None:
    """What twine's strict check has against the files; None when nothing."""
    try:
        said = strict_check(release.files)
    except Exception as error:  # noqa: BLE001 - whatever twine cannot read, PyPI will not take
        said = str(error)
    if said is None:
        return None
    lines = tuple(" ".join(line.split()) for line in said.splitlines() if line.strip())
    return Failed(Stage.CHECK, "it builds and does not pass twine's strict check", lines[:10])
