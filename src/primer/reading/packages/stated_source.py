"""What a package.json says of its source and its readers, and the repository that it means by that.

The spellings are those that npm takes (hosted-git-info, normalize-package-data).
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from primer.core.package import Stated
from primer.core.regex import regex
from primer.core.repository import Remote
from primer.core.source import Read, Source
from primer.providers import github, gitlab
from primer.reading.publishers.remotes import parse_remote
from primer.registries.addresses import is_loopback

NPM_HOSTS = frozenset(
    {
        "registry.npmjs.org",
        "registry.npmjs.com",
        "registry.yarnpkg.com",
        "www.npmjs.com",
        "www.npmjs.org",
        "npmjs.com",
        "npmjs.org",
    }
)
"""The names of npm's own registry."""
_SHORTCUTS = {"github": github.HOST, "gitlab": gitlab.HOST, "bitbucket": "bitbucket.org"}
_SHORT = regex(
    r"(?:(?P<service>github|gitlab|bitbucket):)?(?P<path>[\w-][\w.-]*/[\w.-]+(?P<deeper>/[\w./-]+)?)",
    re.ASCII,
)
_SCP_IN_URL = regex(r"(?P<head>[a-z+]+://(?:[^@/]*@)?[^:/]+):(?P<path>(?!\d+(?:/|$))[^/].*)")
_BRANCH = regex(r"(?P<path>[^/]+/[^/]+)/tree/.+")


def stated(path: str, text: str, table: Mapping[str, object]) -> Stated:
    """What a parsed package.json says, each with its line; values that are no text count as nothing."""
    if table.keys().isdisjoint(("repository", "publishConfig")):
        return Stated()
    from primer.reading.texts.json_values import json_values

    values = json_values(text)

    def read(*key: str) -> Read[str] | None:
        value: object = table
        for part in key:
            value = value.get(part) if isinstance(value, dict | Mapping) else None
        place = values.get(key)
        if not isinstance(value, str) or not value.strip():
            return None
        return Read(value.strip(), Source(path, place.line(text) if place else None))

    return Stated(
        repository=read("repository", "url") or read("repository"),
        directory=read("repository", "directory"),
        access=read("publishConfig", "access"),
    )


def meant_repository(said: Read[str]) -> Remote | None:
    """The repository behind what `repository` says; None where it is no address of one."""
    text = said.value.partition("#")[0].strip()
    short = _SHORT.fullmatch(text)
    if short is not None and (short["deeper"] is None or short["service"] == "gitlab"):
        host = _SHORTCUTS[short["service"] or "github"]
        return Remote(host, short["path"].removesuffix(".git"), said.source)
    url = _SCP_IN_URL.sub(r"\g<head>/\g<path>", text)
    found = parse_remote(url, said.source, lambda host: host)
    if found is None or found.host != github.HOST:
        return found
    branch = _BRANCH.fullmatch(found.path)
    return Remote(found.host, branch["path"], found.source) if branch else found


def source_url(home: Remote) -> str:
    """A repository's address as npm writes it into manifests."""
    return f"git+{home.web}.git"


def goes_elsewhere(registry: str) -> bool:
    """Whether `publishConfig.registry` is another registry than npm's; one inside this machine is a trial."""
    if not registry or is_loopback(registry):
        return False
    try:
        host = urlsplit(registry).hostname
    except ValueError:
        return False
    return host not in NPM_HOSTS


def shown(text: str) -> str:
    """An address of a manifest as it may be printed: without user name and password."""
    head, sign, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    return f"{head}{sign}{host.rpartition('@')[2]}{slash}{path}" if sign else text
