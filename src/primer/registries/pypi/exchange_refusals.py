"""Why a registry refuses a run's identity: each of PyPI's codes with its cause and its remedy.

Source: warehouse, `oidc/views.py` for the codes, `oidc/models/*.py` for the words behind them.
"""

from collections.abc import Mapping

from primer.core.problem import DidNotTake, Problem, TheirAnswer, YourInput
from primer.core.registry import Registry
from primer.registries.pypi.exchange import Denied, switched_off

GITHUB_EVENT = "pull_request_target"


def refusal(registry: Registry, denied: Denied, claims: Mapping[str, str]) -> Problem:
    """The problem behind a code; the registry's own words are in its context."""
    match denied.code:
        case "invalid-publisher":
            return _no_publisher(registry, denied)
        case "invalid-pending-publisher":
            return _stale_pending(registry, denied)
        case "invalid-reuse-token":
            return _reused(registry, denied)
        case "invalid-token":
            return _not_accepted(registry, denied, claims)
        case "invalid-payload":
            return _not_understood(registry, denied, claims)
        case "not-enabled":
            return switched_off(registry)
        case _:
            return TheirAnswer(
                "exchange-refused",
                f"{registry.title} refuses this run's identity for a reason that primer does not know",
                "read its words; a newer primer may know them",
                context=(_said(denied),),
            )


def is_unexplained(denied: Denied) -> bool:
    """Whether no publisher fits, and the registry's words do not say why."""
    return denied.code == "invalid-publisher" and not (_is_event(denied.words) or _is_called(denied.words))


def _is_event(words: str) -> bool:
    return GITHUB_EVENT in words


def _is_called(words: str) -> bool:
    return "job_workflow_ref claim" in words or "ci_config_ref_uri claim" in words


def _no_publisher(registry: Registry, denied: Denied) -> Problem:
    return YourInput(
        "invalid-publisher",
        f"{registry.title} has no publisher that fits this run",
        _remedy(registry, denied.words),
        context=(_said(denied),),
    )


def _remedy(registry: Registry, words: str) -> str:
    if _is_event(words):
        return f"start it by a tag, a release or by hand: {registry.title} takes no run of {GITHUB_EVENT}"
    if _is_called(words):
        return (
            "publish from a job of the repository's own workflow file: the file that contains this job was "
            "called from another repository or at another commit"
        )
    return (
        f"register exactly these values at {registry.title}; if that was done, look for white space, for the "
        "other index, or for an account that was renamed or made again since"
    )


def _stale_pending(registry: Registry, denied: Denied) -> Problem:
    return DidNotTake(
        "stale-pending-publisher",
        "a pending publisher of these values was left from before its project existed",
        f"run this job again: {registry.title} has just removed it. If it is refused again, delete it at "
        f"{registry.web_url}/manage/account/publishing/",
        context=(_said(denied),),
    )


def _reused(registry: Registry, denied: Denied) -> Problem:
    return YourInput(
        "reused-identity-token",
        f"{registry.title} has seen this identity token before, and takes each one once",
        "run it again; in GitLab in a job of its own, since a job gets one token only and a publish needs it",
        context=(_said(denied),),
    )


def _not_accepted(registry: Registry, denied: Denied, claims: Mapping[str, str]) -> Problem:
    return TheirAnswer(
        "identity-not-accepted",
        f"{registry.title} does not accept this run's identity token: signature, audience or time",
        "run the job again; on a runner of your own, set its clock first",
        context=(_said(denied), f"issued by {claims.get('iss', 'nobody that it names')}"),
    )


def _not_understood(registry: Registry, denied: Denied, claims: Mapping[str, str]) -> Problem:
    issuer = claims.get("iss", "nobody that it names")
    if "issuer" in denied.words:
        return YourInput(
            "unknown-issuer",
            f"{registry.title} takes no identity that is issued by {issuer}",
            "publish from github.com or gitlab.com: a server of your own is known there only when an "
            "organization has registered it",
            context=(_said(denied),),
        )
    return TheirAnswer(
        "identity-not-understood",
        f"{registry.title} could not make use of this run's identity",
        "read its words, and run the job again",
        context=(_said(denied), f"issued by {issuer}"),
    )


def _said(denied: Denied) -> str:
    return f"it said {denied.code}: {denied.words}" if denied.words else f"it said {denied.code}"
