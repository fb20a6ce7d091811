"""The variables of the environment that the program reads, found in its source."""

import ast
from collections.abc import Iterator

from source_tree import SRC, Module, modules


def variables() -> dict[str, str]:
    """Every variable that the source names where it reads an environment, with one place that does."""
    naming = [module for module in modules(SRC) if "environ" in module.text or "getenv" in module.text]
    return {name: f"{module.name}:{line}" for module in naming for name, line in _read(module)}


def _read(module: Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(module.tree):
        for name in _names(node):
            found = _text(module, name)
            if found is not None:
                yield found, name.lineno


def _names(node: ast.AST) -> Iterator[ast.expr]:
    """What stands where a name does: `environ.get("X")`, `"X" in environ`, `at(environ, "X")`."""
    match node:
        case ast.Subscript(value=where, slice=name) if _is_environment(where):
            yield name
        case ast.Call(func=ast.Attribute(value=where, attr="get" | "pop"), args=[name, *_]) if (
            _is_environment(where)
        ):
            yield name
        case ast.Call(func=ast.Attribute(attr="getenv") | ast.Name(id="getenv"), args=[name, *_]):
            yield name
        case ast.Call(args=[where, ast.Constant(value=str()) as name, *_]) if _is_environment(where):
            yield name
        case ast.Call(
            func=ast.Name(id="map"), args=[ast.Attribute(value=where), ast.Tuple(elts=several)]
        ) if _is_environment(where):
            yield from several
        case ast.Compare(left=name, ops=[ast.In() | ast.NotIn()], comparators=[where]) if _is_environment(
            where
        ):
            yield name


def _is_environment(node: ast.expr) -> bool:
    """Whether it is `os.environ`, or a parameter or attribute that is given it; a request's is another."""
    if isinstance(node, ast.Name):
        return node.id == "environ"
    if not isinstance(node, ast.Attribute):
        return False
    owner = node.value.id if isinstance(node.value, ast.Name) else ""
    return (owner, node.attr) in {("os", "environ"), ("self", "_environ")}


def _text(module: Module, name: ast.expr) -> str | None:
    """The name itself, or what the module's constant of that name is; None where only a run knows."""
    if isinstance(name, ast.Constant):
        return str(name.value)
    for node in module.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=ast.Constant(value=value)) if (
                isinstance(name, ast.Name) and target == name.id
            ):
                return str(value)
    return None
