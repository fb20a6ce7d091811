"""The tools that upload to a Python index, and which tool a command of a script runs, npm's among them.

Read off twine 7.0, uv 0.13, hatch 1.18, flit 4.2, poetry 2.5, pdm 2.29, maturin 1.9 and rye 0.44. Of these
twine (from 6.1), uv, pdm and maturin exchange an identity by themselves; hatch, flit, poetry and rye do not.
"""

import re

from primer.core.regex import regex
from primer.reading.ci.npm_tools import NPM_TOOLS, npm_unwrapped
from primer.reading.ci.tool import Tool

_MATURIN = Tool(
    command=("maturin", "publish"),
    identity=True,
    repository=("--repository-url", "-r", "--repository"),
    repository_variables=("MATURIN_REPOSITORY_URL", "MATURIN_REPOSITORY"),
    secrets=("-p", "--password"),
    secret_variables=regex("MATURIN_PYPI_TOKEN|MATURIN_PASSWORD"),
    moves=("-m", "--manifest-path"),
    values=(
        "-u",
        "--username",
        "-i",
        "--interpreter",
        "--target",
        "-F",
        "--features",
        "--profile",
        "-o",
        "--out",
    ),
)

TOOLS = (
    Tool(
        command=("twine", "upload"),
        identity=True,
        repository=("--repository-url", "-r", "--repository"),
        repository_variables=("TWINE_REPOSITORY_URL", "TWINE_REPOSITORY"),
        secrets=("-p", "--password"),
        secret_variables=regex("TWINE_PASSWORD"),
        files=True,
        values=(
            *("-u", "--username", "--sign-with", "-i", "--identity", "-c", "--comment"),
            *("--config-file", "--cert", "--client-cert"),
        ),
        dry=("--help", "-h", "--version"),
    ),
    Tool(
        command=("uv", "publish"),
        identity=True,
        repository=("--publish-url", "--index"),
        repository_variables=("UV_PUBLISH_URL", "UV_PUBLISH_INDEX"),
        secrets=("-t", "--token", "-p", "--password"),
        secret_variables=regex("UV_PUBLISH_TOKEN|UV_PUBLISH_PASSWORD"),
        files=True,
        moves=("--directory",),
        values=(
            *("-u", "--username", "--trusted-publishing", "--keyring-provider", "--check-url", "--color"),
            *("--cache-dir", "--project", "--config-file", "--allow-insecure-host", "--python-preference"),
        ),
    ),
    Tool(
        command=("hatch", "publish"),
        identity=False,
        repository=("-r", "--repo"),
        repository_variables=("HATCH_INDEX_REPO",),
        secrets=("-a", "--auth"),
        secret_variables=regex("HATCH_INDEX_AUTH"),
        files=True,
        values=(
            "-u",
            "--user",
            "--ca-cert",
            "--client-cert",
            "--client-key",
            "-p",
            "--publisher",
            "-o",
            "--option",
        ),
        names={"main": "pypi", "test": "testpypi"},
    ),
    Tool(
        command=("flit", "publish"),
        identity=False,
        repository=("--repository",),
        repository_variables=("FLIT_INDEX_URL",),
        secret_variables=regex("FLIT_PASSWORD"),
        values=("--pypirc", "--format", "-f", "--ini-file"),
    ),
    Tool(
        command=("poetry", "publish"),
        identity=False,
        repository=("-r", "--repository"),
        secrets=("-p", "--password"),
        secret_variables=regex(r"POETRY_PYPI_TOKEN_\w+|POETRY_HTTP_BASIC_\w+_PASSWORD"),
        folders=("--dist-dir",),
        moves=("-C", "--directory", "-P", "--project"),
        values=("-u", "--username", "--cert", "--client-cert"),
    ),
    Tool(
        command=("pdm", "publish"),
        identity=True,
        repository=("-r", "--repository"),
        repository_variables=("PDM_PUBLISH_REPO",),
        secrets=("-P", "--password"),
        secret_variables=regex(r"PDM_PUBLISH_PASSWORD"),
        folders=("-d", "--dest"),
        moves=("-p", "--project"),
        values=("-u", "--username", "-i", "--identity", "-c", "--comment", "--ca-certs"),
    ),
    _MATURIN,
    Tool(
        command=("maturin", "upload"),
        identity=True,
        repository=_MATURIN.repository,
        repository_variables=_MATURIN.repository_variables,
        secrets=_MATURIN.secrets,
        secret_variables=_MATURIN.secret_variables,
        files=True,
        values=("-u", "--username"),
    ),
    Tool(
        command=("rye", "publish"),
        identity=False,
        repository=("--repository-url", "-r", "--repository"),
        secrets=("--token",),
        files=True,
        values=("-u", "--username", "--sign", "-i", "--identity", "--cert"),
    ),
)

_NPM_EXEC = ("-p", "--package", "-w", "--workspace", "--prefix", "--cache")
_RUNNERS = {
    ("uv", "run"): (
        *(
            "--with",
            "--with-editable",
            "--with-requirements",
            "--extra",
            "--group",
            "--only-group",
            "--package",
        ),
        *("-p", "--python", "--env-file", "--project", "--directory", "--index", "--from", "-m"),
    ),
    ("uvx",): ("--from", "--with", "--index", "-p", "--python", "--with-editable", "--with-requirements"),
    ("uv", "tool", "run"): ("--from", "--with", "--index", "-p", "--python"),
    ("uv", "x"): ("--from", "--with"),
    ("pipx", "run"): ("--spec", "--python", "--pip-args", "--index-url", "-i"),
    ("poetry", "run"): (),
    ("pdm", "run"): ("-p", "--project"),
    ("hatch", "run"): (),
    ("rye", "run"): (),
    ("sudo",): ("-u", "-g"),
    ("env",): ("-u",),
    ("nohup",): (),
    ("timeout",): ("-s", "-k"),
    ("retry",): (),
    ("npx",): _NPM_EXEC,
    ("npm", "exec"): _NPM_EXEC,
    ("npm", "x"): _NPM_EXEC,
    ("pnpm", "dlx"): ("--package",),
    ("pnpm", "exec"): ("--package",),
    ("yarn", "dlx"): ("-p", "--package"),
    ("yarn", "exec"): (),
    ("bunx",): (),
    ("corepack",): (),
}
_STARTER = regex(r"-|[A-Za-z_]\w*=(?!=)|\d+[smhd]?$")
_PYTHON = regex(r"(?:.*/)?(?:python[\d.]*|py|pypy[\d.]*)(?:\.exe)?")
_VERSION = regex(r"(?:\[[^\]]*\])?(?:@|==|>=|~=|<=|<|>|!=).*")
_SHELLS = frozenset({"bash", "sh", "zsh", "pwsh", "powershell"})
_ENVIRONMENT = regex(r"[\w.-]+:(?=\w)")


def unwrapped(words: tuple[str, ...]) -> tuple[str, ...]:
    """A command without what only starts it: `uv run`, `python -m`, `env X=1`, a folder, a version."""
    for _ in range(6):
        shorter = _unwrapped_once(words)
        if shorter == words:
            break
        words = shorter
    return words


def _unwrapped_once(words: tuple[str, ...]) -> tuple[str, ...]:
    if not words:
        return words
    words = npm_unwrapped(words)
    for runner, values in _RUNNERS.items():
        if words[: len(runner)] == runner:
            rest = _after_options(words[len(runner) :], values)
            return (
                (_ENVIRONMENT.sub("", rest[0], count=1), *rest[1:]) if rest and runner[0] == "hatch" else rest
            )
    if _PYTHON.fullmatch(words[0]) and "-m" in words[:6]:
        return words[words.index("-m") + 1 :]
    program = _VERSION.sub("", words[0].replace("\\", "/").rpartition("/")[2]).removesuffix(".exe")
    return (program, *words[1:]) if program else words


def _after_options(words: tuple[str, ...], values: tuple[str, ...]) -> tuple[str, ...]:
    at = 0
    while at < len(words) and _STARTER.match(words[at]):
        if words[at] == "-m":
            return words[at + 1 :]
        at += 2 if words[at] in values else 1
    return words[at:]


def script_of(words: tuple[str, ...]) -> str | None:
    """The script that a command such as `bash -c '…'` runs."""
    if words and words[0] in _SHELLS:
        at = next((n for n, word in enumerate(words) if re.fullmatch(r"-\w*c|-Command", word)), None)
        if at is not None and at + 1 < len(words):
            return words[at + 1]
    return None


def tool_of(words: tuple[str, ...]) -> Tool | None:
    """The tool that an unwrapped command runs to upload, unless it only pretends to (`--dry-run`)."""
    for tool in (*TOOLS, *NPM_TOOLS):
        rest = _after_program(words, tool)
        if rest is not None:
            return None if any(word in tool.dry for word in rest) else tool
    return None


def arguments_of(words: tuple[str, ...], tool: Tool) -> tuple[str, ...]:
    """Everything but the words of the tool's own."""
    return _after_program(words, tool) or ()


def _after_program(words: tuple[str, ...], tool: Tool) -> tuple[str, ...] | None:
    """The arguments, options before the subcommand included; None where it is another command."""
    program, *subcommand = tool.command
    if not words or words[0] != program or subcommand[0] not in words[1:]:
        return None
    at = words.index(subcommand[0], 1)
    after = at + len(subcommand)
    if list(words[at:after]) != subcommand:
        return None
    before = words[1:at]
    lone = [
        word
        for number, word in enumerate(before)
        if not word.startswith("-") and not (number and tool.takes_value(before[number - 1]))
    ]
    return None if lone else (*before, *words[after:])
