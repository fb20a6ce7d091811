"""The commands that make a GitHub environment: reviewed by the person, open to release tags alone."""

from collections.abc import Iterable
from shlex import quote as shell_quote
from urllib.parse import quote

from primer.core.release import ReleasedPackage, Tags
from primer.core.value import frozen
from primer.writing.tag_names import tag_patterns

_SETTINGS = """\
{reviewers: [{type: "User", id: .id}],
  prevent_self_review: false, deployment_branch_policy:%s}"""
_ANY = " null"
_TAGS = "\n  {protected_branches: false, custom_branch_policies: true}"
_REVIEWERS = """\
.protection_rules[] | select(.type == "required_reviewers")
  | .reviewers[].reviewer.login"""
_REFS = r'.branch_policies[] | "\(.type) \(.name)"'


@frozen
class Commands:
    """Shell commands with what they are for, each broken into short lines that a narrow window keeps."""

    words: str
    lines: tuple[str, ...]


def making(owner: str, repository: str, environment: str) -> Commands:
    """Makes the environment for runs from anywhere, so that the exchange can be tried; may be run again."""
    place = _place(owner, repository, environment)
    return Commands("make it, with you as the reviewer whom every run asks", (_put(place, _ANY),))


def protecting(
    owner: str, repository: str, environment: str, tags: Tags, packages: Iterable[ReleasedPackage]
) -> tuple[Commands, ...]:
    """Opens it to release tags alone, and looks at what came of it; jobs of a branch are refused then."""
    place = _place(owner, repository, environment)
    policies = shell_quote(f"{place}/deployment-branch-policies")
    allowed = tuple(
        f"gh api --method POST \\\n  {policies} \\\n"
        f"  --raw-field {shell_quote(f'name={pattern}')} --raw-field type=tag"
        for pattern in tag_patterns(tags, packages)
    )
    return (
        Commands("you as the reviewer, and only release tags may use it", (_put(place, _TAGS), *allowed)),
        Commands(
            "look at it: the reviewer, and the tags; this changes nothing",
            (
                f"gh api {shell_quote(place)} \\\n  --jq {shell_quote(_REVIEWERS)}",
                f"gh api \\\n  {policies} \\\n  --jq {shell_quote(_REFS)}",
            ),
        ),
    )


def _place(owner: str, repository: str, environment: str) -> str:
    return f"repos/{owner}/{repository}/environments/{quote(environment, safe='')}"


def _put(place: str, refs: str) -> str:
    settings = shell_quote(_SETTINGS % refs)
    return f"gh api user --jq {settings} |\n  gh api --method PUT {shell_quote(place)} --input -"
