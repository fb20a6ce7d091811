"""The module that a placeholder gives: its name, and its two files."""

import keyword
import sys

from primer.placeholders.literals import python_string


def module_name(package: str) -> str:
    """An importable name for a normalised package name; it hides no module of Python itself."""
    name = package.replace("-", "_").replace(".", "_")
    if name[:1].isdigit():
        name = f"_{name}"
    return f"{name}_" if keyword.iskeyword(name) or name in sys.stdlib_module_names else name


def init_text(version: str, sentence: str) -> str:
    """`__init__.py`: a docstring, the version, and where the project lives."""
    return (
        f"{python_string(sentence)}\n\n"
        f"__version__ = {python_string(version)}\n"
        f"WHERE = {python_string(sentence)}\n"
    )


def main_text() -> str:
    """`__main__.py`: says where the project lives."""
    return '"""Says where the project lives."""\n\nfrom . import WHERE\n\nprint(WHERE)\n'
