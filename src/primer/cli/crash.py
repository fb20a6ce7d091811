"""A bug in primer: said as such, with a log that holds no values of variables."""

import sys
import traceback
from datetime import UTC, datetime

from primer import __version__
from primer.cli.exits import BUG


def report() -> int:
    """Writes the traceback of the exception being handled to a log, and says where."""
    from primer.adapters.files.state import private_folder, state_folder

    at = datetime.now(UTC)
    head = f"primer {__version__}, Python {sys.version.split()[0]}, {at:%Y-%m-%dT%H:%M:%SZ}"
    text = f"{head}\n{traceback.format_exc()}"
    try:
        path = private_folder(state_folder()) / f"crash-{at:%Y%m%dT%H%M%SZ}.log"
        path.write_text(text, encoding="utf-8")
        where = str(path)
    except Exception:  # noqa: BLE001 - whatever else fails, the person has to see something
        sys.stderr.write(text)
        where = "above"
    sys.stderr.write(
        f"This is a bug in primer, not in what you did. The log: {where}\n"
        "It is safe to run primer again: it looks at what is there, and goes on.\n"
    )
    return BUG
