"""A version that stands in Python code as a literal: `__version__ = "1.2.3"`; the code is never run."""

import ast
import re
import warnings
from collections.abc import Iterable, Iterator

from primer.core.value import frozen


@frozen
class Literal:
    """A text literal: its value, its line from 1, and its characters in the code, without the quotes."""

    value: str
    line: int
    start: int
    end: int


def version_literal(code: str, names: Iterable[str] = ("__version__",)) -> Literal | None:
    """The literal that one of these names of the module is given; None where it is computed, or not there.

    Only what is assigned outside of every block counts: in `try` and `if` stand fillers.
    """
    names = tuple(names)
    if not any(re.search(rf"\b{re.escape(name)}\b", code) for name in names):
        return None
    values = [value for statement in _statements(code) for value in _given(statement, names)]
    if not values or not isinstance(values[-1], ast.Constant) or not isinstance(values[-1].value, str):
        return None
    return _placed(code, values[-1], values[-1].value)


def _statements(code: str) -> list[ast.stmt]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _given(statement: ast.stmt, names: tuple[str, ...]) -> Iterator[ast.expr]:
    match statement:
        case ast.Assign(targets=targets, value=value):
            if any(isinstance(target, ast.Name) and target.id in names for target in targets):
                yield value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if name in names:
            yield value


def _placed(code: str, node: ast.Constant, value: str) -> Literal | None:
    """Python counts columns in bytes of UTF-8, and lines only at line ends."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", code)
    if node.end_lineno != node.lineno or node.lineno > len(lines):
        return None
    start = sum(map(len, lines[: node.lineno - 1]))
    line = lines[node.lineno - 1].encode()
    start += len(line[: node.col_offset].decode())
    raw = line[node.col_offset : node.end_col_offset].decode()
    at = raw.find(value)
    # Escapes and joined literals are left to their author.
    if not value or raw.strip("rRuU") not in (f'"{value}"', f"'{value}'", f'"""{value}"""', f"'''{value}'''"):
        return None
    return Literal(value, node.lineno, start + at, start + at + len(value))
