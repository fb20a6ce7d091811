"""A disk that is full, said as a problem and not as a bug."""

import os

from primer.core.problem import Problem, YourInput


def no_space(error: OSError) -> Problem:
    """The problem, with the file where the system names it."""
    where = f"{os.fsdecode(error.filename)} " if isinstance(error.filename, str | bytes) else ""
    why = (error.strerror or "no space left").lower()
    return YourInput(
        "no-space-left",
        f"{where}cannot be written: {why}" if where else f"something could not be written: {why}",
        "make room, or write the output to another disk; then run it again",
    )
