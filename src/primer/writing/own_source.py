"""Where a CI job takes primer from: the index, or the checkout where it is primer that is released."""

import shlex

from primer import __version__
from primer.core.registry import Ecosystem
from primer.core.release import Release

OWN = "publish-primer"
"""The name of primer's own package."""


def primer_for(release: Release) -> str:
    """What pip and uvx are told to install, ready for a shell.

    This very version; of its own release no index can have it before the first, so that one is the source.
    """
    own = next((one for one in release.of(Ecosystem.PYTHON) if one.name == OWN), None)
    if own is None:
        return f"{OWN}=={__version__}"
    return "." if own.path == "." else shlex.quote(f"./{own.path}")
