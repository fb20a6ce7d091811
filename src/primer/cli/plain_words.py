"""A plan that is asked for in plain words, as it mostly is; the parser would take longer to understand it."""

from collections.abc import Sequence
from pathlib import Path

from primer.cli.arguments import Arguments

PLAN = ("--plan", "plan")
SWITCHES = ("build", "check", "offline", "plain", "sources", "verbose")
"""The flags of a plan that take no value; each sets the attribute of its name."""


def plain_plan(words: Sequence[str]) -> Arguments | None:
    """What was said, if that was a plan with switches and a folder at most; else None."""
    if not words or words[0] not in PLAN:
        return None
    said, folders = Arguments(), []
    for word in words[1:]:
        if word.startswith("--") and word[2:] in SWITCHES:
            setattr(said, word[2:], True)
        elif word.startswith("-"):
            return None
        else:
            folders.append(Path(word))
    said.path = folders[0] if folders else None
    return said if len(folders) < 2 else None
