"""The commands that guides show in their ```console blocks, and which of them can be run here."""

import itertools
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guides.fences import Fence

PROMPT = "$ "
OURS = re.compile(r"^(?:primer|uvx publish-primer|pipx run publish-primer|python -m primer)(?= |$)")
OPERATORS = frozenset("|&;<>()")

OTHERS: Mapping[str, str] = {
    "sudo": "changes the machine",
    "pip": "asks the network",
    "cd": "is for the reader's shell",
    ".": "is for the reader's shell",
    "git": "asks the network, or changes a repository of the reader's",
    "gh": "talks to GitHub as the reader",
    "npm": "talks to npm as the reader",
    "devpi": "talks to an index of the reader's",
    "pypi-server": "serves an index until it is stopped",
    "htpasswd": "asks for a password",
    "dbus-run-session": "needs a keyring of the machine",
    "secret-tool": "needs a keyring of the machine",
    "python": "asks the machine's keyring",
    "python3": "sets up an environment of its own; the words for dev are looked at",
    "read": "asks for a password",
    "exit": "leaves a shell",
    "scp": "copies from another machine of the reader's",
    "grep": "looks at what only the reader's machine has",
    "tr": "looks at a process of the reader's",
    "lsof": "looks at a process of the reader's",
    "strace": "looks at a process of the reader's",
}
"""First words of commands that are not run, each with the reason; their syntax is looked at."""

PLAYED: Mapping[tuple[str, ...], str] = {
    ("init",): "packages",
    ("rehearse",): "packages",
}
"""Commands that need a person at a terminal, and the scene of the rehearsal that plays the same wizard."""


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a console, without its prompt."""

    place: str
    line: str

    @property
    def words(self) -> tuple[str, ...]:
        """What a shell makes of it, without the comment behind it."""
        return tuple(shlex.split(self.line, comments=True))

    @property
    def is_ours(self) -> bool:
        """Whether it is a command of primer, under one of its names."""
        return OURS.match(self.line) is not None

    @property
    def ours(self) -> tuple[str, ...]:
        """The words after primer's name, as far as its own command goes: to the first pipe, say."""
        read = shlex.shlex(OURS.sub("", self.line), posix=True, punctuation_chars="".join(OPERATORS))
        read.whitespace_split = True
        return tuple(itertools.takewhile(lambda word: not OPERATORS.issuperset(word) or not word, read))

    @property
    def scene(self) -> str:
        """The scene that plays it with a person; empty for what runs by itself."""
        alone = {"--auto", "--show-placeholder"} & set(self.ours)
        return "" if alone else PLAYED.get(self.ours[:1], "")


def commands(fence: Fence) -> Iterator[Command]:
    """What a block asks the reader to type."""
    for number, row in enumerate(fence.text.splitlines(), fence.line + 1):
        if row.startswith(PROMPT):
            yield Command(f"{fence.page}:{number}", row.removeprefix(PROMPT))


def strays(fence: Fence) -> Iterator[str]:
    """Lines of a block that are no command."""
    for number, row in enumerate(fence.text.splitlines(), fence.line + 1):
        if not row.startswith(PROMPT):
            yield f"{fence.page}:{number} {row}"
