"""The commands of primer that a page shows where nobody types them: in scripts, workflows and sentences."""

import re
from collections.abc import Iterator, Mapping

from guides.console import Command
from guides.fences import Fence, fences
from guides.spans import spans

SCRIPTS = frozenset({"bash", "sh", "zsh", "yaml"})
"""Languages of blocks in which a line can run primer."""

PLACEHOLDERS: Mapping[str, str] = {
    "LOG": "publish.log",
    "NAME": "json",
    "PATH": ".",
    "SHELL": "bash",
    "UUID": "21394af6-5f0e-4c1d-9a57-3c2b8e6d7f10",
    "VERSION": "0.3.0",
}
"""Words in capitals that the reader replaces, and one of the words that can stand there."""

NAMES: Mapping[str, str] = {
    "primer completion": "the command by its name; it wants a shell",
    "primer confirm --token-id": "the flag by its name; it wants an identifier",
    "primer workflow --sync-versions": "the flag by its name; it wants a version",
}
"""What sentences call a command, though nobody could type it so, each with the reason."""

_CALLED = r"(?:primer|uvx publish-primer|pipx run publish-primer|python -m primer)(?= |$)"
_IN_SCRIPT = re.compile(rf"(?:^[- ]*(?:run: |script: )?|[|&;(] *|\$\(|--from \S+ |--spec \S+ )({_CALLED}.*)")
_PLACEHOLDER = re.compile(r"(?<=\s)\[?([A-Z]{2,})…?\]?(?=\s|$)")
_CHOICES = re.compile(r"(?<=[ =])[\w-]+(?:\|[\w-]+)+")
"""Several values of one flag, of which the reader takes one."""


def scripted(page: str, text: str) -> Iterator[Command]:
    """Every command of primer in the scripts and workflows of a page."""
    for fence in fences(page, text):
        if fence.language in SCRIPTS:
            yield from _of_block(fence)


def _of_block(fence: Fence) -> Iterator[Command]:
    """A line that is continued below is one."""
    for number, row in enumerate(fence.text.replace("\\\n", " ").splitlines(), fence.line + 1):
        for line in _IN_SCRIPT.findall(row):
            yield Command(f"{fence.page}:{number}", line)


def told(page: str, text: str) -> Iterator[Command]:
    """Every whole command of primer in the sentences of a page, with words for its placeholders."""
    for span in spans(text):
        if re.match(rf"{_CALLED} ", span) and span not in NAMES:
            line = _PLACEHOLDER.sub(lambda found: PLACEHOLDERS.get(found[1], found[0]), span)
            choices = _CHOICES.search(line)
            for one in choices[0].split("|") if choices else [""]:
                yield Command(page, line.replace(choices[0], one) if choices else line)


def placeholders(text: str) -> set[str]:
    """The words in capitals that the commands in the sentences of a page leave to the reader."""
    return {name for span in spans(text) if re.match(_CALLED, span) for name in _PLACEHOLDER.findall(span)}
