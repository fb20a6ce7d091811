"""What long-lived publishing tokens are called, in CI and in settings files."""

import re
from collections.abc import Iterator

from primer.reading.expressions import is_made_by_the_run

EPHEMERAL = frozenset({"GITHUB_TOKEN", "CI_JOB_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "github.token"})
"""Tokens that CI makes for a run, and that end with it."""
PYPIRC = ".pypirc"
SECRET = re.compile(r"\bsecrets\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*['\"]([\w-]+)['\"]\s*\])")
_CONTEXT = re.compile(r"\$\{\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+)+)\s*\}\}")
_VARIABLE = re.compile(r"\$(?:\{(?:env:)?([A-Za-z_]\w*)\}|env:(\w+)|([A-Za-z_]\w*))")

_TOOLS = re.compile(
    r"TWINE_(?:PASSWORD|TOKEN)|UV_PUBLISH_(?:TOKEN|PASSWORD)|POETRY_HTTP_BASIC_\w+_PASSWORD|FLIT_PASSWORD"
    r"|HATCH_INDEX_AUTH|PDM_PUBLISH_PASSWORD|MATURIN_(?:PASSWORD|PYPI_TOKEN)|TEST_?PYPI|PYPI",
    re.IGNORECASE,
)
_PYPI = re.compile(r"(?=.*PYPI).*(?:TOKEN|PASS|SECRET|KEY|AUTH|CRED)", re.IGNORECASE)
_IDENTITY = re.compile(r"(?:ID_?TOKEN|USER|USERNAME|URL|HOST)$", re.IGNORECASE)
_SECTION = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:[#;].*)?")
_PAIR = re.compile(r"\s*['\"]?([\w.-]+)['\"]?\s*[=:]\s*(\S.*)")
_SECRET_KEYS = frozenset({"password", "token", "auth"})


def is_publishing(name: str) -> bool:
    """Whether a variable or a secret of this name holds a token that publishes to a Python index."""
    if _TOOLS.fullmatch(name):
        return True
    return bool(_PYPI.match(name)) and not _IDENTITY.search(name)


def presented(secret: str, held: str) -> tuple[str, ...]:
    """The names of the stored tokens in what an upload presents; none where CI makes it for the run.

    `held` is the setting, variable or file that hands it over, empty for the command line. A value is never
    part of a name.
    """
    names = secrets_in(secret)
    if not names and is_made_by_the_run(secret):
        return ("a token that a command fetches",)
    if not names and held != PYPIRC:
        names = tuple(_CONTEXT.findall(secret)) or tuple(map("".join, _VARIABLE.findall(secret)))
    if not names:
        return (f"a token in {held}" if held == PYPIRC else held or "a token on the command line",)
    return tuple(name for name in dict.fromkeys(names) if name not in EPHEMERAL)


def secrets_in(text: str) -> tuple[str, ...]:
    """The names of the secrets that expressions in a text ask CI for."""
    return tuple(map("".join, SECRET.findall(text)))


def kept_in_settings(text: str) -> Iterator[tuple[str, int]]:
    """The passwords and tokens of an INI or TOML text, as `password of pypi`, with their lines from 1."""
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if heading := _SECTION.fullmatch(line):
            section = heading.group(1).replace('"', "").replace("'", "")
        elif (pair := _PAIR.fullmatch(line)) and pair.group(2).strip() not in ('""', "''"):
            place, _, key = f"{section}.{pair.group(1)}".lstrip(".").rpartition(".")
            if section == "pypi-token":
                yield f"token of {key}", number
            elif key.lower() in _SECRET_KEYS:
                yield f"{key.lower()} of {place or 'every index'}", number
