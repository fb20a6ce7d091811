"""Signs in what is said: what a line is held to be, and the step from page to page."""

from enum import StrEnum


class Mark(StrEnum):
    """How a line is held to be true; each has its own sign on every kind of terminal."""

    SEEN = "seen"
    SAID = "said"
    TODO = "todo"
    WAITS = "waits"
    UNSEEN = "unseen"
    PROBLEM = "problem"


STEP = "\u00a0→ "
"""From one page's name to the next on the way there. It begins no line, and is read "then", never "to"."""
