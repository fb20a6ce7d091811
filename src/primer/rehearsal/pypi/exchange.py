"""The identity exchange: an identity token of a run in, an upload token for its projects out.

Source: warehouse, `oidc/views.py`.
"""

import json

from werkzeug.wrappers import Request, Response

from primer.core.value import frozen
from primer.rehearsal.answers import json_answer
from primer.rehearsal.forge.identities import (
    ACTIVESTATE,
    GITHUB,
    GITLAB,
    GOOGLE,
    Claims,
    unverified,
    verified,
)
from primer.rehearsal.pypi.publishers import Pending, Registered, matching, misfit
from primer.rehearsal.pypi.refusal import Refusal
from primer.rehearsal.pypi.warehouse import Warehouse

SERVICES = {GITHUB: "github", GITLAB: "gitlab", GOOGLE: "google", ACTIVESTATE: "activestate"}


@frozen
class Denied(Exception):
    """The exchange refuses: the code and description that PyPI's answer carries."""

    code: str
    description: str


def audience(house: Warehouse) -> Response:
    """Whom an identity token must be meant for."""
    if not house.switches.exchange_enabled:
        return json_answer({"message": "Trusted publishing functionality not enabled"}, 403)
    return json_answer({"audience": house.audience})


def mint_token(house: Warehouse, request: Request) -> Response:
    """Exchanges the identity token in the body; 422 with PyPI's codes when it cannot."""
    try:
        return _exchange(house, _verified(house, _token(request)))
    except Denied as denied:
        return _denial(denied.code, denied.description)


def _token(request: Request) -> str:
    try:
        body: object = json.loads(request.get_data())
    except ValueError:
        raise Denied("invalid-payload", "body is not valid JSON") from None
    match body:
        case {"token": str(token)}:
            return token
        case _:
            raise Denied("invalid-payload", "token: Field required")


def _verified(house: Warehouse, token: str) -> Claims:
    said = unverified(token)
    if said is None:
        raise Denied("invalid-payload", "malformed JWT")
    service = SERVICES.get(str(said["iss"]))
    if service is None:
        raise Denied("invalid-payload", "unknown trusted publishing issuer")
    if not house.switches.exchange_enabled:
        raise Denied("not-enabled", f"{service} trusted publishing functionality not enabled")
    claims = verified(token, house.identity_key, house.clock(), house.audience)
    if claims is None:
        raise Denied("invalid-token", "malformed or invalid token")
    return claims


def _exchange(house: Warehouse, claims: Claims) -> Response:
    used = str(claims.get("jti"))
    if used not in house.used_identities:
        _grant_pending(house, claims)
    registered = _publisher(house, claims)
    if used in house.used_identities:
        raise Denied("invalid-reuse-token", "invalid token: already used")
    covered = [project.id for project in house.projects if registered in project.publishers]
    house.used_identities.add(used)
    token, expires = house.tokens.exchange(registered.id, covered)
    return json_answer({"success": True, "token": token, "expires": expires})


def _grant_pending(house: Warehouse, claims: Claims) -> None:
    """Makes the project of a pending publisher; one whose project exists already fails once, and is gone."""
    waiting = house.pending.all()
    found = matching(claims, [pending.registered for pending in waiting])
    if found is None:
        return
    pending = next(p for p in waiting if p.registered == found)
    house.pending.remove(pending.id)
    if house.projects.find(pending.project) is not None:
        raise Denied("invalid-pending-publisher", "valid token, but project already exists")
    _create(house, pending)


def _create(house: Warehouse, pending: Pending) -> None:
    try:
        project = house.new_project(pending.project)
    except Refusal as refusal:
        raise Denied("invalid-payload", refusal.words) from None
    house.projects.add(project)
    house.register(project, pending.registered.identity)
    house.pending.remove_for(pending.project)


def _publisher(house: Warehouse, claims: Claims) -> Registered:
    registered = [r for project in house.projects for r in project.publishers]
    found = matching(claims, registered)
    if found is None:
        why = misfit(claims, registered)
        raise Denied("invalid-publisher", f"valid token, but no corresponding publisher ({why})")
    return found


def _denial(code: str, description: str, status: int = 422) -> Response:
    errors = [{"code": code, "description": description}]
    return json_answer({"message": "Token request failed", "errors": errors}, status)
