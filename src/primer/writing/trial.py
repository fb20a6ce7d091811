"""A workflow that goes to TestPyPI alone: what its head says, so that nobody takes it for the release."""

import textwrap

from primer.core.release import Release
from primer.registries.addresses import TESTPYPI

WIDTH = 100


def is_trial(release: Release) -> bool:
    """Whether nothing of it goes anywhere but TestPyPI."""
    return all(one.registry == TESTPYPI.name for one in release.packages)


def trial_words(release: Release) -> list[str]:
    """What a trial leaves out, and what starts it; nothing for a release."""
    if not is_trial(release):
        return []
    words = "The tag is the one that starts a real release, where there is a workflow for that."
    if release.left_out:
        words += f" Left out, since npm has no place for trials: {', '.join(release.left_out)}."
    return textwrap.wrap(words, WIDTH, break_long_words=False, break_on_hyphens=False)
