"""How GitHub writes an owner and a repository: asked of its public API, without logging in."""

import json
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import quote

from primer.adapters.web.response import Response
from primer.core.project import Unlooked
from primer.core.repository import Remote
from primer.core.value import replace
from primer.providers import github

ACCEPT = {"accept": "application/vnd.github+json", "x-github-api-version": "2022-11-28"}


class Get(Protocol):
    """What is needed of an HTTP client."""

    def get(self, url: str, headers: Mapping[str, str] = ...) -> Response | Unlooked:
        """Asks for one page."""
        ...


def canonical(remote: Remote, http: Get, api_url: str = github.API_URL) -> Remote:
    """The remote with owner and name as GitHub writes them; where it could not be asked, `note` says why.

    Only repositories on github.com are looked up; any other remote comes back as it was.
    """
    if remote.host != github.HOST:
        return remote
    name = full_name(remote.path, http, api_url)
    return github.unlooked(remote, name.why) if isinstance(name, Unlooked) else _named(remote, name)


def full_name(path: str, http: Get, api_url: str = github.API_URL) -> str | Unlooked:
    """`owner/name` as GitHub writes it now; a repository that was renamed answers with its new name."""
    answer = http.get(f"{api_url}/repos/{quote(path)}", ACCEPT)
    if isinstance(answer, Unlooked):
        return answer
    if answer.status != 200:
        return Unlooked(_refusal(answer))
    return _full_name(answer) or Unlooked("GitHub's answer names no repository")


def _named(remote: Remote, name: str) -> Remote:
    renamed = name.lower() != remote.path.lower()
    note = f"{remote.path} is now {name} on GitHub: {remote.source} has the old name" if renamed else ""
    return replace(remote, path=name, canonical=True, note=note)


def _refusal(answer: Response) -> str:
    if answer.status == 404:
        return "GitHub shows no such repository to strangers; it is private, or was renamed or removed"
    limited = answer.status == 429 or answer.headers.get("x-ratelimit-remaining") == "0"
    if limited:
        return "GitHub answers no more questions from this address for now"
    return f"GitHub answered {answer.status}"


def _full_name(answer: Response) -> str:
    try:
        data: object = json.loads(answer.body)
    except (ValueError, RecursionError):
        return ""
    name = data.get("full_name") if isinstance(data, dict) else None
    return name if isinstance(name, str) and name.count("/") == 1 and name.isprintable() else ""
