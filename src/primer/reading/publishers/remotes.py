"""Addresses of git remotes: which host, which path; whatever names a user in them is dropped first."""

import posixpath
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from primer.core.regex import regex
from primer.core.repository import Remote
from primer.core.source import Source
from primer.providers import github, gitlab

_SCHEMES = frozenset({"https", "http", "ssh", "git", "git+ssh", "ssh+git", "git+https", "git+http"})
_DEFAULT_PORTS = {"https": 443, "http": 80}
_SCP = regex(r"(?:[^@/]*@)?(?P<host>\[[^\]]+\]|[^:/\[\]]+):(?P<path>(?!//).+)")
_HELPER = regex(r"[A-Za-z][\w+-]*::")
_DRIVE = regex(r"[A-Za-z]:[\\/]?")
_KNOWN_HOSTS = {
    "bitbucket.org": "Bitbucket",
    "codeberg.org": "Codeberg",
    "git.sr.ht": "SourceHut",
    "dev.azure.com": "Azure DevOps",
    "ssh.dev.azure.com": "Azure DevOps",
}


def parse_remote(url: str, source: Source, ssh_host: Callable[[str], str]) -> Remote | None:
    """The repository behind a remote's address; None for a folder, a file, or no address at all.

    `ssh_host` gives the real host name behind the one that ssh is asked for (an alias, say).
    """
    url = url.strip()
    if not _is_legible(url):
        return None
    if "://" in url:
        return _of_url(url, source, ssh_host)
    match = _SCP.fullmatch(url)
    if match is None or _DRIVE.match(url) or _HELPER.match(url):
        return None
    return _remote(ssh_host(match.group("host")), match.group("path"), source)


def _of_url(url: str, source: Source, ssh_host: Callable[[str], str]) -> Remote | None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or not host:
        return None
    if "ssh" in parts.scheme:
        return _remote(ssh_host(host), parts.path, source)
    if port in (None, _DEFAULT_PORTS.get(parts.scheme.removeprefix("git+"))):
        return _remote(host, parts.path, source)
    return _remote(f"{host}:{port}", parts.path, source)


def _remote(host: str, path: str, source: Source) -> Remote | None:
    host = _host(host)
    tidy = posixpath.normpath(unquote(path)).strip("/").removesuffix(".git").rstrip("/")
    if not host or tidy in ("", ".", "..") or tidy.startswith("../") or not _is_legible(tidy):
        return None
    return Remote(host, tidy, source)


def _host(host: str) -> str:
    """The host's one name: GitHub and GitLab have further ones for ssh over port 443."""
    bare = host.lower().rstrip(".")
    if bare in github.HOSTS:
        return github.HOST
    return gitlab.HOST if bare in gitlab.HOSTS else bare


def host_note(remote: Remote) -> str:
    """What a host is that no trusted publisher is for, in one sentence; empty for the others."""
    if remote.host in (github.HOST, gitlab.HOST):
        return ""
    return f"{_host_words(remote.host)} is no publisher PyPI knows"


def _host_words(host: str) -> str:
    if host in _KNOWN_HOSTS:
        return f"{_KNOWN_HOSTS[host]} at {host}"
    if host.endswith(".ghe.com"):
        return f"GitHub Enterprise Cloud with its own data residence at {host}"
    if "github" in host:
        return f"GitHub Enterprise Server at {host}"
    if "gitlab" in host:
        return f"a GitLab of one's own at {host}"
    return f"the host {host} of this repository"


def _is_legible(text: str) -> bool:
    return text.isprintable() and " " not in text
