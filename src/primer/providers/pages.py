"""What primer asks of any identity: whether its values are legal, and where its runs can be watched."""

from collections.abc import Mapping
from typing import assert_never

from primer.core.publisher import ActiveState, CircleCI, GitHubActions, GitLabCI, Google, Identity
from primer.providers import circleci, github, gitlab
from primer.providers.refused import Refused


def refusal(identity: Identity) -> Refused | None:
    """The first attribute that a publisher form does not take, and why."""
    match identity:
        case GitHubActions():
            return github.refusal(identity)
        case GitLabCI():
            return gitlab.refusal(identity)
        case Google():
            from primer.providers import google

            return google.refusal(identity)
        case ActiveState():
            from primer.providers import activestate

            return activestate.refusal(identity)
        case CircleCI():
            return circleci.refusal(identity)
        case _:
            assert_never(identity)


def runs_page(identity: Identity, webs: Mapping[str, str]) -> str:
    """Where the runs of an identity can be watched, or empty; `webs` maps a host to another web address."""
    match identity:
        case GitHubActions():
            return github.runs_page(identity, webs.get(github.HOST, github.WEB_URL))
        case GitLabCI():
            return gitlab.runs_page(identity, webs.get(gitlab.HOST, gitlab.WEB_URL))
        case Google() | ActiveState() | CircleCI():
            return ""
        case _:
            assert_never(identity)
