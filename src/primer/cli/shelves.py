"""The guides as they stand on their shelves, each with the line that the index has of it."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from primer.core.regex import regex
from primer.terminal.guides_page import Shelf

INDEX = "README"
SHELVES: Mapping[str, str] = {
    "": "Begin here",
    "how-to": "How-to: one goal, step by step",
    "reference": "Reference: to look something up",
    "explanation": "Explanation: why it is so",
    "decisions": "Decisions: what was chosen, and what follows",
}
"""The folders in the order of reading, as people call them."""

_LINE = regex(r"^- \[[^\]]+\]\(([\w./-]+)\): (.+)$", re.MULTILINE)
_MARKUP = regex(r"`|\[([^\]]*)\]\([^)]*\)")


def shelves(pages: Mapping[str, str]) -> tuple[Shelf, ...]:
    """The pages by their paths below `guides/`, folder by folder, in the index's order and without it."""
    about = {path: _plain(words) for path, words in _LINE.findall(pages.get(f"{INDEX}.md", ""))}
    listed = list(about)
    kept = sorted(
        (path for path in pages if name_of(path) != INDEX),
        key=lambda path: (listed.index(path) if path in about else len(listed), path),
    )
    folders = dict.fromkeys([*SHELVES, *map(_folder, kept)])
    filled = ((folder, [path for path in kept if _folder(path) == folder]) for folder in folders)
    return tuple(
        Shelf(
            folder,
            SHELVES.get(folder, folder),
            tuple((name_of(path), about.get(path) or title_of(pages[path])) for path in paths),
        )
        for folder, paths in filled
        if paths
    )


def name_of(path: str) -> str:
    """What a page is called on the command line."""
    return PurePosixPath(path).stem


def title_of(text: str) -> str:
    """A page's own title."""
    return _plain(text.partition("\n")[0].lstrip("# "))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _plain(markdown: str) -> str:
    return _MARKUP.sub(lambda found: found[1] or "", markdown).strip()
