"""Files in the person's home that tools read publishing tokens from: names and lines, never values."""

import os
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from primer.core.regex import regex
from primer.core.source import Source
from primer.core.workflow import StoredToken
from primer.reading.ci.credentials import is_publishing, kept_in_settings, may_be_publishing

LARGEST = 1_000_000
_Named = Iterator[tuple[str, int]]

_PROFILES = (
    *(".bashrc", ".bash_profile", ".bash_login", ".bash_aliases", ".profile", ".envrc", ".env"),
    *(".zshrc", ".zprofile", ".zshenv", ".zlogin", ".cshrc", ".tcshrc", ".pam_environment"),
    *(".config/fish/config.fish", ".config/fish/conf.d/*.fish", ".config/environment.d/*.conf"),
    ".config/powershell/*profile.ps1",
)
_SETTINGS = (
    ".pypirc",
    *(
        f"{folder}/hatch/config.toml"
        for folder in (".config", "Library/Application Support", "AppData/Local")
    ),
    *(f"{folder}/pdm/config.toml" for folder in (".config", "Library/Application Support", "AppData/Local")),
)
_POETRY = tuple(
    f"{folder}/pypoetry/auth.toml" for folder in (".config", "Library/Application Support", "AppData/Roaming")
)
_UV = tuple(
    f"{folder}/credentials/credentials.toml" for folder in (".local/share/uv", "AppData/Roaming/uv/data")
)
_NETRC = (".netrc", "_netrc")

_EXPORT = regex(
    r"\s*(?:(?:export|declare|typeset|setenv|set)\s+(?:-\S+\s+)*|\$env:)?"
    r"([A-Za-z_]\w*)(?:\s*=\s*|(?<=\w)\s+)(?P<value>\S.*)"
)
_MACHINE = regex(r"\b(machine|password)\s+(\S+)")


def home_tokens(home: Path) -> tuple[StoredToken, ...]:
    """Every place under a home folder, shown from `~`; a file that cannot be read serves no tool either."""
    found: list[StoredToken] = []
    for patterns, kept in _KINDS:
        for path in (path for pattern in patterns for path in _files(home, pattern)):
            shown = f"~/{path.relative_to(home).as_posix()}"
            found += [StoredToken(name, Source(shown, line)) for name, line in kept(_text(path))]
    return tuple(dict.fromkeys(found))


def _files(home: Path, pattern: str) -> list[Path]:
    """Those that are there; to search what is not there costs more than to see that."""
    place = pattern.rpartition("/")[0] if "*" in pattern else pattern
    return sorted(home.glob(pattern)) if os.path.lexists(f"{home}/{place}") else []


def _text(path: Path) -> str:
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return ""
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _in_profile(text: str) -> _Named:
    for number, line in enumerate(text.splitlines(), 1):
        match = _EXPORT.match(line) if may_be_publishing(line) else None
        if match and is_publishing(match.group(1)) and match.group("value").strip("\"' ;"):
            yield match.group(1), number


def _in_poetry(text: str) -> _Named:
    """`http-basic` also serves for reading indexes: only what is named after PyPI counts."""
    return (one for one in kept_in_settings(text) if one[0].startswith("token") or "pypi" in one[0].lower())


def _in_uv(text: str) -> _Named:
    """Credentials of all indexes: only those of PyPI count."""
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.strip().startswith("[")]
    ranges = list(pairwise([*starts, len(lines)]))
    for name, line in kept_in_settings(text):
        block = next((lines[start:end] for start, end in ranges if start < line <= end), lines)
        if any("pypi.org" in one for one in block):
            yield name, line


def _in_netrc(text: str) -> _Named:
    machine = ""
    for number, line in enumerate(text.splitlines(), 1):
        for kind, value in _MACHINE.findall(line):
            if kind == "machine":
                machine = value
            elif machine.endswith("pypi.org"):
                yield f"password of {machine}", number


_KINDS: tuple[tuple[tuple[str, ...], Callable[[str], _Named]], ...] = (
    (_SETTINGS, kept_in_settings),
    (_NETRC, _in_netrc),
    (_PROFILES, _in_profile),
    (_POETRY, _in_poetry),
    (_UV, _in_uv),
)
