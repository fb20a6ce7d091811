"""The claims of an identity token as tools print them: bullets, tables, JSON, Python, Rust, GitLab's own."""

import re
from collections.abc import Mapping, Sequence

from primer.core.regex import regex

CLAIMS = (
    "sub",
    "repository",
    "repository_owner",
    "repository_owner_id",
    "workflow_ref",
    "job_workflow_ref",
    "ref",
    "event_name",
    "environment",
    "project_path",
    "namespace_path",
    "ci_config_ref_uri",
    "email",
    "organization",
    "project",
    "actor",
)
"""Those that registries compare, and those that explain why they differ."""

LONGEST = 400
ABSENT = frozenset({"", "MISSING", "None", "null", "nil"})

_NAMES = "|".join(sorted(CLAIMS, key=len, reverse=True))
_QUOTED = regex(
    rf"""(?<![\w.-])(?P<mark>[`"'*]{{0,3}})(?P<name>{_NAMES})(?P=mark)\s*[:|=]\s*(?:Some\(\s*)?"""
    r"""(?:`(?P<tick>[^`\n]*)`|"(?P<double>(?:[^"\\\n]|\\.)*)"|'(?P<single>[^'\n]*)'|(?P<none>None|null|nil|MISSING)\b)"""
)
_BARE = regex(rf"^[\s*•|+-]*(?P<name>{_NAMES})\s*[:=|]\s*(?P<value>[^\s`\"'|]+)[\s|]*$", re.MULTILINE)
_ENVIRONMENT = regex(r"repo:[^:]+:environment:(?P<name>.+)")
_NO_ENVIRONMENT = regex(r"repo:[^:]+:(?:ref:|pull_request$)")
_SUBJECT = regex(r"repo:(?P<owner>[^/:@]+)(?:@\d+)?/(?P<name>[^:@]+)(?:@\d+)?:")


def claims_in(lines: Sequence[str]) -> dict[str, str]:
    """The claims that these lines print, by name; an absent `environment` is empty, others are left out.

    What is not printed and cannot be told from the subject is not in it.
    """
    text = "\n".join(lines)
    found = {match["name"]: match["value"] for match in _BARE.finditer(text)}
    for match in _QUOTED.finditer(text):
        value = next((match[kind] for kind in ("tick", "double", "single") if match[kind] is not None), "")
        found[match["name"]] = value
    return _completed({name: value.strip() for name, value in found.items() if len(value) <= LONGEST})


def _completed(found: Mapping[str, str]) -> dict[str, str]:
    claims = {name: value for name, value in found.items() if value not in ABSENT}
    subject = claims.get("sub", "")
    if match := _SUBJECT.match(subject):
        claims.setdefault("repository", f"{match['owner']}/{match['name']}")
    if "environment" in found:
        claims.setdefault("environment", "")
    elif match := _ENVIRONMENT.fullmatch(subject):
        claims["environment"] = match["name"]
    elif _NO_ENVIRONMENT.match(subject):
        claims["environment"] = ""
    return claims


def tells_who(claims: Mapping[str, str]) -> bool:
    """Whether these are the claims of a run, and not a word that happens to be named like one."""
    return any(name in claims for name in ("job_workflow_ref", "ci_config_ref_uri")) or (
        claims.get("sub", "").startswith(("repo:", "project_path:"))
    )
