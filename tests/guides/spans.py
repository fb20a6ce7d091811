"""What a page says outside of its blocks: its prose, and the code in it."""

import re

from source_tree import ROOT

PAGES = tuple(
    sorted([*ROOT.glob("*.md"), *(ROOT / "guides").rglob("*.md"), *(ROOT / "benchmarks").rglob("*.md")])
)
"""Every page of the project, also those that no guide's list names."""

_BLOCK = re.compile(r"^ *(```+).*?^ *\1", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n\n).)+?)(?<!`)\1(?!`)", re.DOTALL)


def prose(text: str) -> str:
    """A page without its blocks."""
    return _BLOCK.sub("", text)


def without_code(text: str) -> str:
    """The prose without the code in it: what the page says in words and links."""
    return _CODE.sub("", prose(text))


def spans(text: str) -> list[str]:
    """The code in the prose, each on one line, and as it is read in a table's cell."""
    return [" ".join(code.split()).replace("\\|", "|") for _, code in _CODE.findall(prose(text))]
