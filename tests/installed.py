"""Programs of the system that a test needs: skipped without them, and failed where CI installs them all."""

import os
import shutil

import pytest


def need(program: str) -> None:
    """Ends the test where the program is missing."""
    if shutil.which(program) is None:
        end = pytest.fail if os.environ.get("CI") else pytest.skip
        end(f"{program} is not installed here")
