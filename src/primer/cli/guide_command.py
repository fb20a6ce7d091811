"""`primer guide NAME`: the guides that came with this installation."""

import sys
from collections.abc import Mapping

from primer.cli.documentation import guides
from primer.cli.exits import DONE
from primer.core.problem import Stop, YourInput


def guide_command(name: str) -> int:
    """Prints one guide, or the section about one problem or fact, to stdout; without a name the list."""
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
    """The section of any guide under this very heading, a fact's or a problem's; or empty."""
    for text in found.values():
        _, here, rest = text.partition(f"\n## {name}\n")
        if here:
            return f"## {name}\n{rest.partition(chr(10) + '## ')[0].rstrip()}\n"
    return ""


def _title(text: str) -> str:
    return text.partition("\n")[0].lstrip("# ")
