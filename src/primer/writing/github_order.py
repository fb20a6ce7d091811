"""Which job of a release waits for which: foundation first, and what is served before it is needed."""

from collections.abc import Mapping

from primer.core.registry import Ecosystem
from primer.core.release import Part, Release, ReleasedPackage, Tags
from primer.writing.job_ids import job_ids


def groups(packages: tuple[ReleasedPackage, ...]) -> tuple[tuple[ReleasedPackage, ...], ...]:
    """The packages by ecosystem and index: one script waits for one index."""
    found: dict[tuple[Ecosystem, str, str], list[ReleasedPackage]] = {}
    for package in packages:
        found.setdefault((package.ecosystem, package.index, package.registry), []).append(package)
    return tuple(tuple(group) for group in found.values())


def waited_for(release: Release) -> Mapping[int, tuple[ReleasedPackage, ...]]:
    """By tier, the packages that one of a higher tier needs; none where each tag releases one package."""
    if release.tags is Tags.EACH:
        return {}
    needed = {need for package in release.packages for need in _below(release, package)}
    tiers = sorted({package.tier for package in needed})
    return {
        tier: tuple(one for one in release.packages if one in needed and one.tier == tier) for tier in tiers
    }


def needs_of(release: Release, package: ReleasedPackage) -> tuple[str, ...]:
    """The jobs that must be through before a package is published."""
    first = ("build", *(("attest",) if Part.ATTEST in release.parts else ()))
    if release.tags is Tags.EACH:
        return (*first, "served") if has_pins(release) else first
    ids = job_ids(release)
    below = _below(release, package)
    # Whatever is in the highest tier below it waited for the tiers below that one.
    waiting = (served_id(max(one.tier for one in below)),) if below else ()
    return (*first, *(ids[one] for one in below), *waiting)


def has_pins(release: Release) -> bool:
    """Whether a package can pin another one of this release."""
    return any(package.requires for package in release.packages)


def served_id(tier: int) -> str:
    """The id of the job that waits until a tier is served."""
    return f"served-{tier}"


def _below(release: Release, package: ReleasedPackage) -> tuple[ReleasedPackage, ...]:
    """What it needs of the tiers below; those that need each other share a tier and wait for nobody."""
    return tuple(one for one in release.packages if package.waits_for(one))
