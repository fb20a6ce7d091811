"""Identity tokens of the rehearsal: signed by the CI stand-in, checked by the site, like any provider's."""

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from datetime import datetime

from primer.core.publisher import ActiveState, CircleCI, GitHubActions, GitLabCI, Google, Identity

Claims = Mapping[str, object]

GITHUB = "https://token.actions.githubusercontent.com"
GITLAB = "https://gitlab.com"
GOOGLE = "https://accounts.google.com"
ACTIVESTATE = "https://platform.activestate.com/api/v1/oauth/oidc"
CIRCLECI = "https://oidc.circleci.com/org/"
LIFETIME = 300
REF = "refs/tags/release"
COMMIT = "0" * 40


def presented(identity: Identity, owner_id: str, now: datetime, audience: str = "pypi") -> dict[str, object]:
    """The claims a run of this identity carries; `owner_id` is the account's number at the provider."""
    issued = int(now.timestamp())
    times = {"iat": issued, "nbf": issued, "exp": issued + LIFETIME}
    return {"aud": audience, "jti": str(uuid.uuid4()), **times, **_own_claims(identity, owner_id)}


def _own_claims(identity: Identity, owner_id: str) -> dict[str, object]:
    match identity:
        case GitHubActions(owner, repository, workflow, environment):
            path = f"{owner}/{repository}"
            return {
                "iss": GITHUB,
                "sub": f"repo:{path}:" + (f"environment:{environment}" if environment else f"ref:{REF}"),
                "repository": path,
                "repository_owner": owner,
                "repository_owner_id": owner_id,
                "workflow_ref": f"{path}/.github/workflows/{workflow}@{REF}",
                "job_workflow_ref": f"{path}/.github/workflows/{workflow}@{REF}",
                "ref": REF,
                "sha": COMMIT,
                "event_name": "push",
                **({"environment": environment} if environment else {}),
            }
        case GitLabCI(namespace, project, workflow, environment):
            path = f"{namespace}/{project}"
            return {
                "iss": GITLAB,
                "sub": f"project_path:{path}:ref_type:tag:ref:release",
                "namespace_path": namespace,
                "project_path": path,
                "ci_config_ref_uri": f"gitlab.com/{path}//{workflow}@{REF}",
                "ref_path": REF,
                "sha": COMMIT,
                **({"environment": environment} if environment else {}),
            }
        case Google(email, sub):
            return {"iss": GOOGLE, "email": email, "email_verified": True, "sub": sub or "1"}
        case ActiveState(organization, project, actor):
            return {"iss": ACTIVESTATE, "organization": organization, "project": project, "actor": actor}
        case CircleCI():
            return _circleci_claims(identity)


def _circleci_claims(identity: CircleCI) -> dict[str, object]:
    organization, project = identity.organization_id, identity.project_id
    return {
        "iss": f"{CIRCLECI}{organization}",
        "sub": f"org/{organization}/project/{project}/user/{uuid.UUID(int=0)}",
        "oidc.circleci.com/org-id": organization,
        "oidc.circleci.com/project-id": project,
        "oidc.circleci.com/pipeline-definition-id": identity.pipeline_id,
        "oidc.circleci.com/vcs-origin": identity.origin,
        "oidc.circleci.com/vcs-ref": REF,
        "oidc.circleci.com/context-ids": list(identity.contexts),
    }


def sign(claims: Claims, key: bytes) -> str:
    """The claims as a signed token (JWT, HS256)."""
    head = _encode({"alg": "HS256", "typ": "JWT"})
    text = f"{head}.{_encode(claims)}"
    return f"{text}.{_text(_mac(text, key))}"


def unverified(token: str) -> Claims | None:
    """What a token says, whoever signed it; None where it is no identity token at all."""
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        claims: object = json.loads(base64.urlsafe_b64decode(parts[1] + "=="))
    except ValueError:
        return None
    return claims if isinstance(claims, dict) and isinstance(claims.get("iss"), str) else None


def verified(token: str, key: bytes, now: datetime, audience: str = "pypi") -> Claims | None:
    """The claims of a token that is genuine, meant for this site, and within its time; otherwise None."""
    text, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_text(_mac(text, key)).encode(), signature.encode()):
        return None
    claims = unverified(token)
    if claims is None or claims.get("aud") != audience:
        return None
    begins, ends = claims.get("nbf"), claims.get("exp")
    if not isinstance(begins, int) or not isinstance(ends, int):
        return None
    return claims if begins <= now.timestamp() < ends else None


def _mac(text: str, key: bytes) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def _encode(value: Claims) -> str:
    return _text(json.dumps(value).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
