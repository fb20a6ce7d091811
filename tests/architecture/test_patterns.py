"""Patterns wait for their first question, so that a start compiles none; and each of them can be compiled."""

import ast
import gc
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePosixPath

import pytest

from primer.core.regex import regex
from source_tree import SRC, Module, modules


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported."""
    for part in ast.iter_child_nodes(node):
        if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield part
            yield from at_import(part)


def imported_as(module: Module) -> str:
    parts = PurePosixPath(module.name).relative_to("src").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@pytest.mark.parametrize(
    "module", [each for each in modules(SRC) if "re.compile" in each.text], ids=lambda module: module.name
)
def test_no_pattern_is_compiled_when_a_module_is_imported(module: Module) -> None:
    calls = [node for node in at_import(module.tree) if isinstance(node, ast.Call)]
    assert [call.lineno for call in calls if ast.unparse(call.func) == "re.compile"] == []


def test_every_pattern_that_waits_is_one() -> None:
    for module in modules(SRC):
        import_module(imported_as(module))
    gc.unfreeze()  # A run that another test ended here has put what there was out of sight.
    waiting = [one for one in gc.get_objects() if type(one) is regex]
    assert len(waiting) > 300
    for one in waiting:
        assert one.groups == re.compile(one.pattern, one.flags).groups
