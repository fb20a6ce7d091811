"""Which package must exist before which: tiers from run-time requirements, cycles named."""

from collections.abc import Iterable, Iterator, Mapping

from primer.core.package import Package
from primer.core.registry import Ecosystem
from primer.core.value import frozen
from primer.core.versions import PackageKey


@frozen
class Tiers:
    """`of` gives each package's tier (0 needs nothing here); `cycles` are groups that need each other."""

    of: Mapping[str, int]
    cycles: tuple[tuple[str, ...], ...]


def tiers(packages: Iterable[Package]) -> Tiers:
    """The tiers of packages of one ecosystem, as if there were no other."""
    found = list(packages)
    return shared_tiers(found)[found[0].ecosystem] if found else Tiers({}, ())


def shared_tiers(packages: Iterable[Package]) -> Mapping[Ecosystem, Tiers]:
    """The tiers of all packages, by ecosystem: names are unique within one only.

    What needs a package of the other ecosystem stands above it. Members of a cycle share one tier, so that
    order stays total; a cycle across both belongs to the first.
    """
    needs = _internal_requirements(packages)
    groups = _components(needs)
    of: dict[PackageKey, int] = {}
    for group in groups:
        below = [of[need] for key in group for need in needs[key] if need not in group]
        of.update(dict.fromkeys(group, 1 + max(below, default=-1)))
    cycles = sorted(group for group in groups if len(group) > 1)
    return {kind: _of(kind, of, cycles) for kind in Ecosystem}


def _of(kind: Ecosystem, of: Mapping[PackageKey, int], cycles: list[tuple[PackageKey, ...]]) -> Tiers:
    named = tuple(tuple(name for _, name in cycle) for cycle in cycles if _first(cycle) is kind)
    return Tiers({name: tier for (own, name), tier in of.items() if own is kind}, named)


def _first(cycle: tuple[PackageKey, ...]) -> Ecosystem:
    kinds = {kind for kind, _ in cycle}
    return next(kind for kind in Ecosystem if kind in kinds)


def _internal_requirements(packages: Iterable[Package]) -> dict[PackageKey, tuple[PackageKey, ...]]:
    known = {_key(package): package for package in sorted(packages, key=lambda one: one.name)}
    return {
        key: tuple(need for need in _wanted(package, known) if need != key) for key, package in known.items()
    }


def _wanted(package: Package, known: Mapping[PackageKey, Package]) -> Iterator[PackageKey]:
    own = ((package.ecosystem, name) for name in package.requires)
    beyond = ((kind, name) for name in package.beyond for kind in Ecosystem if kind is not package.ecosystem)
    return (key for key in (*own, *beyond) if key in known)


def _key(package: Package) -> PackageKey:
    return package.ecosystem, package.name


def _components(needs: Mapping[PackageKey, tuple[PackageKey, ...]]) -> list[tuple[PackageKey, ...]]:
    """Strongly connected components, requirements first (Tarjan's algorithm, without recursion)."""
    index: dict[PackageKey, int] = {}
    low: dict[PackageKey, int] = {}
    stack: list[PackageKey] = []
    found: list[tuple[PackageKey, ...]] = []
    for start in needs:
        if start in index:
            continue
        work = [(start, iter(needs[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        while work:
            name, rest = work[-1]
            unvisited = next((need for need in rest if need not in index), None)
            if unvisited is not None:
                index[unvisited] = low[unvisited] = len(index)
                stack.append(unvisited)
                work.append((unvisited, iter(needs[unvisited])))
                continue
            work.pop()
            low[name] = min([low[name], *(low[need] for need in needs[name] if need in stack)])
            if low[name] == index[name]:
                cut = stack.index(name)
                found.append(tuple(sorted(stack[cut:])))
                del stack[cut:]
    return found
