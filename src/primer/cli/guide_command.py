"""`primer guide NAME`: the guides that came with this installation."""

import sys
from collections.abc import Mapping

from primer.cli.documentation import guides
from primer.cli.exits import DONE
from primer.core.problem import Stop, YourInput


def guide_command(name: str) -> int:
    """Prints one guide, or what all of them say under one heading, to stdout; without a name the list."""
    found = guides()
    if not name:
        sys.stdout.writelines(f"{key:<20} {_title(text)}\n" for key, text in found.items())
        return DONE
    if name not in found and (section := _section(found, name)):
        sys.stdout.write(section)
        return DONE
    if name not in found:
        hint = f"there are: {', '.join(found)}"
        raise Stop(YourInput("unknown-guide", f"there is no guide named {name}", hint=hint))
    sys.stdout.write(found[name])
    return DONE


def _section(found: Mapping[str, str], name: str) -> str:
    """The sections under this very heading, a fact's, a cause's, a problem's or a rule's; or empty.

    A name may have several: what a log shows, what a wizard meets and what a check finds are different pages.
    """
    sections = []
    for guide, text in found.items():
        _, here, rest = text.partition(f"\n## {name}\n")
        if here:
            sections.append((guide, f"## {name}\n{rest.partition(chr(10) + '## ')[0].rstrip()}\n"))
    if len(sections) == 1:
        return sections[0][1]
    return "\n".join(f"{text}\n(from the guide {guide})\n" for guide, text in sections)


def _title(text: str) -> str:
    return text.partition("\n")[0].lstrip("# ")
