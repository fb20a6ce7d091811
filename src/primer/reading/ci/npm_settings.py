"""What a script puts into npm's settings, as long as it says so itself: the registry, by file.

Read off npm 11.19: an option counts over a variable, a variable over every file.
"""

import re
from collections.abc import Iterator, Mapping

from primer.core.regex import regex
from primer.core.value import field, mutable
from primer.reading.ci.expressions import expanded

YARNRC = ".yarnrc.yml"
"""What Yarn reads from version 2 on, and nothing else."""
_USUAL = regex(r"(?:(?:\./|~/|\$HOME/|\$\{HOME\}/))?\.npmrc")
"""The files that npm reads by itself, the package's and the person's."""
_HERE = regex(
    r"^(?P<head>[^\n#]*<<-?[ \t]*(['\"]?)(?P<end>\w+)\2[^\n]*)\n(?P<body>.*?)^[ \t]*(?P=end)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_REGISTRY = regex(
    r"^[^#\n]*?(?<![\w:.-])registry[ \t]*=[ \t]*['\"]?(?P<address>(?:https?://|\$)[^\s'\"\\;]+)", re.MULTILINE
)
_WRITTEN_TO = regex(r"(?:>>?[ \t]*|\btee[ \t]+(?:-a[ \t]+)?)(['\"]?)(?P<file>[^\s'\";|&]+)\1")
_SET = regex(
    r"(?:npm|pnpm|yarn) (?:-\S+ )*(?:config )?set (?:--\S+ )*"
    r"(?P<key>registry|npmRegistryServer|npmPublishRegistry)[ =](?P<address>\S+)"
)
_DELETED = regex(r"(?:npm|pnpm|yarn) (?:config )?(?:delete|rm|unset) (?:--\S+ )*registry\b")
_NAMED = regex(r"--userconfig[ =](?P<file>\S+)")


@mutable
class NpmSettings:
    """`secret` is what some settings hold; `registries` are by file, under no name what npm always reads."""

    secret: str = ""
    registries: dict[str, str] = field(default_factory=dict)

    def copied(self) -> "NpmSettings":
        """The same for a shell within."""
        return NpmSettings(self.secret, dict(self.registries))

    def registry(self, file: str) -> str:
        """The registry of a publish whose own settings are in `file`, empty where nothing names one."""
        return self.registries.get(file) or self.registries.get("", "")

    def configure(self, command: str) -> None:
        """Heeds `npm config set registry …` and its like."""
        named = _NAMED.search(command)
        file = named["file"] if named else ""
        if found := _SET.match(command):
            own = file if found["key"] == "registry" else YARNRC
            self.registries[own] = found["address"].strip("'\"")
        elif _DELETED.match(command):
            self.registries.pop(file, None)


def registries_written(script: str, variables: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """Every registry that a script writes into a file: the line (from 0), the file, the address."""
    rest = script
    for here in _HERE.finditer(script):
        rest = rest[: here.start()] + re.sub(r"[^\n]", " ", here.group()) + rest[here.end() :]
        written, registry = _WRITTEN_TO.search(here["head"]), _REGISTRY.search(here["body"])
        if written and registry:
            yield _line(script, here.start()), *_put_in(written["file"], registry["address"], variables)
    for registry in _REGISTRY.finditer(rest):
        end = rest.find("\n", registry.end())
        written = _WRITTEN_TO.search(rest, registry.end(), end if end >= 0 else len(rest))
        if written:
            yield _line(script, registry.end()), *_put_in(written["file"], registry["address"], variables)


def _put_in(file: str, address: str, variables: Mapping[str, str]) -> tuple[str, str]:
    return "" if _USUAL.fullmatch(file) else expanded(file, variables), expanded(address, variables)


def _line(script: str, at: int) -> int:
    return script.count("\n", 0, at)
