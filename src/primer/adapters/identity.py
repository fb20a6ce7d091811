"""The identity of the CI run that primer runs in: asked of GitHub through `id`, read from GitLab's variable.

`id` brings urllib3 and is imported only when GitHub is asked. It is not asked inside GitLab: on runners that
stand in Google's cloud it would take the machine's identity for the job's.
"""

import os
import re
from collections.abc import Mapping
from typing import Protocol

from primer.core.problem import Missing, Problem, YourInput
from primer.core.regex import regex
from primer.core.secret import Secret
from primer.core.source import Source
from primer.providers import gitlab
from primer.providers.identity_tokens import claims_of
from primer.registries.addresses import refusal

REQUEST_TOKEN = "ACTIONS_ID_TOKEN_REQUEST_TOKEN"  # noqa: S105 - the name of a variable
REQUEST_URL = "ACTIONS_ID_TOKEN_REQUEST_URL"
_STATUS = regex(r"code=(\d{3})\b")
_FILE = regex(r"[^/]+/[^/]+/(\.github/workflows/[^@]+)@.*")


class Run(Protocol):
    """One run of CI; the identity is made anew for each call where the provider can."""

    def identity(self, audience: str) -> Secret | Problem:
        """A token that names the run to this audience, or why there is none."""
        ...


def run_here(environ: Mapping[str, str] = os.environ) -> Run | Problem:
    """The run that this process is part of, or where the exchange could run instead."""
    if environ.get("GITHUB_ACTIONS"):
        return GitHubRun(environ)
    if environ.get("GITLAB_CI"):
        return GitLabRun(environ)
    return YourInput(
        "not-in-ci",
        "an identity can be exchanged inside CI only: in GitHub Actions or in GitLab CI",
        "run it in a job: `primer workflow` writes one",
        context=(
            "GitHub: the job needs `permissions: {contents: read, id-token: write}`",
            "GitLab: the job needs `id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}`",
            "and the environment that the publishing job has",
            "If only tags may use that environment, start it from a tag, or try it before you protect it.",
        ),
        source=Source("--exchange"),
    )


class GitHubRun:
    """A job of GitHub Actions; its identities are asked for, one at a time."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def identity(self, audience: str) -> Secret | Problem:
        """A fresh identity token; `id` reads the same variables of this process."""
        url = self._environ.get(REQUEST_URL, "")
        if not self._environ.get(REQUEST_TOKEN) or not url:
            return self._not_permitted()
        why = refusal(url)
        if why is not None:
            return _not_given(f"{REQUEST_URL}: {why}")
        return _asked(audience)

    def _not_permitted(self) -> Problem:
        job = _line(self._environ.get("GITHUB_JOB", "")) or "this job"
        file = _FILE.fullmatch(self._environ.get("GITHUB_WORKFLOW_REF", ""))
        where = f" in {_line(file[1])}" if file else ""
        return YourInput(
            "missing-id-token",
            "this job may not ask GitHub for an identity",
            f"give {job}{where} this line: permissions: {{contents: read, id-token: write}}",
            context=("A pull request from a fork never may.",),
        )


class GitLabRun:
    """A job of GitLab CI; it has one identity token for each audience, made when it started."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def identity(self, audience: str) -> Secret | Problem:
        """The job's identity token, under the name that every publishing tool looks for."""
        name = variable(audience)
        token = Secret(self._environ.get(name, "").strip())
        if not len(token):
            return _without_lines("missing-id-token", f"this job has no {name}", self._place(), audience)
        meant_for = claims_of(token).get("aud", "nobody, or several")
        if meant_for != audience:
            message = f"{name} is meant for {_line(meant_for)}, and the registry wants {audience}"
            return _without_lines("identity-for-another", message, self._place(), audience)
        return token

    def _place(self) -> str:
        job = _line(self._environ.get("CI_JOB_NAME", "")) or "this job"
        return f"{job} in {_line(self._environ.get('CI_CONFIG_PATH', '')) or gitlab.PIPELINE}"


def _without_lines(reference: str, message: str, place: str, audience: str) -> Problem:
    lines = f"id_tokens: {{{variable(audience)}: {{aud: {audience}}}}}"
    return YourInput(reference, message, f"give {place} this line: {lines}")


def variable(audience: str) -> str:
    """The variable that holds GitLab's token for an audience: `PYPI_ID_TOKEN` for `pypi`.

    Source: id, `_internal/oidc/ambient.py`.
    """
    return re.sub(r"[^A-Z0-9_]|^[^A-Z_]", "_", audience.upper()) + "_ID_TOKEN"


def _asked(audience: str) -> Secret | Problem:
    from id import detect_credential

    try:
        found = detect_credential(audience)
    except Exception as error:  # noqa: BLE001 - whatever went wrong may have the answer, token and all, in it
        status = _STATUS.search(str(error))
        return _not_given(f"it answered {status[1]}" if status else f"no usable answer ({_kind(error)})")
    return Secret(found) if found else _not_given("no identity is offered here")


def _kind(error: Exception) -> str:
    return type(error.__cause__ or error).__name__


def _not_given(why: str) -> Problem:
    return Missing(
        "identity-not-given",
        f"GitHub gave this run no identity: {why}",
        "run the job again; GitHub's status page says whether its identities work",
    )


def _line(text: str) -> str:
    """A value of the environment, as one short line."""
    return " ".join(text.split())[:200]
