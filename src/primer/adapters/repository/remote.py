"""The remote of a repository, asked of git; aliases of its host, asked of ssh."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from primer.adapters.programs.git import GitAnswer, git_problem
from primer.core.problem import Problem
from primer.core.regex import regex
from primer.core.repository import Remote
from primer.core.source import Source
from primer.providers import github, gitlab
from primer.reading.publishers.remotes import host_note, parse_remote

SSH = ("ssh",)
SSH_SECONDS = 5.0
REMOTES = ("remote", "--verbose")
"""What git is asked; `read_remote` reads its answer."""
_NAME = regex(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


def read_remote(
    listed: GitAnswer, root: Path, ssh: Sequence[str] = SSH
) -> tuple[Remote | None, tuple[Problem, ...], tuple[str, ...]]:
    """The remote `origin`, else the only one there is; what keeps git from answering; notes worth showing.

    `ssh` is the command that resolves host aliases.
    """
    problem = git_problem(listed, root)
    if problem is not None:
        return None, (problem,), ()
    addresses = _addresses(listed.out if listed.ok else "")
    name = _chosen(tuple(addresses))
    if name is None:
        return None, (), (_why_none(tuple(addresses), in_repository=listed.ok),)
    remote = parse_remote(addresses[name], Source(f"git remote {name}"), lambda host: ssh_host(host, ssh))
    if remote is None:
        return None, (), (f"git remote {name} is no web address that people could visit",)
    note = host_note(remote)
    return remote, (), (note,) if note else ()


def _addresses(listed: str) -> dict[str, str]:
    """The remotes, each with the address it is fetched from, as git rewrites it, or with none."""
    found: dict[str, str] = {}
    for line in listed.splitlines():
        name, _, rest = line.partition("\t")
        found[name] = found.get(name, "") or rest.rpartition(" (fetch)")[0]
    return found


def _chosen(names: Sequence[str]) -> str | None:
    if "origin" in names:
        return "origin"
    return names[0] if len(names) == 1 else None


def _why_none(names: Sequence[str], *, in_repository: bool) -> str:
    if not in_repository:
        return "this folder is in no git repository, so where its source lives is not known"
    if not names:
        return "git has no remote here, so where the source lives is not known"
    return f"git has no remote named origin, and more than one other: {', '.join(sorted(names))}"


def ssh_host(host: str, ssh: Sequence[str] = SSH) -> str:
    """The host name that ssh would connect to; the same one where ssh is missing or says nothing."""
    known = github.HOSTS | gitlab.HOSTS
    # A name with a dash first would be taken for an option.
    if host.lower() in known or not _NAME.fullmatch(host):
        return host
    try:
        done = subprocess.run(
            [*ssh, "-G", "--", host],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SSH_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return host
    found = re.search(r"^hostname (\S+)$", done.stdout.decode("utf-8", "replace"), re.MULTILINE)
    return found.group(1) if done.returncode == 0 and found else host
