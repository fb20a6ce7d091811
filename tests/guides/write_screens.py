"""Writes every screen of the guides and the README anew, as the program shows it today."""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from guides.fences import PAGES, fences, page_name
from guides.frames import plain
from guides.plays import Plays
from guides.scene_list import SCENES, scene


def main() -> int:
    """Names the pages that changed, and the blocks whose scene nobody can play; 1 when there are some."""
    with TemporaryDirectory() as folder:
        plays = Plays(Path(folder) / "machine")
        for page in PAGES:
            before = page.read_text("utf-8")
            after = written_anew(before, lambda name: plain(scene(name, plays)) if name in SCENES else None)
            if after != before:
                page.write_text(after, "utf-8")
                sys.stderr.write(f"{page_name(page)}\n")
    unknown = list(unplayed())
    for place in unknown:
        sys.stderr.write(f"no scene of this name: {place}\n")
    return 1 if unknown else 0


def written_anew(page: str, today: Callable[[str], str | None]) -> str:
    """The page with every named screen as it is today; what is None, and every other line, stays."""
    lines = page.splitlines(keepends=True)
    for fence in reversed(list(fences("", page))):
        shown = today(fence.screen) if fence.screen else None
        if shown is not None:
            anew = [f"{fence.indent}{row}".rstrip() + "\n" for row in shown.split("\n")]
            lines[fence.line : fence.line + len(fence.rows)] = anew
    return "".join(lines)


def unplayed() -> list[str]:
    """The blocks whose scene does not exist, each with its place."""
    found = (fence for page in PAGES for fence in fences(page_name(page), page.read_text("utf-8")))
    return [f"{fence.place} {fence.screen}" for fence in found if fence.screen and fence.screen not in SCENES]


if __name__ == "__main__":
    sys.exit(main())
