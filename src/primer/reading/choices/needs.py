"""`[tool.primer.needs]`: which package needs one of the other ecosystem, which no manifest can say."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from primer.core.package import Package
from primer.core.problem import Problem, YourInput
from primer.core.registry import Ecosystem
from primer.core.source import Read
from primer.core.value import replace
from primer.registries.pypi.names import normalised

if TYPE_CHECKING:
    from primer.reading.choices.table import ChoiceTable

Needs = Mapping[str, tuple[Read[str], ...]]


def read_needs(table: "ChoiceTable") -> Needs:
    """The needs by the name of the package that has them."""
    return {
        name: tuple(Read(needed, table.source(name)) for needed in table.texts(name)) for name in table.values
    }


def with_needs(packages: Iterable[Package], needs: Needs) -> tuple[tuple[Package, ...], tuple[Problem, ...]]:
    """The packages with what they need beyond their ecosystem, and a warning for every name that is none."""
    packages = tuple(packages)
    problems = tuple(problem for name, wanted in needs.items() for problem in _idle(name, wanted, packages))
    return tuple(_with_needs(package, packages, needs) for package in packages), problems


def _with_needs(package: Package, packages: tuple[Package, ...], needs: Needs) -> Package:
    wanted = [read for name, reads in needs.items() if _is(package, name) for read in reads]
    if not wanted:
        return package
    found = {one.name for one in packages for read in wanted if _is_beyond(one, package, read.value)}
    return replace(package, beyond=tuple(sorted(found))) if found else package


def _is_beyond(one: Package, package: Package, name: str) -> bool:
    return one.ecosystem is not package.ecosystem and _is(one, name)


def _is(package: Package, name: str) -> bool:
    return package.name == (normalised(name) if package.ecosystem is Ecosystem.PYTHON else name)


def _idle(name: str, wanted: tuple[Read[str], ...], packages: tuple[Package, ...]) -> Iterator[Problem]:
    own = [package for package in packages if _is(package, name)]
    for read in wanted:
        if not own:
            yield _warning(name, read, "no package here is called so")
            return
        if not any(_is_beyond(one, package, read.value) for one in packages for package in own):
            yield _warning(read.value, read, "no package of the other ecosystem is called so here")


def _warning(name: str, read: Read[str], why: str) -> Problem:
    return YourInput(
        "choice-matches-nothing",
        f"`needs` names {name!r}, and {why}",
        "mend or remove it in [tool.primer.needs]; what manifests say is read from them",
        source=read.source,
        warning=True,
    )
