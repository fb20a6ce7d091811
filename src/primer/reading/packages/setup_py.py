"""A setup.py, which primer never runs: the name it gives, when that stands there in so many words."""

import ast
import warnings

WHY = "only a setup.py describes it, which primer does not run; move its metadata to pyproject.toml"


def is_packaging_script(text: str) -> bool:
    """Whether it calls setuptools or distutils; other files are called setup.py, too."""
    return "setup(" in text.replace(" ", "")


def name_in(text: str) -> str:
    """The literal `name=` of its call of `setup`; empty when it is computed or does not parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return next((_literal_name(call) for call in calls if _called(call) == "setup"), "")


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _literal_name(call: ast.Call) -> str:
    for keyword in call.keywords:
        value = keyword.value
        if keyword.arg == "name" and isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
    return ""
