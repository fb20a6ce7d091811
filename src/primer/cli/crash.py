"""A bug in primer: said as such, with a log that holds no values of variables."""

import sys
import traceback
from datetime import UTC, datetime

from primer import __version__
from primer.cli.exits import BUG

WORDS = "This is a bug in primer, not in what you did. The log:"
SAFE = "It is safe to run primer again: it looks at what is there, and goes on."


def report() -> int:
    """Writes the traceback of the exception being handled to a log, and says where."""
    at = datetime.now(UTC)
    head = f"primer {__version__}, Python {sys.version.split()[0]}, {at:%Y-%m-%dT%H:%M:%SZ}"
    text = f"{head}\n{traceback.format_exc()}"
    try:
        from primer.adapters.files.state import private_folder, state_folder

        path = private_folder(state_folder()) / f"crash-{at:%Y%m%dT%H%M%SZ}.log"
        path.write_text(text, encoding="utf-8")
        where = str(path)
    except Exception:  # noqa: BLE001 - whatever else fails, the person has to see something
        sys.stderr.write(text)
        where = "above"
    sys.stderr.write(_set(where))
    return BUG


def _set(where: str) -> str:
    """The words for the window; as they are, where what sets them is what fails."""
    try:
        from primer.terminal.layout import as_text
        from primer.terminal.lines import Paragraph, plain, unbroken
        from primer.terminal.printing import surface_here

        blocks = [Paragraph(plain(words)) for words in (f"{WORDS} {unbroken(where)}", SAFE)]
        return as_text(blocks, surface_here(sys.stderr))
    except Exception:  # noqa: BLE001 - whatever else fails, the person has to see something
        return f"{WORDS} {where}\n{SAFE}\n"
