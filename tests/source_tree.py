"""The project's own source, as the architecture's tests read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "primer"
TESTS = ROOT / "tests"
REPOS = TESTS / "repos"


@dataclass(frozen=True, slots=True)
class Module:
    """One file with its text; `name` is relative to the repository."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree, made when a test asks: whoever only collects tests needs none."""
        return _tree(self)

    @property
    def lines(self) -> int:
        return self.text.count("\n")


@dataclass(frozen=True, slots=True)
class Function:
    """One function and how many lines it takes, its docstring and signature included."""

    where: str
    lines: int


@cache
def modules(folder: Path) -> tuple[Module, ...]:
    """Every Python file below a folder, but no test repository's."""
    return tuple(_read(file) for file in sorted(folder.rglob("*.py")) if REPOS not in file.parents)


def _read(file: Path) -> Module:
    return Module(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))


@cache
def _tree(module: Module) -> ast.Module:
    return ast.parse(module.text)


def functions(folder: Path) -> tuple[Function, ...]:
    """Every function and method below a folder."""
    return tuple(
        Function(
            f"{module.name}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1
        )
        for module in modules(folder)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def calls(module: Module, method: str) -> Iterator[str]:
    """What a method of this name is called on, as it is written, once for each call."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method:
            yield ast.unparse(node.func.value)


def names(module: Module) -> Iterator[str]:
    """Every name that is imported, used, or taken as an argument."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield from node.name.split(".")
        elif isinstance(node, ast.arg):
            yield node.arg
