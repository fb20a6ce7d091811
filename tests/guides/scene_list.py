"""Every screen that a guide may show, by its name."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from rich.text import Text

from guides.frames import Frame, plain
from guides.masking import masked_frame
from guides.plays import Plays, part

EXAMPLE = "examples/adk-agent-sim"

Scene = Callable[[Plays], Frame]


def rehearsed(plays: Plays, at: str, first: str = "", last: str = "") -> Frame:
    """A part of the first screen of the rehearsal that has the words `at`."""
    return part(_saying(at, plays.rehearsal()), at, first, last)


def refused_by_quota(plays: Plays, at: str, last: str) -> Frame:
    """A part of what is shown where the registry allows two new projects and four are wanted."""
    moments = plays.rehearsal("--registry", "pypi", "--quota", "2", until="again after")
    return part(_saying(at, moments), at, "", last)


def ending(plays: Plays) -> Frame:
    """What is proven in the end; what follows PyPI's token is left out, of npm's there are one or two."""
    seen = _saying("Everything is done.", plays.rehearsal())
    proven = part(seen, "token revoked, npm", "Proven", "token revoked, npm")[:-1]
    left_out = Text("  ").append("…", "bright_black")
    return (*proven, left_out, Text(), *part(seen, "Everything is done.", "", "Everything is done."))


def printed(plays: Plays, command: str, at: str = "", first: str = "", last: str = "") -> Frame:
    """What a command prints in a terminal, or a part of it."""
    frame = plays.printed(tuple(command.split()))
    return part(frame, at, first, last) if at else frame


def scene(name: str, plays: Plays) -> Frame:
    """The rows of a scene as they are today, but for what differs from run to run."""
    return _trimmed(masked_frame(SCENES[name](plays)))


def _saying(words: str, moments: Sequence[Frame]) -> Frame:
    """The first screen with these words."""
    seen = next((moment for moment in moments if words in plain(moment)), None)
    assert seen is not None, f"no screen says {words!r}; the last one is:\n{plain(moments[-1])}"
    return seen


def _trimmed(frame: Frame) -> Frame:
    filled = [place for place, row in enumerate(frame) if row.plain]
    return frame[filled[0] : filled[-1] + 1] if filled else ()


PLAN = f"--plan --offline {EXAMPLE}"

SCENES: Mapping[str, Scene] = {
    "plan-offline": partial(printed, command=PLAN, at="→ PyPI and npm", last="claimed"),
    "exit-codes": partial(printed, command="--help", at="exit codes"),
    "packages": partial(rehearsed, at="» yes", first="1 of 7", last="quota"),
    "packages-question": partial(rehearsed, at="» yes", first="? Prime", last="not now"),
    "placeholder": partial(rehearsed, at="README:", first="none-any.whl", last="replaces this one"),
    "token": partial(rehearsed, at="Paste it here", first="3 of 7", last="Paste it here"),
    "token-read": partial(rehearsed, at="✓ from PyPI", last="✓ from PyPI"),
    "upload": partial(rehearsed, at="» no", first="4 of 7", last="show them"),
    "uploaded": partial(rehearsed, at="8 of 8 files", first="✓ adk-sim-protos", last="8 of 8 files"),
    "revoke": partial(rehearsed, at="○ PyPI still knows", first="5 of 7", last="[q]"),
    "revoke-waiting": partial(rehearsed, at="○ PyPI still knows", last="[q]"),
    "revoked": partial(rehearsed, at="✓ PyPI no longer knows", last="✓ PyPI no longer knows"),
    "publisher-card": partial(rehearsed, at="[o] open the filled form", first="6 of 7", last="[q]"),
    "publisher-card-again": partial(rehearsed, at="(2 of 4)", first="6 of 7", last="[q]"),
    "publisher-said": partial(rehearsed, at="◐ adk-sim-protos", last="prove it"),
    "release-waiting": partial(rehearsed, at="○ 0 of 5", first="7 of 7", last="[q]"),
    "npm-log-in": partial(rehearsed, at="? Log in to npm?", first="3 of 7", last="not now"),
    "npm-second-factor": partial(rehearsed, at="about 80", first="second factor", last="about 80"),
    "npm-publisher": partial(rehearsed, at="? Register this", first="5 of 7", last="not now"),
    "npm-log-out": partial(rehearsed, at="6 of 7  Log out", first="6 of 7", last="✓ erased"),
    "retire": partial(rehearsed, at="yank 0.0.1 on its page", first="yank 0.0.1", last="[q]"),
    "end": ending,
    "quota-refused": partial(refused_by_quota, at="✗ PyPI allows no", last="again after"),
    "again": partial(rehearsed, at="✓ Everything is done;", last="✓ Everything is done;"),
}
