"""The references of all problems, as the source names them, and the places where that cannot be seen.

A reference is the first text that a problem is made with. It stands there as a literal, or comes in as a
parameter of a private function, all of whose callers are in the same module and give a literal.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from source_tree import SRC, Module, modules

PROBLEMS = frozenset({"Problem", "YourInput", "TheirAnswer", "Missing", "NeedsYou", "DidNotTake"})
TEMPLATE = "Refusal"
"""What registries keep for later; its second text is the reference of the problem that it becomes."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True)
class Named:
    """What one module names, each with its line, and what nobody can follow."""

    literal: list[tuple[str, int]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def references() -> dict[str, str]:
    """Every problem's reference that the source names, with one place where it does."""
    return {text: f"{module.name}:{line}" for module in modules(SRC) for text, line in named(module).literal}


def hidden() -> list[str]:
    """Every place of the source that makes a problem of a reference which is not to be seen."""
    return [place for module in modules(SRC) for place in named(module).hidden]


@cache
def named(module: Module) -> Named:
    """Follows all that makes problems, and the parameters that hand a reference on to it."""
    found, places = Named(), _makers(module)
    known: set[str] = set()
    while new := set(places) - known:
        known |= new
        for function, call in _calls(module.tree):
            name = _called(call)
            if name in new:
                _follow(module, function, call, places, found)
    found.hidden += [f"{module.name}: {name} is another name for a problem" for name in _renamed(module)]
    return found


def _makers(module: Module) -> dict[str, int]:
    """What makes a problem, and where among its arguments the reference stands."""
    makers = dict.fromkeys(PROBLEMS, 0)
    if "registries" in module.name:
        makers[TEMPLATE] = 1
    return makers


def _follow(
    module: Module, function: Function | None, call: ast.Call, places: dict[str, int], found: Named
) -> None:
    """Notes the reference of one call; a private function's own parameter is followed to its callers."""
    given = _given(call, places)
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        found.literal.append((given.value, call.lineno))
        return
    parameters = _parameters(function)
    if function is None or not isinstance(given, ast.Name) or given.id not in parameters:
        found.hidden.append(f"{module.name}:{call.lineno} {ast.unparse(call)}")
    elif not function.name.startswith("_"):
        found.hidden.append(f"{module.name}:{call.lineno} {function.name} may be called from anywhere")
    else:
        places[function.name] = parameters.index(given.id)


def _given(call: ast.Call, places: Mapping[str, int]) -> ast.expr | None:
    """What stands where the reference belongs; None where it cannot be told."""
    place = places[_called(call)]
    named_so = [keyword.value for keyword in call.keywords if keyword.arg == "reference"]
    return next(iter(call.args[place : place + 1] or named_so), None)


def _parameters(function: Function | None) -> list[str]:
    """A function's parameters in order, without the object that a method belongs to."""
    names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)] if function else []
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _called(call: ast.Call) -> str:
    """The last name of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _calls(tree: ast.AST, inside: Function | None = None) -> Iterator[tuple[Function | None, ast.Call]]:
    """Every call, with the function that it stands in."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            yield inside, node
        yield from _calls(node, node if isinstance(node, Function) else inside)


def _renamed(module: Module) -> Iterator[str]:
    """Names under which a problem could be made unseen: given at an import, or by assigning a class."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.alias) and node.name in PROBLEMS and node.asname not in (None, node.name):
            yield str(node.asname)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in PROBLEMS:
            yield ast.unparse(node)
