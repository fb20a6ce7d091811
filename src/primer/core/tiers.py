"""Which package must exist before which: tiers from run-time requirements, cycles named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from primer.core.package import Package


@dataclass(frozen=True, slots=True)
class Tiers:
    """`of` gives each package's tier (0 needs nothing here); `cycles` are groups that need each other."""

    of: Mapping[str, int]
    cycles: tuple[tuple[str, ...], ...]


def tiers(packages: Iterable[Package]) -> Tiers:
    """The tiers of these packages; members of a cycle share one tier, so that order stays total."""
    needs = _internal_requirements(packages)
    groups = _components(needs)
    of: dict[str, int] = {}
    for group in groups:
        below = [of[need] for name in group for need in needs[name] if need not in group]
        of.update(dict.fromkeys(group, 1 + max(below, default=-1)))
    cycles = tuple(sorted(group for group in groups if len(group) > 1))
    return Tiers(of, cycles)


def _internal_requirements(packages: Iterable[Package]) -> dict[str, tuple[str, ...]]:
    known = {package.name: package for package in sorted(packages, key=lambda p: p.name)}
    return {
        name: tuple(need for need in package.requires if need in known and need != name)
        for name, package in known.items()
    }


def _components(needs: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Strongly connected components, requirements first (Tarjan's algorithm, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[tuple[str, ...]] = []
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
