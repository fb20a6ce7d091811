"""Writes every screen of the guides and the README anew, as the program shows it today."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from guides.fences import PAGES, Fence, fences, page_name
from guides.frames import plain
from guides.plays import Plays
from guides.scene_list import SCENES, scene


def main() -> int:
    """Names the pages that changed, and the blocks whose scene nobody can play; 1 when there are some."""
    unknown: list[str] = []
    with TemporaryDirectory() as folder:
        plays = Plays(Path(folder) / "machine")
        for page in PAGES:
            before = page.read_text("utf-8")
            found = [fence for fence in fences(page_name(page), before) if fence.screen]
            unknown += [f"{fence.place} {fence.screen}" for fence in found if fence.screen not in SCENES]
            after = written_anew(before, [fence for fence in found if fence.screen in SCENES], plays)
            if after != before:
                page.write_text(after, "utf-8")
                sys.stderr.write(f"{page_name(page)}\n")
    for place in unknown:
        sys.stderr.write(f"no scene of this name: {place}\n")
    return 1 if unknown else 0


def written_anew(page: str, shown: list[Fence], plays: Plays) -> str:
    """The page with these blocks as they are today; every other line stays."""
    lines = page.splitlines(keepends=True)
    for fence in reversed(shown):
        rows = plain(scene(fence.screen, plays)).split("\n")
        anew = [f"{fence.indent}{row}".rstrip() + "\n" for row in rows]
        lines[fence.line : fence.line + len(fence.rows)] = anew
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main())
