"""Where a repository keeps or uses a long-lived publishing token: names and lines, never values."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from primer.core.problem import Problem
from primer.core.regex import regex
from primer.core.source import Source
from primer.core.workflow import PublishingJob, StoredToken
from primer.reading.ci.credentials import (
    EPHEMERAL,
    NODE_AUTH_TOKEN,
    NPMRC,
    PYPIRC,
    is_publishing,
    kept_in_settings,
    npm_tokens_in,
    presented,
    secrets_in,
)
from primer.reading.ci.jobs import holds_jobs, is_ci_file, is_circleci
from primer.reading.ci.trials import JOB, STEP, trial_lines

if TYPE_CHECKING:
    from primer.reading.texts.yaml_values import Value

_VARIABLE = regex(r"\$\{?([A-Za-z_]\w*)\}?")
_COMMENT = regex(r"(?:^|(?<=\s))#.*$")
_SETTING = regex(r"^\s*(?:-\s+)?(?:export\s+)?['\"]?(?P<key>[\w.-]+)['\"]?\s*[:=]\s*(?P<value>\S.*)$")
_GIVEN = regex(r"(?:^|\s)(?:export\s+)?([A-Za-z_]\w*)=|^\s*([A-Za-z_]\w*)\s*:\s*(?:\{.*|#.*)?$")
_OPTION = regex(r"(?:^|\s)(?:--password|--token|--auth|-p|-t|-a|-P)[\s=]*['\"]?(?P<value>\S.*)$")
_SETTINGS_COMMAND = regex(
    r"\b(?:pypi-token|http-basic)\.|\bpublish\.index\.auth\b|\brepository\.\S+\.password\b"
)
_TOOL = regex(
    r"\btwine\b|\b(?:uv|hatch|flit|poetry|pdm|maturin|rye|npm|pnpm|yarn|bun|lerna|changeset)\b.*\b(?:publish|upload)\b"
)
_ELSEWHERE = regex(r"\b(?:cargo|vsce|ovsx|gem|gh|jsr)\s+(?:\S+\s+)?(?:publish|upload|push|release)\b")
"""What publishes to registries of other worlds, which no publisher of primer's is for."""
_ENVIRONMENTS = ("env", "variables", "environment")
PIPELINE = ".gitlab-ci.yml"


def stored_tokens(texts: Mapping[str, str], jobs: Iterable[PublishingJob] = ()) -> tuple[StoredToken, ...]:
    """Every place, in the order of paths and lines; `texts` are CI files, `.pypirc` and `.npmrc` by path.

    It reads lines first, so that a file that is no valid YAML hides nothing; then what YAML says in other
    words, and what the publishing `jobs` of these files present.
    """
    found = [token for path in sorted(texts) for token in _of_file(path, texts[path])]
    found += [token for path in sorted(texts) if holds_jobs(path) for token in _of_values(path, texts[path])]
    named = {(token.name, token.source.where) for token in found}
    of_jobs = [StoredToken(name, job.source) for job in jobs for name in job.tokens]
    found += [token for token in of_jobs if (token.name, token.source.where) not in named]
    return tuple(sorted(dict.fromkeys(found), key=lambda token: (token.source.where, token.source.line or 0)))


def _of_file(path: str, text: str) -> Iterator[StoredToken]:
    if posixpath.basename(path) == PYPIRC:
        for name, line in kept_in_settings(text):
            yield StoredToken(name, Source(path, line))
    elif posixpath.basename(path) == NPMRC:
        for token, line in npm_tokens_in(text):
            yield from (StoredToken(name, Source(path, line)) for name in presented(token, NPMRC))
    elif posixpath.basename(path).endswith(PIPELINE):
        yield from _of_pipeline(path, text, JOB)
    elif is_circleci(path):
        yield from _of_pipeline(path, text, STEP)
    elif is_ci_file(path):
        yield from _of_workflow(path, text)


def _of_workflow(path: str, text: str) -> Iterator[StoredToken]:
    publishes, tries = _publishing_lines(text), trial_lines(text, STEP)
    for number, line in enumerate(text.splitlines(), 1):
        code = _COMMENT.sub("", line)
        for name in secrets_in(code):
            if name not in EPHEMERAL and (is_publishing(name) or _feeds_an_upload(code, number in publishes)):
                yield StoredToken(name, Source(path, number))
        if number not in tries and (literal := _literal(code, number in publishes)):
            yield StoredToken(literal, Source(path, number))


def _publishing_lines(text: str) -> frozenset[int]:
    """The lines of every step that uses the publishing action."""
    steps: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*-\s", line):
            steps.append([])
        steps[-1].append((number, _COMMENT.sub("", line)))
    publishing = (step for step in steps if any("gh-action-pypi-publish" in line for _, line in step))
    return frozenset(number for step in publishing for number, _ in step)


def _feeds_an_upload(code: str, in_step: bool) -> bool:
    """Whether a secret of any name is handed to an upload on this line."""
    setting = _SETTING.match(code)
    if setting and (_hands_over(setting.group("key")) or (in_step and setting.group("key") == "password")):
        return True
    if _SETTINGS_COMMAND.search(code):
        return True
    option = _OPTION.search(code)
    return bool(
        _TOOL.search(code) and not _ELSEWHERE.search(code) and option and "secrets" in option.group("value")
    )


def _hands_over(key: str) -> bool:
    """Whether a setting of this name is there to publish; what installs packages has one of npm's too."""
    return is_publishing(key) and key != NODE_AUTH_TOKEN


def _literal(code: str, in_step: bool) -> str:
    """The name of a setting that holds the token itself."""
    setting = _SETTING.match(code)
    if setting is None:
        return ""
    key, value = setting.group("key"), setting.group("value").strip().strip("'\"")
    secret = _hands_over(key) or (in_step and key == "password")
    return (
        key
        if secret and value and "$" not in value and not value.startswith(("&", "*", "{", "|", ">"))
        else ""
    )


def _of_values(path: str, text: str) -> Iterator[StoredToken]:
    from primer.reading.texts.yaml_values import documents

    read = documents(path, text)
    tries = trial_lines(text, JOB if path.endswith(PIPELINE) else STEP)
    for document in () if isinstance(read, Problem) else read:
        for environment in _environments(document):
            for key, value in environment.pairs().items():
                if _hands_over(key) and value.text and ("$" in value.text or value.line not in tries):
                    yield from _of_setting(path, key, value)


def _environments(document: "Value") -> "Iterator[Value]":
    """Every mapping of variables in a document, each once however often it is aliased."""
    seen: set[int] = set()
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        yield from (member for key, member in value.members if key.text in _ENVIRONMENTS)
        waiting += [member for _, member in value.members]
        waiting += value.elements


def _of_setting(path: str, key: str, value: "Value") -> Iterator[StoredToken]:
    # What only hands on another value is found where that value is set.
    names = secrets_in(value.text) if "$" in value.text else presented(value.text, key)
    yield from (StoredToken(name, Source(path, value.line)) for name in names if name not in EPHEMERAL)


def _of_pipeline(path: str, text: str, begins: re.Pattern[str]) -> Iterator[StoredToken]:
    made, tries = _made_here(text), trial_lines(text, begins)
    for number, line in enumerate(text.splitlines(), 1):
        code = _COMMENT.sub("", line)
        for match in _VARIABLE.finditer(code):
            name = match.group(1)
            if name not in made | EPHEMERAL and is_publishing(name):
                yield StoredToken(name, Source(path, number))
        if number not in tries and (literal := _literal(code, in_step=False)):
            yield StoredToken(literal, Source(path, number))


def _made_here(text: str) -> frozenset[str]:
    """Names that the file itself sets: minted in a script, or identity tokens of GitLab's."""
    return frozenset(
        match.group(1) or match.group(2) for line in text.splitlines() for match in _GIVEN.finditer(line)
    )
