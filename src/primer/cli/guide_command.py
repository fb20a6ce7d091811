"""`primer guide NAME`: the guides that came with this installation."""

import sys
from collections.abc import Mapping
from difflib import get_close_matches
from itertools import chain

from primer.cli.documentation import guides
from primer.cli.exits import DONE
from primer.cli.sections import named, rows, sections, shown
from primer.cli.shelves import name_of, shelves
from primer.core.problem import Problem, Stop, YourInput
from primer.terminal.guides_page import guides_blocks
from primer.terminal.paging import show_paged
from primer.terminal.printing import surface_here
from primer.terminal.prose import prose_blocks

NEAREST = 3


def guide_command(name: str) -> int:
    """Shows one guide, or what all of them say of one name, on stdout; without a name the list.

    The name of a folder gives the list of that one. In a terminal, and where words alone are wanted, a guide
    is set for the window; elsewhere it is the Markdown as it was written. What is longer than the window is
    paged.
    """
    found = guides()
    surface = surface_here(sys.stdout)
    listed = [shelf for shelf in shelves(found) if name in ("", shelf.name)]
    if listed:
        show_paged(guides_blocks(listed), sys.stdout, surface)
        return DONE
    said = said_of({name_of(path): shown(text) for path, text in found.items()}, name)
    if sys.stdout.isatty() or surface.plain:
        show_paged(prose_blocks(said, surface.width), sys.stdout, surface)
    else:
        sys.stdout.write(surface.fit(said))
    return DONE


def said_of(pages: Mapping[str, str], name: str) -> str:
    """The page of this name, else every section and every table's row that has it; Stop when there is none.

    The beginning of one page's name is enough: `0003`, say.
    """
    if name in pages:
        return pages[name]
    parts = (sections, rows)
    found = [(guide, text) for part in parts for guide, page in pages.items() for text in part(page, name)]
    if found:
        return _joined(list(dict.fromkeys(found)))
    begun = [text for guide, text in pages.items() if guide.startswith(name)]
    if len(begun) == 1:
        return begun[0]
    raise Stop(_unknown(pages, name))


def _joined(found: list[tuple[str, str]]) -> str:
    """A name may have several: what a log shows, what a wizard meets and what a check finds differ."""
    if len(found) == 1:
        return found[0][1]
    return "\n".join(f"{text}\n(from the guide {guide})\n" for guide, text in found)


def _unknown(pages: Mapping[str, str], name: str) -> Problem:
    known = {*pages, *chain.from_iterable(named(text) for text in pages.values())}
    nearest = get_close_matches(name, sorted({one.lstrip("-") for one in known if " " not in one}), NEAREST)
    meant = f"did you mean {' or '.join(nearest)}? " if nearest else ""
    return YourInput(
        "unknown-guide", f"there is no guide named {name}", hint=f"{meant}`primer guide` lists them"
    )
