"""What long-lived publishing tokens are called, in CI and in settings files."""

import re
from collections.abc import Iterator

from primer.core.regex import regex
from primer.reading.ci.expressions import is_made_by_the_run

EPHEMERAL = frozenset({"GITHUB_TOKEN", "CI_JOB_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "github.token"})
"""Tokens that CI makes for a run, and that end with it."""
PYPIRC = ".pypirc"
NPMRC = ".npmrc"
NODE_AUTH_TOKEN = "NODE_AUTH_TOKEN"  # noqa: S105 - a name
"""What setup-node's settings take npm's token from, be it one that reads or one that publishes."""
SECRET = regex(r"\bsecrets\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*['\"]([\w-]+)['\"]\s*\])")
_CONTEXT = regex(r"\$\{\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+)+)\s*\}\}")
_VARIABLE = regex(r"\$(?:\{(?:env:)?([A-Za-z_]\w*)\}|env:(\w+)|([A-Za-z_]\w*))")

_TOOLS = regex(
    r"TWINE_(?:PASSWORD|TOKEN)|UV_PUBLISH_(?:TOKEN|PASSWORD)|POETRY_HTTP_BASIC_\w+_PASSWORD|FLIT_PASSWORD"
    r"|HATCH_INDEX_AUTH|PDM_PUBLISH_PASSWORD|MATURIN_(?:PASSWORD|PYPI_TOKEN)|TEST_?PYPI|PYPI",
    re.IGNORECASE,
)
_CALLED = ("TOKEN", "PASS", "SECRET", "KEY", "AUTH", "CRED")
_PYPI = regex(rf"(?=.*PYPI).*(?:{'|'.join(_CALLED)})", re.IGNORECASE)
_NPM = regex(rf"(?:YARN_)?NPM_(?!.*READ).*(?:{'|'.join(_CALLED)})|NPM(?:JS)?_?TOKEN", re.IGNORECASE)
_IDENTITY = regex(r"(?:ID_?TOKEN|USER|USERNAME|URL|HOST)$", re.IGNORECASE)
_GIVEN = r"""['"]?(?P<token>\$\{\{.*?\}\}|[^\s'">]+)"""
_AUTH_TOKEN = regex(rf"""^[^#;\n]*?(?P<host>//[^\s'"=]*)?\b_authToken['"]?\s*=\s*{_GIVEN}""", re.MULTILINE)
_AUTH_TOKEN_SET = regex(
    rf"""^[^#;\n]*?\bset\s+['"]?(?P<host>//\S*)?\b(?:_authToken|npmAuthToken)['"]?\s+{_GIVEN}""", re.MULTILINE
)
_NPM_HOST = regex(
    r"//(?:registry\.(?:npmjs\.(?:org|com)|yarnpkg\.com)\b|(?!127\.|localhost\b|\[::1\])[^/]*\$)"
)
_NAMED_HOST = regex(r"npm_config_(?=//)(?P<host>.*)", re.IGNORECASE)
"""A variable may name the registry of its setting, as the setting itself does."""
_SECTION = regex(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:[#;].*)?")
_PAIR = regex(r"\s*['\"]?([\w.-]+)['\"]?\s*[=:]\s*(\S.*)")
_SECRET_KEYS = frozenset({"password", "token", "auth"})


def may_be_publishing(text: str) -> bool:
    """Whether a name that `is_publishing` could be in a text; most texts are passed over by this alone."""
    text = text.upper()
    return any(word in text for word in (*_CALLED, "PYPI"))


def is_publishing(name: str) -> bool:
    """Whether a variable or a secret of this name holds a token that publishes, to an index or to npm."""
    if not may_be_publishing(name):
        return False
    if _TOOLS.fullmatch(name) or name == NODE_AUTH_TOKEN:
        return True
    if (named := _NAMED_HOST.match(name)) and not _NPM_HOST.match(named["host"]):
        return False
    return bool(_PYPI.match(name) or _NPM.fullmatch(name)) and not _IDENTITY.search(name)


def npm_tokens_in(text: str) -> Iterator[tuple[str, int]]:
    """What a script or a `.npmrc` gives npm as its token, as it is written there, with lines from 1.

    Tokens for other registries than npm's own are none of these.
    """
    found = [*_AUTH_TOKEN.finditer(text), *_AUTH_TOKEN_SET.finditer(text)] if "uthToken" in text else []
    for match in found:
        if not match["host"] or _NPM_HOST.match(match["host"]):
            yield match["token"], text.count("\n", 0, match.start("token")) + 1


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
        return (f"a token in {held}" if held in (PYPIRC, NPMRC) else held or "a token on the command line",)
    return tuple(name for name in dict.fromkeys(names) if name not in EPHEMERAL)


def secrets_in(text: str) -> tuple[str, ...]:
    """The names of the secrets that expressions in a text ask CI for."""
    return tuple(map("".join, SECRET.findall(text))) if "secrets" in text else ()


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
