"""What primer imports is what pyproject.toml declares: nothing is missing, nothing declared in vain."""

import ast
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from source_tree import ROOT, SRC, Module, calls, modules

DISTRIBUTIONS = {"yaml": "pyyaml"}
"""Where a distribution's name is not that of what is imported."""

BROUGHT = {"httpcore": "httpx", "requests": "twine", "urllib3": "twine"}
"""Imported for what they hand out or raise in the name of a declared one, which brings them."""

EXTRAS = {
    "completion": "src/primer/cli/completion_command.py",
    "lint": "src/primer/adapters/programs/zizmor.py",
    "rehearse": "src/primer/rehearsal/",
}
"""The code that each extra is for; what the others import is always installed."""

PROGRAMS = {"zizmor"}
"""Started as a program beside this Python, and not imported."""


OWN = {*sys.stdlib_module_names, "primer", "_typeshed"}
"""Nothing to install; _typeshed exists for the type checker alone."""


def table(name: str) -> Mapping[object, object]:
    """A table of the project's, as pyproject.toml has it."""
    found: object = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for part in filter(None, name.split(".")):
        assert isinstance(found, dict)
        found = found[part]
    assert isinstance(found, dict)
    return found


def distributions(requirements: object) -> set[str]:
    assert isinstance(requirements, list)
    return {canonicalize_name(Requirement(str(one)).name) for one in requirements}


def declared() -> set[str]:
    return distributions(table("")["dependencies"])


def extras() -> dict[str, set[str]]:
    return {str(name): distributions(found) for name, found in table("optional-dependencies").items()}


def imported(module: Module) -> Iterator[str]:
    """The distributions that a module imports anywhere, also within functions and for types alone."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found = [node.module or ""]
        else:
            continue
        for name in {one.partition(".")[0] for one in found} - OWN:
            yield DISTRIBUTIONS.get(name, canonicalize_name(name))


@cache
def importers() -> dict[str, set[str]]:
    """Who imports each distribution."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for module in modules(SRC):
        for name in imported(module):
            found[name].add(module.name)
    return found


def test_every_import_is_of_a_declared_dependency_or_stands_in_the_code_of_its_extra() -> None:
    always = declared() | set(BROUGHT)
    missing = {
        f"{where} imports {name}"
        for name, places in importers().items()
        for where in places
        if name not in always
        and not any(name in extra and where.startswith(EXTRAS[part]) for part, extra in extras().items())
    }
    assert missing == set()


def test_every_declared_dependency_is_imported() -> None:
    assert declared() - set(importers()) == set()


@pytest.mark.parametrize("extra", sorted(EXTRAS))
def test_everything_in_an_extra_is_used_by_the_code_it_is_for(extra: str) -> None:
    used = {name for name, places in importers().items() for one in places if one.startswith(EXTRAS[extra])}
    assert extras()[extra] - PROGRAMS - used == set()


def test_every_extra_has_its_code() -> None:
    assert set(extras()) == set(EXTRAS)
    assert [part for part in EXTRAS.values() if not (ROOT / part).exists()] == []


@pytest.mark.parametrize("name", sorted(BROUGHT))
def test_what_comes_with_a_dependency_is_asked_for_by_it_and_used(name: str) -> None:
    bringer = BROUGHT[name]
    asked = [Requirement(one) for one in requires(bringer) or []]
    always = {canonicalize_name(one.name) for one in asked if one.marker is None}
    assert bringer in declared()
    assert name in always
    assert name in importers()


@pytest.mark.parametrize("program", sorted(PROGRAMS))
def test_a_program_of_an_extra_is_looked_for_where_it_is_installed(program: str) -> None:
    (extra,) = (part for part, names in extras().items() if program in names)
    module = next(one for one in modules(SRC) if one.name == EXTRAS[extra])
    assert "shutil" in set(calls(module, "which"))
    assert f'which("{program}"' in module.text
