"""Engine, facts and terminal name no registry of JavaScript packages: it brings its own words."""

import pytest

from source_tree import SRC, Module, modules

UNNAMED = ("src/primer/engine/", "src/primer/facts/", "src/primer/terminal/")
NAME = "n" + "pm"


@pytest.mark.parametrize(
    "module",
    [one for one in modules(SRC) if one.name.startswith(UNNAMED)],
    ids=lambda module: module.name,
)
def test_no_registry_is_named(module: Module) -> None:
    lines = module.text.splitlines()
    named = [f"{module.name}:{number}" for number, line in enumerate(lines, 1) if NAME in line.lower()]
    assert named == []
