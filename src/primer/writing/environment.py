"""The commands that make a GitHub environment: reviewed by the person, open to release tags alone."""

from collections.abc import Iterable
from shlex import quote as shell_quote
from urllib.parse import quote

from primer.core.release import ReleasedPackage, Tags
from primer.writing.tag_names import tag_patterns

_SETTINGS = (
    '{reviewers: [{type: "User", id: .id}], prevent_self_review: false, '
    "deployment_branch_policy: {protected_branches: false, custom_branch_policies: true}}"
)
_REVIEWERS = '.protection_rules[] | select(.type == "required_reviewers") | .reviewers[].reviewer.login'
_REFS = r'.branch_policies[] | "\(.type) \(.name)"'


def environment_commands(
    owner: str, repository: str, environment: str, tags: Tags, packages: Iterable[ReleasedPackage]
) -> tuple[str, ...]:
    """Shell lines for `gh`, to be pasted in this order; the last two look at what came of it.

    The first makes the person who runs it the required reviewer; it may be run again. Jobs of this
    environment that a branch starts are refused afterwards.
    """
    place = f"repos/{owner}/{repository}/environments/{quote(environment, safe='')}"
    policies = f"{place}/deployment-branch-policies"
    return (
        f"gh api user --jq {shell_quote(_SETTINGS)} | gh api --method PUT {shell_quote(place)} --input -",
        *(
            f"gh api --method POST {shell_quote(policies)} "
            f"--raw-field {shell_quote(f'name={pattern}')} --raw-field type=tag"
            for pattern in tag_patterns(tags, packages)
        ),
        f"gh api {shell_quote(place)} --jq {shell_quote(_REVIEWERS)}",
        f"gh api {shell_quote(policies)} --jq {shell_quote(_REFS)}",
    )
